"""The call list: who has to be phoned, what to say, and what came of it. Made for one hand and for the keyboard.

Numbers and names stand on the page and nowhere else: an address says the ward and nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response, request

from services.notifications.commands import calling
from services.notifications.domain.errors import CallEnded
from services.notifications.pages.blueprint import CALLS, INBOX, telling_pages
from services.notifications.pages.telling import call_told
from services.notifications.pages.words_calls import CALLS as WORDS
from services.notifications.queries import calls as queries
from services.notifications.queries.wards import ward_names
from services.notifications.schemas import CallBody, CallsQuery
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.pages import Form, just_done, page_command, page_language, render, see_other
from shared.web.pages.addresses import address, asked_for
from shared.web.pages.wording import names_apart

SHOWN = "20"
"""Each call comes with what to say, so a page of them is short."""


@telling_pages.get("/calls")
@roles("counter")
def call_list() -> Response:
    """Whom to phone, the most pressing first; who did not pick up stands at the end until it is time"""
    return _show(request.args)


@telling_pages.post("/calls/<uuid:call_id>")
@page_command
@roles("counter")
def report_call(call_id: UUID) -> Response:
    """Say what came of a call"""
    form = Form.read(CallBody, request.form)
    if not form.ok:
        return _show(request.form, 422, _said("choose_outcome"))
    outcome, mine = form.values["outcome"], principal().wards_of("counter")
    try:
        calling.report(current_unit(), str(call_id), mine, outcome, form.values.get("note"))
    except CallEnded as error:
        ended = _said("ended_already").format(outcome=_said(f"outcome.{error.values['outcome']}").lower())
        return _show(request.form, 409, ended)
    return see_other(address(CALLS, {**_ward(request.form), "done": outcome.value}))


@telling_pages.get("/calls/fragment")
@roles("counter")
def calls_waiting() -> Response:
    """How many calls wait in a ward: a line for pages of other services"""
    query = _query(request.args)
    with reading() as connection:
        count = queries.waiting(
            connection, principal().wards_of("counter"), query.get("ward"), current_runtime().clock.now()
        )
    href = address(CALLS, _ward(request.args))
    return render("notifications/_calls_count.html", words=WORDS, count=count, href=href)


def _show(asked: Mapping[str, str], status: int = 200, refusal: str | None = None) -> Response:
    query, mine, language = _query(asked), principal().wards_of("counter"), page_language()
    now = current_runtime().clock.now()
    with reading() as connection:
        found = queries.calls_of(connection, mine, query, now)
        wards = ward_names(connection, mine)
    names = names_apart(wards, query.get("ward"))
    chosen = {**_ward(asked), **({"ended": "true"} if query["ended"] else {})}
    return render(
        "notifications/calls.html",
        status,
        words=WORDS,
        parts=_parts([call_told(call, names, principal().name, now, language) for call in found.items]),
        wards=wards,
        chosen=chosen,
        news=None if refusal else _news(),
        refusal=refusal,
        next_url=address(CALLS, {**chosen, "cursor": found.next}) if found.next else None,
        other_url=address(CALLS, {**_ward(asked), "ended": "" if query["ended"] else "true"}),
        inbox=INBOX,
    )


def _news() -> str | None:
    """What was just said of a call."""
    done = f"done.{just_done()}"
    return _said(done) if done in WORDS else None


def _parts(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Now, later, ended: each under its heading, where there is any."""
    parts = [{"heading": heading, "calls": [call for call in told if call["part"] == part]} for part, heading in _PARTS]
    return [part for part in parts if part["calls"]]


_PARTS: tuple[tuple[str, str | None], ...] = (("now", None), ("later", "later"), ("ended", "ended"))


def _query(asked: Mapping[str, str]) -> dict[str, Any]:
    """What the address asks for."""
    names = ("ward", "ended", "cursor")
    return asked_for(CallsQuery, {"limit": SHOWN, **{name: asked.get(name, "") for name in names}})


def _ward(asked: Mapping[str, str]) -> dict[str, str]:
    return {"ward": asked["ward"]} if asked.get("ward") else {}


def _said(key: str) -> str:
    return WORDS[key].said(page_language())
