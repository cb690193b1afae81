"""Volunteers for the staff of their wards: who applied, who may be asked, and who is to be asked no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from services.volunteers.domain.volunteer import VolunteerStatus
from services.volunteers.pages.desk import words_people as words
from services.volunteers.pages.desk.blueprint import PEOPLE, staff_pages
from services.volunteers.pages.drafts import draft, drop_draft, keep_draft
from services.volunteers.queries import people as queries
from services.volunteers.queries.catalogue import topics_by_id
from services.volunteers.schemas.people import VolunteersQuery
from shared.clock import HANOI
from shared.errors import NotFound
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, reading
from shared.web.pages import Form, page_command, page_language, render, see_other
from shared.web.pages.times import date_of
from shared.web.pages.wording import Topics, topics_said
from shared.web.paging import Page

KIND = "people"
"""The draft that keeps which name somebody searched for: in no address, and not there for the next at the desk."""

LONGEST = 100
ALL = "all"
TABS = (*(str(status) for status in VolunteerStatus), ALL)
TONES = {"applied": "attention", "checked": "asking", "active": "done", "suspended": "bad"}


@staff_pages.get("/people")
@roles("counter")
def people() -> Response:
    """Who applied first of all; the others by their state"""
    chosen = request.args.get("status") or VolunteerStatus.APPLIED.value
    searched = _searched() if request.args.get("found") else None
    found, topics = _found(ALL if searched else chosen, searched)
    again = {"status": chosen, **({"found": "true"} if searched else {})}
    return render(
        "volunteers/people/list.html",
        words=words.PEOPLE,
        people=[_line(each, topics, page_language()) for each in found.items],
        tabs=TABS,
        tab=chosen,
        chosen=None if searched else chosen,
        searched=searched,
        next_url=f"{PEOPLE}?{urlencode({**again, 'cursor': found.next})}" if found.next else None,
        heads=principal().holds("head"),
    )


@staff_pages.post("/people/search")
@page_command
@roles("counter")
def search_people() -> Response:
    """Look for a volunteer by name, whatever their state; with nothing written, back to the state that was chosen"""
    name, mine = " ".join(request.form.get("q", "").split())[:LONGEST], principal().person_id
    tab = request.form.get("status")
    back = f"{PEOPLE}?status={tab}" if tab in TABS else f"{PEOPLE}?status={VolunteerStatus.APPLIED}"
    if not name:
        drop_draft(KIND, of=mine)
        return see_other(back)
    return keep_draft(see_other(f"{back}&found=true"), KIND, {"q": name}, of=mine)


def _searched() -> str | None:
    """The name this person searched for; who sits down at the same desk next has searched for nothing."""
    kept = draft(KIND, of=principal().person_id)
    return kept["q"] if kept else None


def _found(chosen: str, searched: str | None) -> tuple[Page, Topics]:
    """Nonsense is an address that is not there."""
    asked = {"cursor": request.args.get("cursor", ""), "status": "" if chosen == ALL else chosen}
    form = Form.read(VolunteersQuery, asked)
    if not form.ok:
        raise NotFound
    query = {"cursor": None, **form.values, "q": searched}
    with reading() as connection:
        found = queries.list_volunteers(connection, principal(), query, current_runtime().clock.now())
        return found, topics_by_id(connection)


def _line(seen: Mapping[str, Any], topics: Topics, language: str) -> dict[str, Any]:
    day = date_of(seen["applied_at"].astimezone(HANOI).date(), language)
    return {
        "href": f"{PEOPLE}/{seen['id']}",
        "name": seen["name"],
        "standing": str(seen["status"]),
        "tone": TONES[seen["status"]],
        "topics": topics_said(seen["topics"], topics, language),
        "applied": words.PEOPLE["applied_at"].said(language).format(day=day),
    }
