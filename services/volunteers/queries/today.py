"""What the staff of a ward have to do today: answers that are owed, what stands still, whom to call, who is visited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from services.volunteers.domain.rules import Rules
from services.volunteers.domain.slip import LIVING, PROMISED, RequestStatus
from services.volunteers.queries.board import lines_of
from services.volunteers.queries.colleagues import away_in, covered_by
from services.volunteers.tables import APPLIED, persons, requests, volunteer_wards, volunteers
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
    parts = {name: _part(connection, mine & kind, now, city) for name, kind in _kinds(now).items()}
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
        return _part(connection, and_(requests.c.owner_id == person_id, requests.c.status.in_(LIVING), mine), now, city)

    covered = covered_by(connection, me, day)
    return {
        "own": of(me),
        "covered": [{"name": name, **of(person_id)} for person_id, name in covered.items()],
        "away": away_in(connection, who, day),
    }


def _kinds(now: datetime) -> Mapping[str, ColumnElement[bool]]:
    midnight = datetime.combine(now.astimezone(HANOI).date() + timedelta(days=1), time(0), HANOI)
    status, due = requests.c.status, requests.c.due_at
    owed = and_(status.in_(PROMISED), due.is_not(None))
    late, soon = and_(owed, due < now), and_(owed, due >= now, due < midnight)
    begins = midnight - timedelta(days=1)
    return {
        "late": late,
        "due": soon,
        "stuck": and_(status == RequestStatus.ESCALATED, ~late, ~soon),
        "unconfirmed": status == RequestStatus.UNCONFIRMED,
        "times": status == RequestStatus.NEEDS_TIMES,
        "visits": and_(
            status == RequestStatus.SCHEDULED,
            requests.c.starts_at >= begins,
            requests.c.starts_at < midnight,
        ),
    }


def _part(connection: Connection, which: ColumnElement[bool], now: datetime, city: Rules) -> dict[str, Any]:
    count = connection.execute(select(func.count()).select_from(requests).where(which)).scalar_one()
    if not count:
        return {"count": 0, "lines": []}
    rows = connection.execute(
        select(requests, persons.c.name)
        .join(persons, persons.c.person_id == requests.c.resident_id)
        .where(which)
        .order_by(func.coalesce(requests.c.starts_at, requests.c.due_at, requests.c.received_at), requests.c.request_id)
        .limit(MOST)
    ).all()
    return {"count": count, "lines": lines_of(connection, rows, now, city)}
