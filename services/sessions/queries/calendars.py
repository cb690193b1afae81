"""A volunteer's visits for their own calendar: what and when, never whose or where."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from services.sessions.domain.appointment import COMPLETED, STANDING
from services.sessions.domain.calendar_link import hash_of
from services.sessions.domain.people import VOLUNTEER
from services.sessions.queries.appointments import caller_of
from services.sessions.tables import appointments, calendar_links, parties
from shared.errors import NotFound
from shared.web.principal import Principal

KEPT_BACK = timedelta(days=60)
"""How far back a calendar still shows what was done."""


def holder_of(connection: Connection, secret: str) -> str:
    """Whose link it is; raises :class:`NotFound` for one that was renewed, too."""
    known = select(calendar_links.c.person_id).where(calendar_links.c.secret_hash == hash_of(secret))
    person_id: str | None = connection.execute(known).scalar_one_or_none()
    if person_id is None:
        raise NotFound
    return person_id


def link_made_at(connection: Connection, person_id: str) -> datetime | None:
    """Since when they have the link they have; None without one."""
    made = select(calendar_links.c.made_at).where(calendar_links.c.person_id == person_id)
    at: datetime | None = connection.execute(made).scalar_one_or_none()
    return at


def visits_of(connection: Connection, person_id: str, now: datetime) -> list[Row[Any]]:
    """The visits this person makes or has made lately, in order; none while they are suspended."""
    caller = caller_of(connection.execute, Principal("person", person_id=person_id))
    if caller.suspended:
        return []
    theirs = select(parties.c.appointment_id).where(
        parties.c.person_id.in_(sorted(caller.persons)), parties.c.role == VOLUNTEER
    )
    wanted = (
        appointments.c.id.in_(theirs),
        appointments.c.status.in_((*STANDING, COMPLETED)),
        appointments.c.ends_at > now - KEPT_BACK,
    )
    return list(connection.execute(select(appointments).where(*wanted).order_by(appointments.c.starts_at)))
