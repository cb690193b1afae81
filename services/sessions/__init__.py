"""Sessions: the agenda of the wards.

Owns the agreed times (home, ward office, phone), who is booked when, the visit codes, what came of
each visit, and the days unlike others. Tells of every appointment that is scheduled, moved, confirmed,
started, overdue, completed, cancelled or missed, of every accepted offer for which no time fits, and of
every day that is marked. Listens to requests and their offers, to volunteers' availability and
suspension, to teams, to the names of people, wards and topics, to pauses, and to answers by SMS.
"""
