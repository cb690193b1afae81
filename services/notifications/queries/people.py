"""What is asked of people before anything else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from services.notifications.tables import persons


def tokens_valid_after(connection: Connection, person_id: str) -> datetime | None:
    """Since when a person's tokens count; None when all do."""
    since = select(persons.c.tokens_valid_after).where(persons.c.id == person_id)
    return connection.execute(since).scalar_one_or_none()
