"""How the queue stands: what waits where, for how long, and how much of the promise that has used up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from services.volunteers.domain.slip import LIVING, UNPROMISED
from services.volunteers.queries.late import is_late
from services.volunteers.tables import OPEN, requests
from shared.clock import HANOI
from shared.errors import NotFound
from shared.web.principal import Principal, within


def summary(connection: Connection, who: Principal, ward: str | None, now: datetime) -> dict[str, Any]:
    """:func:`counts`, and how long what waits has waited; raises :class:`NotFound` for another's ward.

    Waits are in minutes of the clock; ``of_promise`` is the share of the promised time that is over, 1 at its end.
    """
    columns = (requests.c[name] for name in ("promise_since", "due_at"))
    waiting = requests.c.status.not_in(UNPROMISED) & requests.c.due_at.is_not(None)
    rows = connection.execute(select(*columns).where(OPEN, _mine(who, ward), waiting)).all()
    return {"ward": ward, **counts(connection, who, ward, now), "waiting": _waits(rows, now)}


def counts(connection: Connection, who: Principal, ward: str | None, now: datetime) -> dict[str, Any]:
    """What is open in the caller's wards, or one of them: how many by status, overdue, and visits tomorrow.

    Counted in the indexes, and of no request more is read. Raises :class:`NotFound` for another's ward.
    """
    mine, begins = _mine(who, ward), _tomorrow(now)
    counted = by_status(connection, mine)
    starts = requests.c.starts_at
    return {
        "counts": {status: counted.get(status, 0) for status in LIVING},
        "overdue": _count(connection, mine, is_late(now)),
        "visits_tomorrow": _count(connection, mine, starts >= begins, starts < begins + timedelta(days=1)),
    }


def by_status(connection: Connection, mine: ColumnElement[bool]) -> dict[str, int]:
    """How many are open in each status; a status that none has is left out."""
    counted = select(requests.c.status, func.count()).where(OPEN, mine).group_by(requests.c.status)
    return {row[0]: row[1] for row in connection.execute(counted)}


def percentile(values: Iterable[float], share: float) -> float | None:
    """The smallest value that at least ``share`` of all are not above (nearest rank); None of nothing."""
    ordered = sorted(values)
    return ordered[rank(share, len(ordered))] if ordered else None


def rank(share: float, count: int) -> int:
    """Where the value stands, counted from 0, that at least ``share`` of ``count`` are not above (nearest rank)."""
    return math.ceil(share * count) - 1


def _waits(rows: Sequence[Row[Any]], now: datetime) -> dict[str, Any]:
    minutes = [(now - row.promise_since) / timedelta(minutes=1) for row in rows]
    used = [(now - row.promise_since) / (row.due_at - row.promise_since) for row in rows]
    return {
        "count": len(rows),
        "p50_minutes": percentile(minutes, 0.5),
        "p90_minutes": percentile(minutes, 0.9),
        "p50_of_promise": percentile(used, 0.5),
        "p90_of_promise": percentile(used, 0.9),
    }


def _mine(who: Principal, ward: str | None) -> ColumnElement[bool]:
    wards = who.wards_of("counter")
    if ward is not None and ward not in wards:
        raise NotFound
    return requests.c.ward == ward if ward is not None else within(requests.c.ward, wards)


def _count(connection: Connection, *which: ColumnElement[bool]) -> int:
    found: int = connection.execute(select(func.count()).select_from(requests).where(OPEN, *which)).scalar_one()
    return found


def _tomorrow(now: datetime) -> datetime:
    """When the local day after ``now`` begins."""
    return datetime.combine(now.astimezone(HANOI).date() + timedelta(days=1), time(0), HANOI)
