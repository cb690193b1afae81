"""Notifications: everything people are told.

Owns the messages, the channels they leave by, and what is known of whom they reached. Tells who was
reached and who was not, so that a person of the ward can phone. Listens to codes that were asked
for, requests, offers and appointments, and to the names, numbers and languages of people.
"""
