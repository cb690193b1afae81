"""What becomes true here. Each fact is a line in the journal; ``publications.py`` says which are told to others.

``by`` is who did it: ``resident`` ``asked_by`` ``volunteer`` ``staff`` ``timer`` ``event``.
"""
