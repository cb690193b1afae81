"""What the staff of a ward have to do today: answers that are owed, what stands still, whom to call, who is visited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, func, select

from services.volunteers.domain.rules import Rules
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.queries.board import lines_of
from services.volunteers.queries.colleagues import away_in, covered_by
from services.volunteers.queries.late import is_late
from services.volunteers.tables import APPLIED, OPEN, persons, requests, volunteer_wards, volunteers
from shared.clock import HANOI
from shared.web.principal import AllWards, Principal, Wards, within

MOST = 10
"""Of each kind; the board has the rest."""


def today(connection: Connection, who: Principal, now: datetime, city: Rules) -> dict[str, Any]:
    """``parts``: by kind how many there are (``count``) and the first :data:`MOST` as ``lines`` of the board.

    A request stands under the first kind it is of. ``applied`` is how many applications wait, ``own`` is what is in
    the caller's care, ``covered`` what is in the care of colleagues for whom they stand in (with their ``name``),
    ``away`` which colleagues are on leave.
    """
    wards = who.wards_of("counter")
    mine = within(requests.c.ward, wards)
    parts = {name: _part(connection, and_(mine, kind), by, now, city) for name, (kind, by) in _kinds(now).items()}
    applied = _applied(connection, wards)
    return {"parts": parts, "applied": applied, **_cared_for(connection, who, mine, now, city)}


def _applied(connection: Connection, wards: Wards) -> int:
    waiting = (
        select(func.count())
        .select_from(volunteers.join(persons, persons.c.person_id == volunteers.c.volunteer_id))
        .where(APPLIED, persons.c.merged_into.is_(None))
    )
    if not isinstance(wards, AllWards):
        here = select(volunteer_wards.c.volunteer_id).where(within(volunteer_wards.c.ward, wards))
        waiting = waiting.where(volunteers.c.volunteer_id.in_(here))
    return int(connection.execute(waiting).scalar_one())


def _cared_for(
    connection: Connection, who: Principal, mine: ColumnElement[bool], now: datetime, city: Rules
) -> dict[str, Any]:
    """What one of the staff takes care of is theirs whatever it waits for, until it has ended."""
    me, day = who.person_id or "", now.astimezone(HANOI).date()

    def of(person_id: str) -> dict[str, Any]:
        theirs = and_(requests.c.owner_id == person_id, OPEN, mine)
        return _part(connection, theirs, requests.c.owed_at, now, city)

    covered = covered_by(connection, me, day)
    return {
        "own": of(me),
        "covered": [{"name": name, **of(person_id)} for person_id, name in covered.items()],
        "away": away_in(connection, who, day),
    }


def _kinds(now: datetime) -> Mapping[str, tuple[ColumnElement[bool], Column[datetime]]]:
    """What makes a request one of each kind, and in which order they stand; indexes have them so, ward by ward."""
    midnight = datetime.combine(now.astimezone(HANOI).date() + timedelta(days=1), time(0), HANOI)
    status, owed, starts = requests.c.status, requests.c.owed_at, requests.c.starts_at
    today = (status == RequestStatus.SCHEDULED, starts >= midnight - timedelta(days=1), starts < midnight)
    return {
        "late": (is_late(now), owed),
        "due": (and_(OPEN, owed >= now, owed < midnight), owed),
        "stuck": (and_(OPEN, status == RequestStatus.ESCALATED, owed >= midnight), owed),
        "unconfirmed": (and_(OPEN, status == RequestStatus.UNCONFIRMED), requests.c.received_at),
        "times": (and_(OPEN, status == RequestStatus.NEEDS_TIMES), requests.c.received_at),
        "visits": (and_(OPEN, *today), starts),
    }


def _part(
    connection: Connection, which: ColumnElement[bool], by: Column[datetime], now: datetime, city: Rules
) -> dict[str, Any]:
    """How many there are, and the first of them in the order of ``by``."""
    count = connection.execute(select(func.count()).select_from(requests).where(which)).scalar_one()
    if not count:
        return {"count": 0, "lines": []}
    rows = connection.execute(
        select(requests, persons.c.name)
        .join(persons, persons.c.person_id == requests.c.resident_id)
        .where(which)
        .order_by(by, requests.c.request_id)
        .limit(MOST)
    ).all()
    return {"count": count, "lines": lines_of(connection, rows, now, city)}
