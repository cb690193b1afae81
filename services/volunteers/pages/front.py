"""The front page of the origin, ``/``: three doors, a call back for one number, and a check of who is at the door."""

from __future__ import annotations

from typing import Any

from flask import Response
from sqlalchemy.exc import DBAPIError

from services.volunteers.pages.words_front import WORDS
from services.volunteers.queries.wards import published_phones
from shared.messaging.faults import database_away
from shared.web.auth import anyone
from shared.web.doors import current_runtime, reading
from shared.web.pages import Pages, render

front_pages = Pages("front_pages", __name__)

SERVICES = ("volunteers", "sessions", "notifications")


@front_pages.get("/")
@anyone
def front() -> Response:
    return render(
        "volunteers/front.html",
        words=WORDS,
        wards=_wards_to_phone(),
        services=SERVICES,
        demo=current_runtime().config.demo,
    )


def _wards_to_phone() -> list[dict[str, Any]]:
    """Who can be phoned; nobody while the database is away, for the doors must stand all the same."""
    try:
        with reading() as connection:
            return published_phones(connection)
    except DBAPIError as error:
        if not database_away(error):
            raise
        return []
