"""One volunteer: what staff know of them, and what staff decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, request
from markupsafe import Markup

from services.volunteers.commands import helping
from services.volunteers.domain.asking import ConsentHow
from services.volunteers.domain.reasons import SuspendReason
from services.volunteers.domain.volunteer import Guardian, Volunteer, VolunteerStatus
from services.volunteers.doorway.volunteers import approve_in_my_wards, volunteer_of_my_ward
from services.volunteers.pages.desk import words_people as words
from services.volunteers.pages.desk.blueprint import PEOPLE, staff_pages
from services.volunteers.pages.desk.people import TONES
from services.volunteers.pages.wording import names_of
from services.volunteers.pages.words_common import PHONE_NUMBER
from services.volunteers.queries import people as queries
from services.volunteers.queries.catalogue import topics_by_id
from services.volunteers.queries.wards import ward_names
from services.volunteers.schemas.people import GuardianBody, SuspendBody
from shared.errors import Forbidden, Refused
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.pages import Form, just_done, page_command, page_language, render, see_other
from shared.web.pages.drawing import phone_link, shown_phone
from shared.web.pages.times import moment_of, today
from shared.web.pages.wording import Topics, topics_said

_GUARDIAN_SAYS = {
    "name": words.NO_GUARDIAN,
    "phone": PHONE_NUMBER,
    "how": words.NO_HOW,
}


@dataclass(frozen=True)
class Seen:
    """What the page tells of, read at once; ``wards`` are names by code."""

    volunteer: Mapping[str, Any]
    topics: Topics
    wards: Mapping[str, str]
    year: int


@staff_pages.get("/people/<uuid:volunteer_id>")
@roles("counter")
def person(volunteer_id: UUID) -> Response:
    """One volunteer of one's wards; another's is not there"""
    return _page(str(volunteer_id), Form.blank())


@staff_pages.post("/people/<uuid:volunteer_id>/check")
@page_command
@roles("staff")
def check(volunteer_id: UUID) -> Response:
    """Staff saw who it is"""
    return _do(volunteer_id, "check", Volunteer.check)


@staff_pages.post("/people/<uuid:volunteer_id>/approve")
@page_command
@roles("staff")
def approve(volunteer_id: UUID) -> Response:
    """May be asked in one's wards from now on; after a suspension the head approves"""
    return _do(volunteer_id, "approve", approve_in_my_wards)


@staff_pages.post("/people/<uuid:volunteer_id>/suspend")
@page_command
@roles("staff")
def suspend(volunteer_id: UUID) -> Response:
    """Visits nobody from this moment"""
    form = Form.read(SuspendBody, request.form, say={"reason": words.CHOOSE_REASON})
    if not form.ok:
        volunteer_of_my_ward(str(volunteer_id))
        return _page(str(volunteer_id), form, 422)
    reason = form.values["reason"]
    return _do(volunteer_id, "suspend", lambda volunteer: helping.suspend(current_unit(), volunteer, reason))


@staff_pages.post("/people/<uuid:volunteer_id>/guardian")
@page_command
@roles("staff")
def record_guardian(volunteer_id: UUID) -> Response:
    """A parent or guardian of somebody of 16 or 17 agrees that they help"""
    form = Form.read(GuardianBody, request.form, say=_GUARDIAN_SAYS)
    if not form.ok:
        volunteer_of_my_ward(str(volunteer_id))
        return _page(str(volunteer_id), form, 422)
    guardian = Guardian(**form.values)
    return _do(volunteer_id, "guardian", lambda volunteer: volunteer.let_help(guardian))


def _do(volunteer_id: UUID, done: str, act: Callable[[Volunteer], object]) -> Response:
    volunteer = volunteer_of_my_ward(str(volunteer_id))
    try:
        act(volunteer)
    except (Refused, Forbidden) as error:
        status = 403 if isinstance(error, Forbidden) else 409
        return _page(volunteer.volunteer_id, Form.blank(), status, error.sentence(page_language()))
    return see_other(f"{PEOPLE}/{volunteer.volunteer_id}?done={done}")


def _page(volunteer_id: str, form: Form, status: int = 200, refusal: str | None = None) -> Response:
    language, seen = page_language(), _seen(volunteer_id)
    volunteer = seen.volunteer
    key = f"done.{just_done()}"
    return render(
        "volunteers/people/person.html",
        status,
        words=words.PERSON,
        form=form,
        name=volunteer["name"],
        standing=str(volunteer["status"]),
        tone=TONES[volunteer["status"]],
        facts=_facts(seen, language),
        may=_may(seen) if queries.in_wards(volunteer["wards"], principal(), "staff") else {},
        reasons=[{"value": each.value, "text": _said(f"reason.{each}", language)} for each in SuspendReason],
        hows=[{"value": each.value, "text": _said(f"how.{each}", language)} for each in _HOW],
        news=_said(key, language) if key in words.PERSON else None,
        refusal=refusal,
        url=f"{PEOPLE}/{volunteer_id}",
    )


_HOW = (ConsentHow.IN_PERSON, ConsentHow.PHONE, ConsentHow.PAPER)
"""How a parent or guardian says so to staff."""


def _seen(volunteer_id: str) -> Seen:
    now = current_runtime().clock.now()
    with reading() as connection:
        seen, _ = queries.volunteer(connection, principal(), volunteer_id, now)
        topics = topics_by_id(connection)
        wards = names_of(ward_names(connection))
    return Seen(seen, topics, wards, today(now).year)


def _may(seen: Seen) -> dict[str, bool]:
    """Which deeds are offered; whether they are allowed, the commands decide."""
    volunteer = seen.volunteer
    status = volunteer["status"]
    waits = not set(volunteer["wards"]) <= set(volunteer["approved_wards"])
    adult_from = current_runtime().config.rules.adult_from
    return {
        "check": status == VolunteerStatus.APPLIED,
        "approve": status != VolunteerStatus.SUSPENDED and waits,
        "approve_again": status == VolunteerStatus.SUSPENDED,
        "suspend": status != VolunteerStatus.SUSPENDED,
        # Only the year is known: who may be under age still is taken for it.
        "guardian": bool(volunteer["birth_year"]) and seen.year - volunteer["birth_year"] <= adult_from,
    }


def _facts(seen: Seen, language: str) -> list[dict[str, Any]]:
    """What staff know of them; what nobody said is left out."""
    rows = (*_contact(seen.volunteer, language), *_offering(seen, language), *_standing(seen.volunteer, language))
    return [{"key": _said(key, language), "value": value} for key, value in rows if value]


def _contact(volunteer: Mapping[str, Any], language: str) -> tuple[tuple[str, Any], ...]:
    return (
        ("phone", _phone(volunteer["phone"], language)),
        ("email", volunteer["email"]),
        ("birth_year", volunteer["birth_year"]),
        ("gender", _said(f"gender.{volunteer['gender']}", language) if volunteer["gender"] else ""),
    )


def _offering(seen: Seen, language: str) -> tuple[tuple[str, Any], ...]:
    volunteer = seen.volunteer
    named = {name: ", ".join(seen.wards.get(code, code) for code in volunteer[name]) for name in _OF_WARDS}
    return (
        *named.items(),
        ("topics", topics_said(volunteer["topics"], seen.topics, language)),
        ("conditions", ", ".join(_said(f"condition.{each}", language) for each in volunteer["conditions"])),
        ("max_open_tasks", volunteer["max_open_tasks"]),
        ("away", _moment(volunteer["away_until"], language)),
    )


_OF_WARDS = ("wards", "approved_wards")


def _standing(volunteer: Mapping[str, Any], language: str) -> tuple[tuple[str, Any], ...]:
    guardian, because = volunteer["guardian"], volunteer["suspended_because"]
    return (
        ("guardian", f"{guardian.name}, {shown_phone(guardian.phone)}" if guardian else ""),
        ("applied_on", _moment(volunteer["applied_at"], language)),
        ("approved_on", _moment(volunteer["approved_at"], language)),
        ("because", _said(f"reason.{because}", language) if because else ""),
    )


def _phone(number: str | None, language: str) -> Markup | str:
    return _said("no_phone", language) if number is None else phone_link(number)


def _moment(at: Any, language: str) -> str:
    return moment_of(at, language) if at else ""


def _said(key: str, language: str) -> str:
    return words.PERSON[key].said(language)
