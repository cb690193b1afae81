"""What is known of single persons."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from services.sessions.tables import persons


def tokens_valid_after(connection: Connection, person_id: str) -> datetime | None:
    """Since when a token of this person counts; None when nobody has said."""
    known = select(persons.c.tokens_valid_after).where(persons.c.id == person_id)
    return connection.execute(known).scalar_one_or_none()
