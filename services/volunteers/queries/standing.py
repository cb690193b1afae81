"""How requests stand in the whole city, how many wait longer than was promised; and whether somebody guesses codes."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, select

from services.volunteers.domain.slip import LIVING, PROMISED
from services.volunteers.storage.strangers import ALL
from services.volunteers.tables import requests, strangers
from shared.messaging.standing import Standing

LOOKED_AT = 50_000
"""Open requests that are looked at, at most: more than ever wait at once in the whole city."""


LATELY = timedelta(hours=1)


def standing(connection: Connection, now: datetime) -> list[Standing]:
    """The numbers of volunteers, in one look at the open requests and one at what strangers did."""
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
        Standing("outreach_wrong_codes", "Wrong codes tried within an hour, by all.", _wrong_codes(connection, now)),
    ]


def _wrong_codes(connection: Connection, now: datetime) -> int:
    theirs = (strangers.c.kind == "wrong_codes", strangers.c.caller == ALL, strangers.c.slice > now - LATELY)
    return int(connection.execute(select(func.sum(strangers.c.times)).where(*theirs)).scalar_one() or 0)
