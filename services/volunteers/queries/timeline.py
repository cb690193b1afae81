"""What happened to a request, in sentences, as far as whoever asks may read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from services.volunteers.domain.line_words import INSIDE_ALONE
from services.volunteers.domain.lines import Line, sentence
from services.volunteers.queries.people import names_of
from services.volunteers.queries.requests import View, request_row, view_of
from services.volunteers.tables import kit, offers
from shared.web.pages.times import moment_of
from shared.web.paging import Page, page
from shared.web.principal import Principal

_TOLD_ALL = (
    *("request_received", "phone_proven", "resident_agreed", "request_opened", "offer_accepted"),
    *("request_needs_times", "windows_given", "request_reopened", "appointment_followed"),
    *("request_cancelled", "request_closed"),
)
"""What holders of the request and its volunteers read; the steps among volunteers are for staff."""


def timeline(
    connection: Connection,
    who: Principal,
    request_id: str,
    query: Mapping[str, Any],
    language: str,
    *,
    latest_first: bool = False,
) -> Page:
    """What happened, each line a sentence; details are for staff, names not for volunteers."""
    row = request_row(connection, request_id)
    view = view_of(connection, who, row)
    names = {} if row is None or view in (View.VOLUNTEER, View.ASKED) else _names(connection, row)
    journal = kit.journal
    statement = select(journal).where(journal.c.subject_kind == "request", journal.c.subject_id == request_id)
    if view != View.STAFF:
        statement = statement.where(journal.c.kind.in_(_TOLD_ALL), _told_outside())
    if view == View.ASKED:
        statement = statement.where(journal.c.kind != "appointment_followed")
    return page(
        connection,
        statement,
        query,
        by=journal.c.id,
        id=journal.c.id,
        descending=latest_first,
        shown=lambda line: _line(line, names, language, inside=view == View.STAFF),
    )


def _told_outside() -> ColumnElement[bool]:
    """A visit that has run over its time is for staff to ask about; nobody reads it beside their helper."""
    journal = kit.journal
    step = journal.c.detail["step"].as_string()
    return or_(journal.c.kind != "appointment_followed", step.not_in(INSIDE_ALONE))


def _names(connection: Connection, row: Row[Any]) -> dict[str, str]:
    """By person, and by offer who was asked with it."""
    ids = select(offers.c.offer_id, offers.c.volunteer_id).where(offers.c.request_id == row.request_id)
    asked = {made.offer_id: made.volunteer_id for made in connection.execute(ids)}
    cared = _who_cared(connection, row.request_id)
    names = names_of(connection, [*asked.values(), *row.participants, row.resident_id, row.asked_by_id, *cared])
    return {**names, **{offer_id: names[id] for offer_id, id in asked.items() if id in names}}


def _who_cared(connection: Connection, request_id: str) -> list[str | None]:
    """Who of the staff has ever taken care of it."""
    journal = kit.journal
    told = (journal.c.subject_kind == "request", journal.c.subject_id == request_id)
    lines = connection.execute(select(journal.c.detail).where(*told, journal.c.kind == "request_entrusted"))
    return [detail.get("person_id") for detail in lines.scalars()]


def _line(row: Row[Any], names: Mapping[str, str], language: str, *, inside: bool) -> dict[str, Any]:
    text = sentence(Line(row.kind, row.detail, row.actor_role), names, language, moment_of, inside=inside)
    line = {"at": row.at, "kind": row.kind, "by": row.actor_role or row.actor_kind, "text": text}
    return {**line, "by_id": row.actor_id, "detail": row.detail} if inside else line
