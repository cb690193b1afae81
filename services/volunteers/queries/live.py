"""The queue's own log, for whoever does not listen: the changes after a number."""

from __future__ import annotations

from sqlalchemy import Connection

from services.volunteers.tables import live
from shared.messaging.live import last_position


def queue_position(connection: Connection) -> int:
    """The number a page tells its board to go on from; asked before the list is read, or a change falls between."""
    return last_position(connection, live)
