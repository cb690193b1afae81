"""Notifications: everything people are told, and what they answer.

Owns the messages, the channels they leave by, when people are left in peace, how each wants to be reached, numbers
that want no messages, replies, and the list of those a person of the ward has to phone. Tells who was reached, who was
not, and what was answered, so that the others can act on it. Listens to codes that were asked for, requests, offers and
appointments, and to the names, numbers and languages of people.
"""
