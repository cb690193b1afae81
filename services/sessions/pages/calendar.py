"""The link by which a volunteer's calendar reads their visits: made, renewed and dropped here.

The link is shown in the answer to the form that made it and nowhere else: an address that held it would be kept.
"""

from __future__ import annotations

from flask import Response

from services.sessions.commands.calendar_links import drop_link, renew_link
from services.sessions.pages.blueprint import SESSIONS, session_pages
from services.sessions.pages.words_calendar import CALENDAR
from services.sessions.queries.calendars import link_made_at
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.pages import just_done, page_command, page_language, render, see_other
from shared.web.pages.times import moment_of

URL = f"{SESSIONS}/calendar"


@session_pages.get("/calendar")
@roles("volunteer")
def calendar() -> Response:
    """Whether there is a link, and since when"""
    return _page()


@session_pages.post("/calendar")
@page_command
@roles("volunteer")
def renew() -> Response:
    """A new link, in place of the old one"""
    return _page(renew_link(current_unit(), principal().person_id or ""))


@session_pages.post("/calendar/drop")
@page_command
@roles("volunteer")
def drop() -> Response:
    """No link any more"""
    drop_link(current_unit(), principal().person_id or "")
    return see_other(f"{URL}?done=dropped")


def _page(secret: str | None = None) -> Response:
    language = page_language()
    with reading() as connection:
        made_at = link_made_at(connection, principal().person_id or "")
    address = f"{current_runtime().config.public_url}{SESSIONS}/api/v1/calendar/{secret}.ics" if secret else None
    return render(
        "sessions/calendar.html",
        words=CALENDAR,
        other="none" if secret else "link",  # shown this once: the way to the other language would lose it
        since=CALENDAR["since"].said(language).format(luc=moment_of(made_at, language)) if made_at else None,
        address=address,
        subscribe=f"webcal://{address.partition('://')[2]}" if address else None,
        news=CALENDAR["done.dropped"] if just_done() == "dropped" else None,
        url=URL,
    )
