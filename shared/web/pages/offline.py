"""Which pages a phone may keep for reading without a network, and how long.

Every page is ``no-store``. One that shows a visit of today says besides, in ``Offline-Seconds``, how long the service
worker (``static/volunteers/worker.js``) may keep it: to the end of that day. ``Offline-For`` names whose it is,
without saying who, so that what one person left is thrown away when the next signs in on the same phone. Nothing else
has the phone throw all of it away than signing out, being led to the sign-in, and :func:`nothing_kept`.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from hashlib import sha256

from flask import Response

from shared.clock import HANOI
from shared.web.auth import principal
from shared.web.doors import current_runtime
from shared.web.pages.times import today

SECONDS, FOR = "Offline-Seconds", "Offline-For"

FORGET = {"Clear-Site-Data": '"storage"'}
"""What an answer says after which the browser keeps nothing: whoever has signed out has left this phone."""


def nothing_kept(page: Response) -> Response:
    """``page``, after which the phone keeps nothing: whoever reads it has no visits, or none any more."""
    page.headers[SECONDS] = "0"
    return page


def kept_today(page: Response, starts_at: datetime | None, latest: datetime | None = None) -> Response:
    """``page``, which may be kept until midnight, not after ``latest``, when its visit is today; else by nobody."""
    now = current_runtime().clock.now()
    return may_be_kept(page, latest) if starts_at is not None and today(starts_at) == today(now) else page


def may_be_kept(page: Response, latest: datetime | None = None) -> Response:
    """``page``, which may be kept until midnight in Hà Nội, and not after ``latest``."""
    now = current_runtime().clock.now()
    midnight = datetime.combine(today(now) + timedelta(days=1), time(), HANOI)
    until = midnight if latest is None else min(midnight, latest)
    # Seconds, and no moment: the clock of a phone may be wrong by hours.
    page.headers[SECONDS] = str(max(0, int((until - now).total_seconds())))
    page.headers[FOR] = sha256(f"{principal().person_id} {today(now)}".encode()).hexdigest()[:16]
    return page
