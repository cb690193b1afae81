"""Volunteers: owns people, sign-in, wards, topics, volunteers, help requests, matching and offers.

Tells people's contact, codes to send, wards and topics, volunteers and their free times, requests and
offers. Listens to sessions (what became of the appointment) and notifications (who was reached).
"""
