"""Volunteers for the staff of their wards: who applied, who may be asked, and who is to be asked no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request
from markupsafe import Markup

from services.volunteers.commands import helping
from services.volunteers.domain.reasons import SuspendReason
from services.volunteers.domain.volunteer import Volunteer, VolunteerStatus
from services.volunteers.doorway.volunteers import approve_in_my_wards, volunteer_of_my_ward
from services.volunteers.pages.desk import words_people as words
from services.volunteers.pages.desk.blueprint import PEOPLE, staff_pages
from services.volunteers.pages.drafts import draft, drop_draft, keep_draft
from services.volunteers.pages.said import topics_said
from services.volunteers.queries import people as queries
from services.volunteers.queries.catalogue import catalogue
from services.volunteers.queries.wards import ward_names
from services.volunteers.schemas.people import SuspendBody, VolunteersQuery
from shared.clock import HANOI
from shared.errors import Forbidden, NotFound, Refused
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.pages import Form, page_command, page_language, render, see_other
from shared.web.pages.drawing import phone_link, shown_phone
from shared.web.pages.times import date_of, moment_of

KIND = "people"
"""The draft that keeps which name was searched for: no name comes into an address."""

LONGEST = 100
ALL = "all"
TONES = {"applied": "attention", "checked": "asking", "active": "done", "suspended": "bad"}


@staff_pages.get("/people")
@roles("counter")
def people() -> Response:
    """Who applied first of all; the others by their state"""
    chosen = request.args.get("status") or VolunteerStatus.APPLIED.value
    searched = (draft(KIND) or {}).get("q") if request.args.get("found") else None
    chosen = ALL if searched else chosen
    asked = {"cursor": request.args.get("cursor", ""), "status": "" if chosen == ALL else chosen}
    form = Form.read(VolunteersQuery, asked)
    if not form.ok:
        raise NotFound
    language, now = page_language(), current_runtime().clock.now()
    with reading() as connection:
        query = {"cursor": None, **form.values, "q": searched}
        found = queries.list_volunteers(connection, principal(), query, now)
        topics = {topic["id"]: topic for topic in catalogue(connection)}
    kept = {"found": "true"} if searched else {"status": chosen}
    return render(
        "volunteers/people/list.html",
        words=words.PEOPLE,
        people=[_line(each, topics, language) for each in found.items],
        tabs=[*(str(status) for status in VolunteerStatus), ALL],
        chosen=None if searched else chosen,
        searched=searched,
        next_url=f"{PEOPLE}?{urlencode({**kept, 'cursor': found.next})}" if found.next else None,
        heads=principal().holds("head"),
    )


@staff_pages.post("/people/search")
@page_command
@roles("counter")
def search_people() -> Response:
    """Look for a volunteer by name; with nothing written, leave the search"""
    name = " ".join(request.form.get("q", "").split())[:LONGEST]
    if not name:
        drop_draft(KIND)
        return see_other(PEOPLE)
    return keep_draft(see_other(f"{PEOPLE}?found=true"), KIND, {"q": name})


@staff_pages.get("/people/<uuid:volunteer_id>")
@roles("counter")
def person(volunteer_id: UUID) -> Response:
    """One volunteer of one's wards; another's is not there"""
    return _person(str(volunteer_id), Form.blank())


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
        return _person(str(volunteer_id), form, 422)
    reason = form.values["reason"]
    return _do(volunteer_id, "suspend", lambda volunteer: helping.suspend(current_unit(), volunteer, reason))


def _do(volunteer_id: UUID, done: str, act: Callable[[Volunteer], object]) -> Response:
    volunteer = volunteer_of_my_ward(str(volunteer_id))
    try:
        act(volunteer)
    except (Refused, Forbidden) as error:
        status = 403 if isinstance(error, Forbidden) else 409
        return _person(volunteer.volunteer_id, Form.blank(), status, error.sentence(page_language()))
    return see_other(f"{PEOPLE}/{volunteer.volunteer_id}?done={done}")


def _person(volunteer_id: str, form: Form, status: int = 200, refusal: str | None = None) -> Response:
    language, who = page_language(), principal()
    with reading() as connection:
        seen, _ = queries.volunteer(connection, who, volunteer_id, current_runtime().clock.now())
        topics = {topic["id"]: topic for topic in catalogue(connection)}
        wards = {ward["code"]: ward["name"] for ward in ward_names(connection)}
    key = f"done.{request.args.get('done')}"
    return render(
        "volunteers/people/person.html",
        status,
        words=words.PERSON,
        form=form,
        name=seen["name"],
        standing=str(seen["status"]),
        tone=TONES[seen["status"]],
        facts=_facts(seen, topics, wards, language),
        may=_may(seen) if queries.in_wards(seen["wards"], who, "staff") else {},
        reasons=[{"value": each.value, "text": _said(f"reason.{each}", language)} for each in SuspendReason],
        news=_said(key, language) if key in words.PERSON else None,
        refusal=refusal,
        url=f"{PEOPLE}/{volunteer_id}",
    )


def _may(seen: Mapping[str, Any]) -> dict[str, bool]:
    """Which deeds are offered; whether they are allowed, the commands decide."""
    status = seen["status"]
    waits = not set(seen["wards"]) <= set(seen["approved_wards"])
    return {
        "check": status == VolunteerStatus.APPLIED,
        "approve": status != VolunteerStatus.SUSPENDED and waits,
        "approve_again": status == VolunteerStatus.SUSPENDED,
        "suspend": status != VolunteerStatus.SUSPENDED,
    }


def _line(seen: Mapping[str, Any], topics: Mapping[str, Any], language: str) -> dict[str, Any]:
    day = date_of(seen["applied_at"].astimezone(HANOI).date(), language)
    return {
        "href": f"{PEOPLE}/{seen['id']}",
        "name": seen["name"],
        "standing": str(seen["status"]),
        "tone": TONES[seen["status"]],
        "topics": topics_said(seen["topics"], topics, language),
        "applied": words.PEOPLE["applied_at"].said(language).format(day=day),
    }


def _facts(
    seen: Mapping[str, Any], topics: Mapping[str, Any], wards: Mapping[str, str], language: str
) -> list[dict[str, Any]]:
    """What staff know of them; what nobody said is left out."""
    named = {name: ", ".join(wards.get(code, code) for code in seen[name]) for name in ("wards", "approved_wards")}
    guardian, because = seen["guardian"], seen["suspended_because"]
    rows = (
        ("phone", _phone(seen["phone"], language)),
        ("email", seen["email"]),
        ("birth_year", seen["birth_year"]),
        ("gender", _said(f"gender.{seen['gender']}", language) if seen["gender"] else ""),
        ("wards", named["wards"]),
        ("approved_wards", named["approved_wards"]),
        ("topics", topics_said(seen["topics"], topics, language)),
        ("conditions", ", ".join(_said(f"condition.{each}", language) for each in seen["conditions"])),
        ("max_open_tasks", seen["max_open_tasks"]),
        ("away", _moment(seen["away_until"], language)),
        ("guardian", f"{guardian.name}, {shown_phone(guardian.phone)}" if guardian else ""),
        ("applied_on", _moment(seen["applied_at"], language)),
        ("approved_on", _moment(seen["approved_at"], language)),
        ("because", _said(f"reason.{because}", language) if because else ""),
    )
    return [{"key": _said(key, language), "value": value} for key, value in rows if value]


def _phone(number: str | None, language: str) -> Markup | str:
    return _said("no_phone", language) if number is None else phone_link(number)


def _moment(at: Any, language: str) -> str:
    return moment_of(at, language) if at else ""


def _said(key: str, language: str) -> str:
    return words.PERSON[key].said(language)
