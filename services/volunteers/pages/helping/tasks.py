"""One screen for volunteers: what needs an answer, and what they have taken. It works without script."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request

from services.volunteers.commands import answers
from services.volunteers.domain import errors
from services.volunteers.domain.volunteer import VolunteerStatus
from services.volunteers.pages.helping.blueprint import TASKS, volunteer_pages
from services.volunteers.pages.helping.days_away import soon
from services.volunteers.pages.helping.mine import telling_of
from services.volunteers.pages.helping.nearby import picture_of
from services.volunteers.pages.helping.telling import away_said, is_asked
from services.volunteers.pages.helping.words_tasks import TASKS as WORDS
from services.volunteers.pages.wording import ward_called, worded
from services.volunteers.queries import offers, people
from shared.errors import Refused, code_of
from shared.web.auth import principal, signed_in
from shared.web.doors import acting_as, current_runtime, current_unit, reading
from shared.web.pages import just_done, page_command, page_language, render, see_other
from shared.web.pages.offline import may_be_kept, nothing_kept
from shared.web.pages.refusals import page_of_error

SORRY: dict[str, type[Refused]] = {
    "too_late": errors.TooLate,
    "no_longer_needed": errors.NoLongerNeeded,
    "task_taken": errors.TaskTaken,
    "offer_ended": errors.OfferEnded,
    "adult_first": errors.AdultFirst,
    "task_limit_reached": errors.TaskLimitReached,
    "tasks_overlap": errors.TasksOverlap,
    "not_held": errors.NotHeld,
    "request_ended": errors.RequestEnded,
    "contact_hidden": errors.ContactHidden,
}
"""What may come between an answer and its effect, by the word that stands for it in the address."""

THANKED = ("too_late", "no_longer_needed")


@volunteer_pages.get("/tasks")
@signed_in
def tasks() -> Response:
    """What is asked of oneself, and what one has taken"""
    me = _me()
    volunteer = me["volunteer"]
    ward = ward_called(volunteer["wards"][0]) if volunteer else None
    page = render("volunteers/helping/tasks.html", words=worded(WORDS, ward), ward=ward, **_news(me), **_shown(me))
    active = volunteer and volunteer["status"] == VolunteerStatus.ACTIVE
    return may_be_kept(page) if active else nothing_kept(page)


@volunteer_pages.post("/tasks/offers/<uuid:offer_id>/accept")
@page_command
@signed_in
def accept(offer_id: UUID) -> Response:
    """I will go; too late is answered with thanks"""
    acting_as("volunteer")
    answers.accept_offer(current_unit(), str(offer_id), principal().person_id or "")
    return see_other(f"{TASKS}?done=accepted")


@volunteer_pages.post("/tasks/offers/<uuid:offer_id>/decline")
@page_command
@signed_in
def decline(offer_id: UUID) -> Response:
    """Not this time; no reason is asked"""
    acting_as("volunteer")
    answers.decline_offer(current_unit(), str(offer_id), principal().person_id or "")
    return see_other(f"{TASKS}?done=declined")


@volunteer_pages.errorhandler(Refused)
def refused(error: Refused) -> Response:
    """What came too late is told where the next task may wait, and is no error page."""
    word = code_of(error)
    return see_other(f"{TASKS}?sorry={word}") if word in SORRY else page_of_error(error)


@volunteer_pages.errorhandler(errors.NotAVolunteer)
def not_a_volunteer(error: errors.NotAVolunteer) -> Response:
    """Whoever is no volunteer, or suspended, keeps nothing on their phone either."""
    return nothing_kept(page_of_error(error))


def _me() -> dict[str, Any]:
    with reading() as connection:
        return people.me(connection, principal().person_id or "", current_runtime().clock.now())[0]


def _shown(me: dict[str, Any]) -> dict[str, Any]:
    volunteer = me["volunteer"]
    if volunteer is None or volunteer["status"] != VolunteerStatus.ACTIVE:
        return {"standing": volunteer and volunteer["status"], "offers": [], "mine": [], "away": None}
    with reading() as connection:
        found = offers.standing_offers(connection, me["id"])
        telling, wards = telling_of(connection, found)
        home = people.home_of(connection, me["id"])
    asked = [each for each in found if is_asked(each)]
    return {
        "standing": volunteer["status"],
        "away": away_said(volunteer["away_until"], page_language()),
        "soon": soon(current_runtime().clock.now(), page_language()),
        "offers": [telling.offer(each) for each in asked],
        "mine": [telling.task(each) for each in found if not is_asked(each)],
        "map": picture_of(home, asked, wards),
        "seen_at": telling.hour(),
    }


def _news(me: dict[str, Any]) -> dict[str, Any]:
    """What the last answer came to; the address holds no more than a word for it."""
    done, sorry = just_done(), request.args.get("sorry")
    if f"done.{done}" in WORDS:
        return {"news": WORDS[f"done.{done}"].said(page_language()), "tone": "good"}
    if sorry in SORRY:
        limit = me["volunteer"]["max_open_tasks"] if me["volunteer"] else 0
        sentence = SORRY[sorry](limit=limit).sentence(page_language())
        return {"news": sentence, "tone": "info" if sorry in THANKED else "attention"}
    return {"news": None, "tone": None}
