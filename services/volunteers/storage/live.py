"""What the live board of the queue is told when a request changes: where it stands, and nobody's name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.volunteers.domain.request import Request
from services.volunteers.tables import live
from shared.messaging.live import AT_ONCE, LiveLog, forget_before, number
from shared.messaging.unit_of_work import UnitOfWork

KEEP = timedelta(days=1)
"""A board that was away for longer reads its list anew."""


def number_changes(unit: UnitOfWork) -> int:
    """Number what was changed while nobody looked. 0 as soon as few are left: new ones never end."""
    given = number(unit.session.connection(), live)
    return given if given == AT_ONCE else 0


def forget_changes(unit: UnitOfWork) -> int:
    """Forget what every board has long shown."""
    return forget_before(unit.session.connection(), live, unit.now - KEEP)


def _told(request: Request) -> dict[str, Any]:
    return {"reference": request.reference, "status": str(request.status)}


LIVE = LiveLog(live, Request, _told)
