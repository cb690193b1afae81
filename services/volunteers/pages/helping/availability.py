"""When a volunteer is free, for what, and when away: what ``PATCH /me`` changes, on a page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response, request

from services.volunteers.commands import helping
from services.volunteers.domain.errors import NotAVolunteer
from services.volunteers.domain.person import Person
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.doorway.parsing import changed_offering
from services.volunteers.pages.helping.blueprint import AVAILABILITY, TASKS, volunteer_pages
from services.volunteers.pages.helping.days_away import away_sent, end_of, soon
from services.volunteers.pages.helping.offering import offering_shown, week_sent
from services.volunteers.pages.helping.telling import away_said
from services.volunteers.pages.helping.words_offering import AVAILABILITY as WORDS
from services.volunteers.queries import people
from services.volunteers.schemas.people import MeBody
from shared.errors import NotFound
from shared.web.auth import principal, signed_in
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.pages import Form, page_command, page_language, render, see_other

_OFFERED = MeBody(only=("topics", "weekly", "max_open_tasks", "conditions"))
_SAY = {"topics": WORDS["topics_missing"]}

Me = tuple[dict[str, Any], int]


@volunteer_pages.get("/tasks/availability")
@signed_in
def availability() -> Response:
    """When I am free, and for what"""
    with reading() as connection:
        me = people.me(connection, principal().person_id or "", current_runtime().clock.now())
    if me[0]["volunteer"] is None:
        raise NotAVolunteer
    return _page(me, Form.blank(), saved="saved" in request.args)


@volunteer_pages.post("/tasks/availability")
@page_command
@signed_in
def change() -> Response:
    """Other topics, times or limits"""
    volunteer, person = _of_mine()
    form = Form.read(_OFFERED, request.form, say=_SAY)
    week_sent(form)
    if not form.ok:
        return _page(_shown(volunteer, person), form, 422)
    if _is_stale(volunteer, person):
        return _page(_shown(volunteer, person), form, 412, stale=True)
    unit = current_unit()
    helping.change_offering(unit, volunteer, changed_offering(volunteer.offering, form.values, unit.now))
    return see_other(f"{AVAILABILITY}?saved")


@volunteer_pages.post("/tasks/away")
@page_command
@signed_in
def go_away() -> Response:
    """Away until the end of a day, or back again"""
    volunteer, person = _of_mine()
    from_tasks = request.form.get("from") == "tasks"
    if "back" in request.form:
        _be_away(volunteer, None)
        return see_other(f"{TASKS}?done=back" if from_tasks else f"{AVAILABILITY}?saved")
    away = away_sent(request.form, current_unit().now)
    if not away.ok:
        return _page(_shown(volunteer, person), away, 422)
    _be_away(volunteer, end_of(away.values["until"]))
    return see_other(f"{TASKS}?done=away" if from_tasks else f"{AVAILABILITY}?saved")


def _of_mine() -> tuple[Volunteer, Person]:
    """Both locked, in the order of an approval, so that the two never wait for each other."""
    unit, mine = current_unit(), principal().person_id or ""
    volunteer, person = unit.get(Volunteer, mine), unit.get(Person, mine)
    if person is None:
        raise NotFound
    if volunteer is None:
        raise NotAVolunteer
    return volunteer, person


def _is_stale(volunteer: Volunteer, person: Person) -> bool:
    """Whether somebody changed it since the page was made."""
    return request.form.get("version") != str(people.my_version(person, volunteer))


def _be_away(volunteer: Volunteer, until: datetime | None) -> None:
    """It says nothing of what the page showed, so it holds whatever else has changed."""
    unit = current_unit()
    helping.change_offering(unit, volunteer, changed_offering(volunteer.offering, {"away_until": until}, unit.now))


def _shown(volunteer: Volunteer, person: Person) -> Me:
    return people.me_shown(person, volunteer, current_unit().now), people.my_version(person, volunteer)


def _page(me: Me, form: Form, status: int = 200, *, saved: bool = False, stale: bool = False) -> Response:
    shown, version = me
    volunteer, now, language = shown["volunteer"], current_runtime().clock.now(), page_language()
    # What was typed about days away says nothing of the week, and the other way round.
    of_week = Form.blank() if "until" in form.said else form
    return render(
        "volunteers/helping/availability.html",
        status,
        words=WORDS,
        form=form,
        of_week=of_week,
        version=version,
        volunteer=volunteer,
        away=away_said(volunteer["away_until"], language),
        soon=soon(now, language),
        saved=saved,
        stale=stale,
        **offering_shown(of_week, volunteer["weekly"]),
    )
