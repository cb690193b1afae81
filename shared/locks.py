"""The advisory locks of PostgreSQL that are ours.

They lie in a database, not in a program, and programs of two versions work on one: a number keeps its meaning for ever.
"""

from __future__ import annotations

MIGRATING = 7_146_011_945
"""Two ``migrate`` of one database wait for each other."""

HOLD = 7_146_011_946
"""While somebody has it alone, as ``tools.backup`` does, every event waits in its outbox; relays share it."""

CHANGING_RIGHTS = 7_146_011_947
"""Two ``migrate`` change the rights of one table one after another."""
