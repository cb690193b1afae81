"""The same visit at another time: a few free times a day first, and every one of a day that is asked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Response, request

from services.sessions.commands.moving import STARTS_AT, move
from services.sessions.domain.choosing import usual_times
from services.sessions.domain.people import part_to_move
from services.sessions.domain.spans import Window, whole_day
from services.sessions.pages import words_deeds as words
from services.sessions.pages.appointment import asked_before, caller, done, layout_of, seen, url_of, words_for
from services.sessions.pages.blueprint import session_pages
from services.sessions.pages.telling import view_of
from services.sessions.queries.appointments import times_to_move
from services.sessions.queries.visits import Visit
from services.sessions.schemas import MoveBody
from shared.errors import Invalid
from shared.web.auth import signed_in
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.pages import Form, page_command, page_language, render
from shared.web.pages.times import capital, hour_of, moment_of, today

DAYS = 6
"""On how many days with a free time the first page shows some."""


@session_pages.get("/appointments/<uuid:appointment_id>/move")
@signed_in(tracking=True)
def free_times(appointment_id: UUID) -> Response:
    """To which time? ``?day=`` shows all of one day."""
    return asked_before("move", appointment_id, part_to_move, _page)


@session_pages.post("/appointments/<uuid:appointment_id>/move")
@page_command
@signed_in(tracking=True)
def take_time(appointment_id: UUID) -> Response:
    """Another time, with a new visit code"""
    form = Form.read(MoveBody, request.form, say={STARTS_AT: words.CHOOSE_TIME})
    if not form.ok:
        return _page(seen(appointment_id), form, 422)
    try:
        move(current_unit(), str(appointment_id), form.values[STARTS_AT], caller())
    except Invalid as error:
        form.refuse(error, say={STARTS_AT: words.NOT_FREE})
        return _page(seen(appointment_id), form, 422)
    return done(appointment_id, "moved")


def _page(visit: Visit, form: Form, status: int = 200) -> Response:
    view, day, language = view_of(visit.parts), _day(), page_language()
    said = words_for(visit, view, words.MOVE)
    return render(
        "sessions/move.html",
        status,
        words=said,
        layout=layout_of(view),
        form=form,
        ward=visit.ward,
        xh=visit.reader,
        question=said[view],
        hint=said["hint.helper"] if view == "helper" else said["hint"],
        options=[_option(each, day is not None, language) for each in _times(visit, day)],
        day=day.isoformat() if day else "",
        url=url_of(visit.id),
    )


def _times(visit: Visit, day: date | None) -> list[Window]:
    """Those of ``day``, or the usual ones of the next days."""
    runtime = current_runtime()
    now, rules = runtime.clock.now(), runtime.config.rules
    until = now + timedelta(days=rules.free_days)
    span = Window(now, until) if day is None else _from_now_on(whole_day(day), now, now + rules.windows_ahead)
    with reading() as connection:
        found = times_to_move(connection.execute, visit.row, visit.caller, span, now, rules)
        return usual_times(found, rules, DAYS) if day is None else list(found)


def _from_now_on(day: Window, now: datetime, last: datetime) -> Window:
    start = max(now, day.start)
    return Window(start, max(start, min(day.end, last)))


def _option(time: Window, of_one_day: bool, language: str) -> dict[str, Any]:
    said = hour_of(time.start, language) if of_one_day else moment_of(time.start, language)
    return {"value": time.start.isoformat(), "text": capital(said)}


def _day() -> date | None:
    """The day that was asked for, if it can be one."""
    runtime = current_runtime()
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None
    now = today(runtime.clock.now())
    return day if now <= day <= now + runtime.config.rules.windows_ahead else None
