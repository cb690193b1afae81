"""How requests stand in the whole city: how many wait where, and how many longer than was promised."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, and_, func, select

from services.volunteers.domain.slip import LIVING, PROMISED
from services.volunteers.tables import requests
from shared.messaging.standing import Standing

LOOKED_AT = 50_000
"""Open requests that are looked at, at most: more than ever wait at once in the whole city."""


def standing(connection: Connection, now: datetime) -> list[Standing]:
    """The numbers of volunteers, in one look at the open requests."""
    open_ones = select(requests.c.status, requests.c.due_at).where(requests.c.status.in_(LIVING))
    looked_at = open_ones.limit(LOOKED_AT).subquery()
    late = and_(looked_at.c.status.in_(PROMISED), looked_at.c.due_at < now)
    counted = select(looked_at.c.status, func.count(), func.count().filter(late)).group_by(looked_at.c.status)
    found = {status: (number, overdue) for status, number, overdue in connection.execute(counted)}
    said = f"Requests that have not ended; up to {LOOKED_AT} are looked at."
    return [
        *(Standing("outreach_requests", said, found.get(status, (0, 0))[0], {"status": status}) for status in LIVING),
        Standing(
            "outreach_requests_overdue",
            "Those of them not helped within the time that was promised.",
            sum(overdue for _, overdue in found.values()),
        ),
    ]
