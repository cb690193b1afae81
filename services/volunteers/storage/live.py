"""What the live board of the queue is told when a request changes: where it stands, and nobody's name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.volunteers.domain.request import Request
from services.volunteers.tables import live
from shared.messaging.live import LiveLog, forget_before
from shared.messaging.unit_of_work import UnitOfWork

KEEP = timedelta(days=1)
"""A board that was away for longer reads its list anew."""


def forget_changes(unit: UnitOfWork) -> int:
    """Forget what every board has long shown; always 0, for one statement takes it all."""
    forget_before(unit.session.connection(), live, unit.now - KEEP)
    return 0


def _told(request: Request) -> dict[str, Any]:
    return {"reference": request.reference, "status": str(request.status)}


LIVE = LiveLog(live, Request, _told)
