"""Each request stands on the board where its promise puts it: the column of 0008 is filled, some rows at a time.

What an older process writes after this gets its place within minutes (the timer ``mend_places``).
"""

from __future__ import annotations

import sqlalchemy as sa

from shared.database import UtcDateTime
from shared.migrations import fill

revision = "0018"
down_revision = "0017"

_PROMISED = ("open", "offered", "accepted", "escalated")

_requests = sa.table(
    "requests",
    sa.column("request_id", sa.Uuid(as_uuid=False)),
    sa.column("status"),
    sa.column("due_at", UtcDateTime),
    sa.column("owed_at", UtcDateTime),
)


def upgrade() -> None:
    owed = sa.and_(_requests.c.status.in_(_PROMISED), _requests.c.due_at.is_not(None))
    fill(_requests, "request_id", {"owed_at": _requests.c.due_at}, owed & (_requests.c.owed_at != _requests.c.due_at))
