"""How requests stand in the whole city: how many wait where, and how many longer than was promised."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from services.volunteers.domain.slip import UNPROMISED
from services.volunteers.queries.queue import OPEN_STATUSES
from services.volunteers.tables import requests
from shared.messaging.standing import COUNTED, Standing, count_rows

PROMISED = tuple(status for status in OPEN_STATUSES if status not in UNPROMISED)
"""Where the ward's promise runs."""


def standing(connection: Connection, now: datetime) -> list[Standing]:
    """The numbers of volunteers."""
    said = f"Requests that have not ended, up to {COUNTED} of each status."
    counts = [
        Standing(
            "outreach_requests", said, count_rows(connection, requests, requests.c.status == status), {"status": status}
        )
        for status in OPEN_STATUSES
    ]
    late = count_rows(connection, requests, requests.c.status.in_(PROMISED), requests.c.due_at < now)
    return [
        *counts,
        Standing("outreach_requests_overdue", f"Those not helped in the promised time, up to {COUNTED}.", late),
    ]
