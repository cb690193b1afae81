"""The two groups of pages of sessions: the check at the door, for residents, and everything about agreed times."""

from __future__ import annotations

from typing import Any

from flask import request

from services.sessions.queries.wards import ward_called
from shared.web.doors import reading
from shared.web.pages import Pages

SESSIONS = "/sessions"


def _ward_in_hand() -> dict[str, Any] | None:
    """The ward that somebody at a door has named."""
    with reading() as connection:
        return ward_called(connection, request.form.get("ward") or request.args.get("ward"))


door_pages = Pages("door_pages", __name__, ward_asked=_ward_in_hand)
session_pages = Pages("session_pages", __name__)
