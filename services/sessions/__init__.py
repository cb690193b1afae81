"""Sessions: the agenda of the wards.

Owns the agreed times (home, ward office, phone), who is booked when, the visit codes and what came
of each visit. Tells of every appointment that is scheduled, confirmed, started or completed, and of
every accepted offer for which no time fits. Listens to requests and accepted offers, to volunteers'
availability, and to the names of people, wards and topics.
"""
