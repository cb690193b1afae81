"""Plain Python: when a visit can be, what becomes of it, and the words said at the door."""
