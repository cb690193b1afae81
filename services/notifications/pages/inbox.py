"""What one was told: for whoever signed in, and whoever holds a request's code. Staff find news of their wards too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from services.notifications.pages.blueprint import CALLS, INBOX, PREFERENCES, QUEUE, SLIPS, own_pages
from services.notifications.pages.words_inbox import INBOX as WORDS
from services.notifications.queries.inbox import inbox_of, request_followed, ward_followed
from services.notifications.queries.wards import ward_names
from shared.web.auth import principal, signed_in
from shared.web.doors import current_runtime, reading
from shared.web.pages import page_language, render
from shared.web.pages.addresses import asked_for
from shared.web.pages.times import moment_of
from shared.web.pages.wording import Ward, names_apart
from shared.web.paging import Paged


@own_pages.get("/inbox")
@signed_in(tracking=True)
def inbox() -> Response:
    """What one was told, latest first"""
    query = asked_for(Paged, {"cursor": request.args.get("cursor", "")})
    who, language = principal(), page_language()
    staff = who.holds("counter")
    with reading() as connection:
        found = inbox_of(connection, who, query, language, current_runtime().clock.now())
        wards = ward_names(connection, who.wards_of("counter")) if staff else []
        ward, slip = ward_followed(connection, who), request_followed(connection, who)
    names = names_apart(wards)
    at_desk: dict[str, Any] = {"staff": staff, "preferences": PREFERENCES, "calls": CALLS}
    return render(
        "notifications/inbox.html",
        words=WORDS,
        layout=_layout(staff, ward),
        ward=ward,
        slip=slip.reference if slip else None,
        helps=who.holds("volunteer"),
        slips=SLIPS,
        told=[_told(each, names, language) for each in found.items],
        next_url=f"{INBOX}?cursor={found.next}" if found.next else None,
        **at_desk,
    )


def _layout(staff: bool, ward: Ward | None) -> str:
    """The page looks as the others do that whoever reads it comes from."""
    return "layout/desk.html" if staff else "layout/resident.html" if ward else "layout/base.html"


def _told(message: Mapping[str, Any], wards: Mapping[str, str], language: str) -> dict[str, Any]:
    about, for_staff = message["about"], message["for_staff"]
    return {
        "subject": message["subject"],
        "text": message["text"],
        "language": message["language"],
        "for_staff": for_staff,
        "ward": wards.get(message["ward"]) if for_staff else None,
        "when": moment_of(message["at"], language),
        "machine": message["at"].isoformat(),
        "request": f"{QUEUE}/{about['id']}" if for_staff and about["kind"] == "request" else None,
        "to_call": for_staff and message["template"] in ("staff.unreached", "staff.overdue"),
    }
