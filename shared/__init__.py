"""What the three services have in common: event contracts, the messaging kit, the web kit.

A thing enters this package when two services need it and it names neither.
"""
