"""What people were told, for the staff of their wards: which step reached whom, and sending it once more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response, request

from services.notifications.commands import sending
from services.notifications.domain.errors import MessageNotFound, StillOnItsWay
from services.notifications.domain.message import STATUSES
from services.notifications.pages.blueprint import MESSAGES, QUEUE, telling_pages
from services.notifications.pages.telling import message_told
from services.notifications.pages.words_messages import MESSAGES as WORDS
from services.notifications.queries import messages as queries
from services.notifications.queries.people import names_of
from services.notifications.queries.wards import ward_names
from services.notifications.schemas import MessagesQuery
from shared.errors import Refused
from shared.web.auth import principal, roles
from shared.web.doors import current_unit, reading
from shared.web.pages import just_done, page_command, page_language, render, see_other
from shared.web.pages.addresses import address, asked_for
from shared.web.pages.wording import names_apart

IN_BRIEF = 5
"""How many messages a page of another service shows of a request."""

_KEPT = ("status", "ward", "person", "request")


@telling_pages.get("/messages")
@roles("staff")
def message_list() -> Response:
    """Messages of one's wards, latest first"""
    return _show(request.args)


@telling_pages.post("/messages/<uuid:message_id>/resend")
@page_command
@roles("staff")
def resend(message_id: UUID) -> Response:
    """Send once more what was sent, or what no channel took"""
    try:
        sending.resend(current_unit(), str(message_id), principal().wards_of("staff"))
    except StillOnItsWay as error:
        return _show(request.form, 409, _said("still").format(status=_said(f"status.{error.values['status']}").lower()))
    except Refused as error:
        return _show(request.form, 409, error.sentence(page_language()))
    return see_other(address(MESSAGES, {**_chosen(_query(request.form)), "done": "resent"}))


@telling_pages.get("/messages/fragment")
@roles("staff")
def messages_in_brief() -> Response:
    """What people were told about a request lately: lines for a page of another service"""
    query = _query(request.args)
    if "request" not in query:
        raise MessageNotFound
    with reading() as connection:
        found = queries.latest_about(connection, principal().wards_of("staff"), query["request"], IN_BRIEF)
        people = names_of(connection, (message["person_id"] for message in found))
    return render(
        "notifications/_messages_brief.html",
        words=WORDS,
        messages=[message_told(message, people, {}, page_language()) for message in found],
        href=address(MESSAGES, {"request": query["request"]}),
    )


def _show(asked: Mapping[str, str], status: int = 200, refusal: str | None = None) -> Response:
    query, mine, language = _query(asked), principal().wards_of("staff"), page_language()
    with reading() as connection:
        found = queries.messages_of(connection, mine, query)
        wards = ward_names(connection, mine)
        people = names_of(connection, (message["person_id"] for message in found.items))
    names = names_apart(wards, query.get("ward"))
    chosen = _chosen(query)
    return render(
        "notifications/messages.html",
        status,
        words=WORDS,
        messages=[message_told(message, people, names, language) for message in found.items],
        statuses=STATUSES,
        wards=wards,
        chosen=chosen,
        about=f"{QUEUE}/{query['request']}" if "request" in query else None,
        news=None if refusal or just_done() != "resent" else _said("done.resent"),
        refusal=refusal,
        next_url=address(MESSAGES, {**chosen, "cursor": found.next}) if found.next else None,
    )


def _query(asked: Mapping[str, str]) -> dict[str, Any]:
    return asked_for(MessagesQuery, {name: asked.get(name, "") for name in (*_KEPT, "cursor")})


def _chosen(query: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(query[name]) for name in _KEPT if name in query}


def _said(key: str) -> str:
    return WORDS[key].said(page_language())
