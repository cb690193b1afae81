"""How to reach who is helped. It is shown to whoever presses for it, and every time is a line of the journal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response

from services.volunteers.commands.contacts import look_at_contact
from services.volunteers.domain.asking import Place
from services.volunteers.domain.reveal import Seen
from services.volunteers.pages.helping import words_tasks as words
from services.volunteers.pages.helping.blueprint import volunteer_pages
from services.volunteers.pages.helping.mine import my_task, task_url, words_of
from services.volunteers.pages.wording import ruled, ward_called, worded
from services.volunteers.queries.requests import contact_shown
from shared.web.auth import principal, signed_in
from shared.web.doors import acting_as, current_unit
from shared.web.pages import page_command, page_language, render, sent_before
from shared.web.pages.offline import kept_today
from shared.web.pages.times import capital, hour_of, moment_of

LOOK = "look"
"""The hidden field of the button: pressed twice, loaded again or read in the other language, it is one look."""

SAME_LOOK = timedelta(minutes=10)
"""For so long."""


@volunteer_pages.get("/tasks/<uuid:request_id>/contact")
@signed_in
def before_contact(request_id: UUID) -> Response:
    """The button that shows it: whoever comes by a link, or back, has looked at nothing yet"""
    mine = my_task(request_id)
    at_home = mine.found["place"] == Place.HOME
    there = {"task_url": task_url(request_id), "at_home": at_home, "ward": mine.ward}
    return render("volunteers/helping/before_contact.html", words=words_of(mine), **there)


@volunteer_pages.post("/tasks/<uuid:request_id>/contact")
@page_command
@signed_in
def contact(request_id: UUID) -> Response:
    """How to reach the resident and, from the evening before, where they live; every look is kept

    The answer is the page, and no address shows it: one that did would be opened, and counted, unasked. It is stored
    nowhere: whoever loads it again sees no more than they may by then.
    """
    acting_as("volunteer")
    again = sent_before(LOOK, SAME_LOOK)
    seen = look_at_contact(current_unit(), str(request_id), principal().person_id, again=again)
    page = render("volunteers/helping/contact.html", other="form", **_told(seen), task_url=task_url(request_id))
    ends, shown_for = seen.request.ends_at, current_unit().config.rules.contact_until
    return kept_today(page, seen.request.starts_at, ends and ends + shown_for)


def _told(seen: Seen) -> dict[str, Any]:
    shown, ward = contact_shown(seen), ward_called(seen.request.ward)
    opens, form = shown["address_from"], shown["address_form"]
    return {
        "words": worded(words.CONTACT, ward, **ruled(current_unit().config.rules)),
        "seen": shown,
        "called": capital(f"{form} {shown['name']}" if form else shown["name"]),
        "at_home": seen.request.asking.place == Place.HOME,
        "address_from": opens and moment_of(opens, page_language()),
        "seen_at": hour_of(current_unit().now, page_language()),
        "ward": ward,
    }
