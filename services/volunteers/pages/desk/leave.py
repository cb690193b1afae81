"""Being away: from which day to which, and which colleague sees to one's requests meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response, request

from services.volunteers.commands import caring
from services.volunteers.commands.caring import LeaveWish
from services.volunteers.domain.person import Person
from services.volunteers.pages.desk import words_leave as words
from services.volunteers.pages.desk.blueprint import TODAY, staff_pages
from services.volunteers.queries import colleagues as queries
from services.volunteers.schemas.leaves import LeaveBody
from services.volunteers.storage.people import existing
from shared.errors import Invalid
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.pages import Form, just_done, page_command, page_language, render, see_other
from shared.web.pages.times import date_of, today

LEAVE = f"{TODAY}/leave"

_SAY = {"first_day": words.NO_DAY, "last_day": words.NO_DAY, "cover_id": words.NO_COLLEAGUE}


@staff_pages.get("/today/leave")
@roles("counter")
def leave() -> Response:
    """One's own leaves, and a form for the next"""
    return _page(Form.blank())


@staff_pages.post("/today/leave")
@page_command
@roles("counter")
def take_leave() -> Response:
    """Be away, and say who sees to one's requests"""
    form = Form.read(LeaveBody, request.form, say=_SAY)
    if not form.ok:
        return _page(form, 422)
    unit = current_unit()
    try:
        caring.take_leave(unit, existing(unit, Person, _me()), LeaveWish(**form.values))
    except Invalid as error:
        form.refuse(error)
        return _page(form, 422)
    return see_other(f"{LEAVE}?done=taken")


@staff_pages.post("/today/leave/<uuid:leave_id>/end")
@page_command
@roles("counter")
def end_leave(leave_id: UUID) -> Response:
    """Be there again from today on, or do not go at all"""
    caring.end_leave(current_unit(), _me(), str(leave_id))
    return see_other(f"{LEAVE}?done=ended")


def _page(form: Form, status: int = 200) -> Response:
    language, day, who = page_language(), today(current_runtime().clock.now()), principal()
    with reading() as connection:
        mine = queries.my_leaves(connection, _me(), day)
        others = queries.colleagues(connection, who.wards_of("counter"), day)
    return render(
        "volunteers/today/leave.html",
        status,
        words=words.LEAVE,
        form=form,
        leaves=[leave_told(each, language) for each in mine],
        colleagues=[_option(each) for each in others if each["id"] != _me()],
        news=words.LEAVE.get(f"done.{just_done()}"),
        day=str(day),
    )


def leave_told(leave: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A leave as pages tell it: who is away, until which day, and who stands in."""
    span = words.LEAVE["span"].said(language)
    days = span.format(first=date_of(leave["first_day"], language), last=date_of(leave["last_day"], language))
    key = "cover" if leave["cover"] else "no_cover"
    cover = words.LEAVE[key].said(language).format(name=leave["cover"])
    return {"id": leave["id"], "person": leave["person"], "days": days, "cover": cover}


def _option(colleague: Mapping[str, str]) -> dict[str, str]:
    return {"value": colleague["id"], "text": colleague["name"]}


def _me() -> str:
    return principal().person_id or ""
