"""How the queue stands: what waits where, for how long, and how much of the promise that has used up."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from services.volunteers.domain.slip import LIVING, UNPROMISED
from services.volunteers.tables import requests
from shared.clock import HANOI
from shared.errors import NotFound
from shared.web.principal import Principal, within


def summary(connection: Connection, who: Principal, ward: str | None, now: datetime) -> dict[str, Any]:
    """The caller's wards, or one of them, at ``now``; raises :class:`NotFound` for another's ward.

    Waits are in minutes of the clock; ``of_promise`` is the share of the promised time that is over, 1 at its end.
    """
    wards = who.wards_of("counter")
    if ward is not None and ward not in wards:
        raise NotFound
    mine = requests.c.ward == ward if ward is not None else within(requests.c.ward, wards)
    columns = (requests.c[name] for name in ("status", "promise_since", "due_at", "starts_at"))
    rows = connection.execute(select(*columns).where(requests.c.status.in_(LIVING), mine)).all()
    counted = Counter(row.status for row in rows)
    waiting = [row for row in rows if row.due_at is not None and row.status not in UNPROMISED]
    return {
        "ward": ward,
        "counts": {status: counted[status] for status in LIVING},
        "overdue": sum(row.due_at < now for row in waiting),
        "waiting": _waits(waiting, now),
        "visits_tomorrow": _on(rows, now + timedelta(days=1)),
    }


def percentile(values: Iterable[float], share: float) -> float | None:
    """The smallest value that at least ``share`` of all are not above (nearest rank); None of nothing."""
    ordered = sorted(values)
    return ordered[math.ceil(share * len(ordered)) - 1] if ordered else None


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


def _on(rows: Iterable[Row[Any]], moment: datetime) -> int:
    """How many visits stand on the local day of ``moment``."""
    day = moment.astimezone(HANOI).date()
    return sum(row.starts_at is not None and row.starts_at.astimezone(HANOI).date() == day for row in rows)
