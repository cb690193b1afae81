"""How messages stand: how many are not at their end, and for how long the next has been due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from services.notifications.domain.message import FIRST, LATER, QUEUED, UNFINISHED
from services.notifications.tables import UNFINISHED_ROWS, messages
from shared.messaging.standing import COUNTED, Standing, count_rows, seconds_since


def standing(connection: Connection, now: datetime) -> list[Standing]:
    """The numbers of notifications."""
    said = f"Messages that are not at their end, up to {COUNTED} of each status."
    counts = [
        Standing("outreach_messages", said, _count(connection, status), {"status": status}) for status in UNFINISHED
    ]
    late = max(seconds_since(_due_since(connection, priority, now), now) for priority in (FIRST, LATER))
    return [
        *counts,
        Standing("outreach_message_oldest_due_seconds", "For how long the longest due has been due.", late),
    ]


def _count(connection: Connection, status: str) -> int:
    return count_rows(connection, messages, UNFINISHED_ROWS, messages.c.status == status)


def _due_since(connection: Connection, priority: int, now: datetime) -> datetime | None:
    """Since when the longest due message of a priority is due."""
    due = (UNFINISHED_ROWS, messages.c.status == QUEUED, messages.c.priority == priority, messages.c.next_at <= now)
    first = select(messages.c.next_at).where(*due).order_by(messages.c.next_at).limit(1)
    found: datetime | None = connection.execute(first).scalar_one_or_none()
    return found
