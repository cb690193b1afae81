"""How the staff's work stands, in numbers: how long people wait, for what, where, and who is visited today.

Everything is counted by the database, among what is open: a year of requests that have ended makes no number slower.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, select, type_coerce

from services.volunteers.domain.slip import PROMISED, RequestStatus
from services.volunteers.queries.late import is_late
from services.volunteers.queries.queue import by_status, rank
from services.volunteers.tables import OPEN, requests
from shared.clock import HANOI
from shared.database import json_type
from shared.errors import NotFound
from shared.web.principal import Principal, within

STEPS: Sequence[timedelta] = tuple(timedelta(days=days) for days in (1, 2, 3, 5, 10))
"""Waits are counted in these steps of the clock: up to a day, up to two … and longer than the last."""

SHARES = (0.5, 0.9)


def dashboard(connection: Connection, who: Principal, ward: str | None, now: datetime) -> dict[str, Any]:
    """Of the caller's wards, or of one of them; raises :class:`NotFound` for another's ward.

    ``waits``: how many wait for at most each of :data:`STEPS`, and for longer; ``percentiles``: the wait that each of
    :data:`SHARES` of them does not exceed (nearest rank), None where nobody waits.
    """
    wards = who.wards_of("counter")
    if ward is not None and ward not in wards:
        raise NotFound
    mine = requests.c.ward == ward if ward is not None else within(requests.c.ward, wards)
    waiting = and_(mine, OPEN, requests.c.status.in_(PROMISED), requests.c.promise_since.is_not(None))
    waits = _waits(connection, waiting, now)
    alive = and_(mine, OPEN)
    return {
        "waits": waits,
        "percentiles": [_percentile(connection, waiting, share, sum(waits), now) for share in SHARES],
        "overdue": _count(connection, and_(mine, is_late(now))),
        "statuses": by_status(connection, mine),
        "topics": _topics(connection, alive),
        "places": _grouped(connection, alive, _neighbourhood() if ward is not None else requests.c.ward),
        "hours": _hours(connection, mine, now),
    }


def _count(connection: Connection, which: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(requests).where(which)).scalar_one())


def _grouped(connection: Connection, which: ColumnElement[bool], by: ColumnElement[Any]) -> dict[str | None, int]:
    # Grouped by the name of the column: said twice, with its values, PostgreSQL takes it for another expression.
    counted = select(by.label("kind"), func.count().label("number")).where(which).group_by("kind")
    return {row.kind: row.number for row in connection.execute(counted)}


def _waits(connection: Connection, waiting: ColumnElement[bool], now: datetime) -> list[int]:
    since = requests.c.promise_since
    step = case(*((since >= now - span, index) for index, span in enumerate(STEPS)), else_=len(STEPS)).label("step")
    counted = select(step, func.count().label("number")).where(waiting).group_by("step")
    found = {row.step: row.number for row in connection.execute(counted)}
    return [found.get(index, 0) for index in range(len(STEPS) + 1)]


def _percentile(
    connection: Connection, waiting: ColumnElement[bool], share: float, count: int, now: datetime
) -> timedelta | None:
    if not count:
        return None
    shortest_first = select(requests.c.promise_since).where(waiting).order_by(requests.c.promise_since.desc())
    since: datetime | None = connection.execute(shortest_first.offset(rank(share, count)).limit(1)).scalar_one_or_none()
    return None if since is None else now - since


def _topics(connection: Connection, alive: ColumnElement[bool]) -> dict[str, int]:
    """How many ask for each; a request for two counts for both."""
    asked: Counter[str] = Counter()
    for topics, count in _grouped(connection, alive, _asking()["topics"].as_string()).items():
        for topic in json.loads(topics or "[]"):
            asked[topic] += count
    return dict(asked)


def _hours(connection: Connection, mine: ColumnElement[bool], now: datetime) -> dict[int, int]:
    """How many visits of today begin in each hour."""
    begins = datetime.combine(now.astimezone(HANOI).date(), time(0), HANOI)
    starts = requests.c.starts_at
    today = (requests.c.status == RequestStatus.SCHEDULED, starts >= begins, starts < begins + timedelta(days=1))
    found = connection.execute(select(starts, func.count()).where(mine, *today).group_by(starts))
    hours: Counter[int] = Counter()
    for at, count in found:
        hours[at.astimezone(HANOI).hour] += count
    return dict(hours)


def _asking() -> Any:
    return type_coerce(requests.c.asking, json_type())


def _neighbourhood() -> ColumnElement[Any]:
    kept: ColumnElement[Any] = _asking()["whereabouts"]["neighbourhood"].as_string()
    return kept
