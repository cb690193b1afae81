"""Parked events, conflicts and the journal as pages, the same in every service, for city staff.

Beside :mod:`shared.web.operations`, which says the same to programs. What an event says is shown without what is
personal in it: the whole of it is for the command line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from flask import Response, request

from shared.errors import NotFound
from shared.messaging import conflicts, parked
from shared.messaging.conflicts import ConflictUnknown
from shared.messaging.parked import Because, ParkedUnknown
from shared.web.auth import roles
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.fields import Body, Choice
from shared.web.operations import (
    EVENT_ID,
    JournalQuery,
    ParkedQuery,
    conflicts_found,
    journal_lines,
    parked_events,
)
from shared.web.pages.addresses import asked_for
from shared.web.pages.blueprint import Pages
from shared.web.pages.commanding import page_command, see_other
from shared.web.pages.forms import Form
from shared.web.pages.languages import page_language
from shared.web.pages.news import just_done
from shared.web.pages.rendering import render
from shared.web.pages.times import moment_of
from shared.web.pages.words import Words
from shared.web.pages.words_operations import CONFLICTS, JOURNAL, PARKED, SERVICES
from shared.web.paging import Paged

operation_pages = Pages("operation_pages", __name__)
"""Templates lie in the kit's ``operations``."""

TABS = ("parked", "conflicts", "journal")


class DiscardBody(Body):
    """Why somebody gives up on an event."""

    because = Choice(Because, required=True)


@operation_pages.get("/parked")
@roles("city")
def parked_list() -> Response:
    """Events that wait for a person, oldest first"""
    query = asked_for(ParkedQuery)
    with reading() as connection:
        found = parked_events(connection, current_runtime().parts.kit, query)
    return _page(
        "parked",
        PARKED,
        events=[_event(event) for event in found.items],
        next_url=_next("parked", query, found.next),
        news=_news(PARKED),
    )


@operation_pages.get(f"/parked/<{EVENT_ID}:event_id>")
@roles("city")
def parked_event(event_id: str) -> Response:
    """One of them: why it waits, and what it says without what is personal"""
    return _show_parked(event_id, Form.blank())


@operation_pages.post(f"/parked/<{EVENT_ID}:event_id>/replay")
@page_command
@roles("city")
def replay(event_id: str) -> Response:
    """Give the event back to its handler"""
    taken = parked.replay(current_unit(), [event_id])
    return see_other(f"{_here('parked')}?done={'replayed' if taken else 'gone'}")


@operation_pages.post(f"/parked/<{EVENT_ID}:event_id>/discard")
@page_command
@roles("city")
def discard(event_id: str) -> Response:
    """Give up on the event, and say why"""
    form = Form.read(DiscardBody, request.form, say={"because": PARKED["choose"]})
    if not form.ok:
        return _show_parked(event_id, form, 422)
    try:
        parked.discard(current_unit(), event_id, form.values["because"])
    except ParkedUnknown:
        return see_other(f"{_here('parked')}?done=gone")
    return see_other(f"{_here('parked')}?done=discarded")


@operation_pages.get("/conflicts")
@roles("city")
def conflict_list() -> Response:
    """Newer events this service could not follow, latest first"""
    query = asked_for(Paged)
    with reading() as connection:
        found = conflicts_found(connection, current_runtime().parts.kit, query)
    return _page(
        "conflicts",
        CONFLICTS,
        conflicts=[_conflict(each) for each in found.items],
        next_url=_next("conflicts", query, found.next),
        news=_news(CONFLICTS),
    )


@operation_pages.post("/conflicts/<uuid:conflict_id>/settle")
@page_command
@roles("city")
def settle(conflict_id: UUID) -> Response:
    """Somebody has dealt with it"""
    try:
        conflicts.settle(current_unit(), str(conflict_id))
    except ConflictUnknown:
        return see_other(f"{_here('conflicts')}?done=gone")
    return see_other(f"{_here('conflicts')}?done=settled")


@operation_pages.get("/journal")
@roles("city")
def journal() -> Response:
    """Every fact of this service, latest first"""
    query = asked_for(JournalQuery)
    with reading() as connection:
        found = journal_lines(connection, current_runtime().parts.kit, query)
    return _page(
        "journal",
        JOURNAL,
        lines=[_line(line) for line in found.items],
        asked={name: query.get(name, "") for name in ("subject", "correlation")},
        next_url=_next("journal", query, found.next),
    )


def _show_parked(event_id: str, form: Form, status: int = 200) -> Response:
    try:
        with reading() as connection:
            found = parked.show_parked(connection, current_runtime().parts.kit, event_id)
    except ParkedUnknown as error:
        raise NotFound from error
    said = parked.public_part(found["body"] or b"")
    return _page(
        "parked",
        PARKED,
        "parked_event",
        status,
        form=form,
        event=_event(found),
        content=None if said is None else json.dumps(said, ensure_ascii=False, indent=2),
        size=len(found["body"] or b""),
        reasons=[{"value": each.value, "text": PARKED[f"because.{each}"].said(page_language())} for each in Because],
    )


def _page(place: str, words: Words, template: str | None = None, status: int = 200, **values: Any) -> Response:
    service = current_runtime().name
    return render(
        f"operations/{template or place}.html",
        status,
        words=words,
        place=place,
        here=_here(place),
        tabs=[{"name": each, "url": _here(each), "current": each == place} for each in TABS],
        parts=[{"name": each, "url": f"/{each}/{place}", "current": each == service} for each in SERVICES],
        **values,
    )


def _here(place: str) -> str:
    """The page's address as the browser knows it; a service does not know its own prefix."""
    return quote("/" + f"{request.script_root}/{place}".lstrip("/"))


def _next(place: str, query: Mapping[str, Any], cursor: str | None) -> str | None:
    if cursor is None:
        return None
    kept = {name: query[name] for name in ("reason", "subject", "correlation") if name in query}
    return f"{_here(place)}?{urlencode({**kept, 'cursor': cursor})}"


def _news(words: Words) -> str | None:
    said = words.get(f"done.{just_done()}")
    return said.said(page_language()) if said else None


def _event(row: Mapping[str, Any]) -> dict[str, Any]:
    language, reason = page_language(), row["reason"]
    named, tried = PARKED.get(f"reason.{reason}"), row["attempts"]
    return {
        "id": row["event_id"],
        "url": f"{_here('parked')}/{quote(row['event_id'], safe='')}",
        "type": row["type"] or PARKED["unknown_kind"].said(language),
        "subject": row["subject"],
        "arrived": moment_of(row["received_at"], language),
        "reason": named.said(language) if named else reason,
        "what": PARKED.get(f"what.{reason}", PARKED["what.other"]).said(language),
        "tried": PARKED["attempts_one" if tried == 1 else "attempts"].said(language).format(n=tried),
        "error": row["last_error"],
    }


def _conflict(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": row["type"],
        "subject": row["subject"],
        "code": row["code"],
        "detail": row["detail"],
        "when": moment_of(row["at"], page_language()),
        "journal": f"{_here('journal')}?{urlencode({'subject': row['subject']})}",
        "settle": f"{_here('conflicts')}/{row['id']}/settle",
    }


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    language = page_language()
    actor = JOURNAL.get(f"by.{row['actor_kind']}")
    return {
        "when": moment_of(row["at"], language),
        "kind": row["kind"],
        "subject_kind": row["subject_kind"],
        "subject": row["subject_id"],
        "subject_url": f"{_here('journal')}?{urlencode({'subject': row['subject_id']})}",
        "ward": row["ward"],
        "by": actor.said(language) if actor else row["actor_kind"],
        "actor": row["actor_id"],
        "same_url": f"{_here('journal')}?{urlencode({'correlation': row['correlation_id']})}",
        "detail": json.dumps(row["detail"], ensure_ascii=False) if row["detail"] else "",
    }
