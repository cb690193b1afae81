"""The calendar feed: a volunteer's visits for the calendar on their phone (RFC 5545)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import icalendar
from flask import Response
from sqlalchemy import Row

from services.sessions.domain.calendar_link import hash_of
from services.sessions.queries import calendars as queries
from services.sessions.queries.visits import Topics, all_topics
from shared.web.api import Blueprint
from shared.web.auth import anyone
from shared.web.doors import current_runtime, reading

blp = Blueprint("calendars", __name__, description="A volunteer's visits for the calendar on their phone.")

ICS = "text/calendar"
SECRET = {
    "name": "secret",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "minLength": 8, "maxLength": 64},
}
_DOCUMENTED: dict[int, Any] = {200: {"content": {ICS: {"schema": {"type": "string"}}}}}
_NAME = "Bình dân học vụ số"


@blp.route("/calendar/<string:secret>.ics", parameters=[SECRET])
@blp.doc(responses=_DOCUMENTED)
@blp.response(200)
@blp.may_answer(404)
@anyone
def read_calendar(secret: str) -> Response:
    """The visits of whoever has this link: what and when, never whose or where

    A link is made, renewed and dropped by its volunteer on the page `/sessions/calendar`.
    """
    runtime = current_runtime()
    now = runtime.clock.now()
    with reading() as connection:
        person_id = queries.holder_of(connection, secret)
        visits, topics = queries.visits_of(connection, person_id, now), all_topics(connection)
    return Response(_calendar(visits, topics, now, runtime.config.public_url), content_type=f"{ICS}; charset=utf-8")


def _calendar(visits: list[Row[Any]], topics: Topics, now: datetime, origin: str) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{_NAME}//sessions//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _NAME)
    for visit in visits:
        calendar.add_component(_event(visit, topics, now, origin))
    written: bytes = calendar.to_ical()
    return written


def _event(visit: Row[Any], topics: Topics, now: datetime, origin: str) -> icalendar.Event:
    # Its id is not told either: whoever finds the link has nothing to go on with.
    about = ", ".join(topics[each]["name_vi"] if each in topics else each for each in visit.topics)
    event = icalendar.Event()
    event.add("uid", f"{hash_of(visit.id)[:32]}@sessions")
    event.add("sequence", visit.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", visit.starts_at)
    event.add("dtend", visit.ends_at)
    event.add("summary", f"Hướng dẫn: {about}")
    event.add("url", f"{origin}/sessions/agenda?mine=true")
    return event
