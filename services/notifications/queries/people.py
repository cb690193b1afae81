"""What is asked of people before anything else."""

from __future__ import annotations

from sqlalchemy import Connection, select

from services.notifications.tables import persons
from shared.web.principal import Standing


def standing_of(connection: Connection, person_id: str) -> Standing | None:
    """Since when somebody's tokens count, and how they are called; None for somebody unknown here."""
    known = select(persons.c.tokens_valid_after, persons.c.name).where(persons.c.id == person_id)
    row = connection.execute(known).one_or_none()
    return None if row is None else Standing(*row)
