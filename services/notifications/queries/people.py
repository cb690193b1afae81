"""What is asked of people before anything else."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from services.notifications.tables import persons
from shared.web.principal import Standing


def standing_of(connection: Connection, person_id: str) -> Standing | None:
    """Since when somebody's tokens count, and how they are called; None for somebody unknown here."""
    known = select(persons.c.tokens_valid_after, persons.c.name).where(persons.c.id == person_id)
    row = connection.execute(known).one_or_none()
    return None if row is None else Standing(*row)


def names_of(connection: Connection, person_ids: Iterable[str | None]) -> dict[str, str]:
    """What these people are called, by their ids."""
    wanted = sorted({each for each in person_ids if each})
    rows = connection.execute(select(persons.c.id, persons.c.name).where(persons.c.id.in_(wanted)))
    return {row.id: row.name for row in rows}
