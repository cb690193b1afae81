"""One task that was taken: what and when, what to say at the door, how to reach them, and handing it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request

from services.volunteers.commands import turns
from services.volunteers.commands.contacts import look_at_contact
from services.volunteers.domain.reasons import HandBackReason
from services.volunteers.pages.helping import words_tasks as words
from services.volunteers.pages.helping.blueprint import TASKS, volunteer_pages
from services.volunteers.pages.helping.telling import task_told, title_of
from services.volunteers.pages.remembering import picture_drawn
from services.volunteers.pages.wording import Ward, ward_called, worded
from services.volunteers.queries import offers
from services.volunteers.queries.catalogue import catalogue
from services.volunteers.queries.people import active_volunteer, names_of
from services.volunteers.queries.requests import contact_shown
from services.volunteers.schemas.turns import HandBackBody
from shared.web.auth import principal, signed_in
from shared.web.doors import acting_as, current_runtime, current_unit, reading
from shared.web.language import Sentence
from shared.web.pages import Form, page_command, page_language, render, see_other
from shared.web.pages.times import moment_of

REDLINES = tuple(key for key in words.TASK if key.startswith("redline."))


@volunteer_pages.get("/tasks/<uuid:request_id>")
@signed_in
def task(request_id: UUID) -> Response:
    """What I have taken"""
    found, topics, name = _mine(request_id)
    ward, language = ward_called(found["ward"]), page_language()
    picture = _picture(found)
    return render(
        "volunteers/helping/task.html",
        words=_worded(found, topics, name, ward),
        task=task_told(found, topics, current_runtime().clock.now(), language),
        redlines=REDLINES,
        picture=picture_drawn(picture, language) if picture else None,
        ward=ward,
    )


@volunteer_pages.get("/tasks/<uuid:request_id>/contact")
@page_command
@signed_in
def contact(request_id: UUID) -> Response:
    """How to reach the resident and, from the evening before, where they live; every look is kept"""
    acting_as("volunteer")
    seen = look_at_contact(current_unit(), str(request_id), principal().person_id)
    shown = contact_shown(seen)
    opens = shown["address_from"]
    return render(
        "volunteers/helping/contact.html",
        words=words.CONTACT,
        task_url=_url(request_id),
        seen=shown,
        at_home=seen.request.asking.place == "home",
        address_from=opens and moment_of(opens, page_language()),
        ward=ward_called(seen.request.ward),
    )


@volunteer_pages.get("/tasks/<uuid:request_id>/hand-back")
@signed_in
def why(request_id: UUID) -> Response:
    """Why somebody else is to go"""
    _mine(request_id)
    return _why(Form.blank(), request_id)


@volunteer_pages.post("/tasks/<uuid:request_id>/hand-back")
@page_command
@signed_in
def hand_back(request_id: UUID) -> Response:
    """Ask for somebody else to go"""
    acting_as("volunteer")
    form = Form.read(HandBackBody, request.form, say={"reason": words.HAND_BACK["choose"]})
    if not form.ok:
        _mine(request_id)
        return _why(form, request_id, 422)
    turns.hand_back(current_unit(), str(request_id), principal().person_id, form.values["reason"])
    return see_other(f"{TASKS}?done=handed_back")


def _mine(request_id: UUID) -> tuple[dict[str, Any], dict[str, Any], str]:
    """The task, the catalogue by id, and the volunteer's name."""
    with reading() as connection:
        volunteer_id = active_volunteer(connection, principal().person_id)
        found = offers.task(connection, volunteer_id, str(request_id))
        topics = {each["id"]: each for each in catalogue(connection)}
        return found, topics, names_of(connection, [volunteer_id])[volunteer_id]


def _picture(found: dict[str, Any]) -> str | None:
    """What to name at the door after the visit code, from when the address is shown."""
    runtime = current_runtime()
    now, rules = runtime.clock.now(), runtime.config.rules
    with reading() as connection:
        return offers.picture_to_name(connection, found["volunteer_id"], found["request_id"], now, rules)


def _worded(found: dict[str, Any], topics: dict[str, Any], name: str, ward: Ward | None) -> Any:
    viec = Sentence(title_of(found, topics, "vi"), title_of(found, topics, "en"))
    return worded(words.TASK, ward, ten=name.split()[-1], viec=viec)


def _why(form: Form, request_id: UUID, status: int = 200) -> Response:
    reasons = [{"value": each.value, "text": words.HAND_BACK[f"reason.{each}"]} for each in HandBackReason]
    values = {"reasons": reasons, "task_url": _url(request_id)}
    return render("volunteers/helping/hand_back.html", status, words=words.HAND_BACK, form=form, **values)


def _url(request_id: UUID) -> str:
    return f"{TASKS}/{request_id}"
