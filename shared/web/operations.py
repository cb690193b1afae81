"""What city staff may look at and mend in every service: parked events, conflicts, the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import marshmallow as ma
from sqlalchemy import Connection, select

from shared.messaging import conflicts, parked
from shared.messaging.inbox import PARKED
from shared.messaging.tables import WAITING, KitTables
from shared.web.api import Blueprint
from shared.web.auth import roles
from shared.web.doors import command, current_runtime, current_unit, reading
from shared.web.fields import Text
from shared.web.paging import Page, Paged, page, page_of

EVENT_ID = "string(maxlength=60)"
"""Parked bytes may carry any id; the inbox keeps sixty characters."""


class ParkedSchema(ma.Schema):
    """An event a person has to look at. Its body is personal: it is shown on the command line only."""

    event_id = ma.fields.String(required=True)
    type = ma.fields.String(required=True, allow_none=True)
    subject = ma.fields.String(required=True, allow_none=True)
    received_at = ma.fields.AwareDateTime(required=True)
    attempts = ma.fields.Integer(required=True)
    reason = ma.fields.String(required=True, allow_none=True)
    last_error = ma.fields.String(required=True, allow_none=True)


class ConflictSchema(ma.Schema):
    """A newer event that our state machine could not follow."""

    id = ma.fields.String(required=True)
    event_id = ma.fields.String(required=True)
    type = ma.fields.String(required=True)
    subject = ma.fields.String(required=True)
    code = ma.fields.String(required=True)
    at = ma.fields.AwareDateTime(required=True)
    detail = ma.fields.String(required=True)


class JournalLineSchema(ma.Schema):
    """One fact: what became true, of what, by whom."""

    id = ma.fields.Integer(required=True)
    at = ma.fields.AwareDateTime(required=True)
    kind = ma.fields.String(required=True)
    subject_kind = ma.fields.String(required=True)
    subject_id = ma.fields.String(required=True)
    sequence = ma.fields.Integer(required=True)
    ward = ma.fields.String(required=True, allow_none=True)
    actor_kind = ma.fields.String(required=True)
    actor_id = ma.fields.String(required=True, allow_none=True)
    actor_role = ma.fields.String(required=True, allow_none=True)
    correlation_id = ma.fields.String(required=True)
    causation_id = ma.fields.String(required=True, allow_none=True)
    detail = ma.fields.Dict(required=True)


class ParkedQuery(Paged):
    reason = Text(40, metadata={"description": "only events parked for this reason"})


class JournalQuery(Paged):
    subject = Text(60, metadata={"description": "only lines about this id"})
    correlation = Text(64, metadata={"description": "only lines of this HTTP request, timer or event"})


def parked_events(connection: Connection, tables: KitTables, query: Mapping[str, Any]) -> Page:
    """Events that wait for a person, without their bodies, oldest first."""
    inbox = tables.inbox
    columns = (inbox.c.event_id, inbox.c.type, inbox.c.subject, inbox.c.received_at, inbox.c.attempts)
    statement = select(*columns, inbox.c.reason, inbox.c.last_error).where(WAITING, inbox.c.status == PARKED)
    if "reason" in query:
        statement = statement.where(inbox.c.reason == query["reason"])
    return page(connection, statement, query, by=inbox.c.received_at, id=inbox.c.event_id)


def conflicts_found(connection: Connection, tables: KitTables, query: Mapping[str, Any]) -> Page:
    """Newer events this service could not follow, latest first."""
    table = tables.conflicts
    return page(connection, select(table), query, by=table.c.at, id=table.c.id, descending=True)


def journal_lines(connection: Connection, tables: KitTables, query: Mapping[str, Any]) -> Page:
    """Facts of this service, latest first; those about one ``subject``, or of one ``correlation``, if it is named."""
    journal = tables.journal
    statement = select(journal)
    if "subject" in query:
        statement = statement.where(journal.c.subject_id == query["subject"])
    if "correlation" in query:
        statement = statement.where(journal.c.correlation_id == query["correlation"])
    return page(connection, statement, query, by=journal.c.id, id=journal.c.id, descending=True)


operations = Blueprint("operations", __name__, description="Parked events, conflicts and the journal, for city staff.")


@operations.route("/parked")
@operations.response(200, page_of(ParkedSchema))
@roles("city")
@operations.arguments(ParkedQuery, location="query")
def list_parked(query: dict[str, Any]) -> Page:
    """Events that wait for a person, oldest first."""
    with reading() as connection:
        return parked_events(connection, current_runtime().parts.kit, query)


@operations.route(f"/parked/<{EVENT_ID}:event_id>/replay", methods=["POST"])
@command
@operations.response(204)
@roles("city")
def replay_parked(event_id: str) -> None:
    """Give the event back to its handler.

    It is tried at once; what still fails is parked again.
    """
    if not parked.replay(current_unit(), [event_id]):
        raise parked.ParkedUnknown(event_id=event_id)


@operations.route(f"/parked/<{EVENT_ID}:event_id>/discard", methods=["POST"])
@command
@operations.response(204)
@roles("city")
def discard_parked(event_id: str) -> None:
    """Give up on the event; its id is remembered, its body forgotten."""
    parked.discard(current_unit(), event_id)


@operations.route("/conflicts")
@operations.response(200, page_of(ConflictSchema))
@roles("city")
@operations.arguments(Paged, location="query")
def list_conflicts(query: dict[str, Any]) -> Page:
    """Newer events this service could not follow, latest first."""
    with reading() as connection:
        return conflicts_found(connection, current_runtime().parts.kit, query)


@operations.route("/conflicts/<uuid:conflict_id>/settle", methods=["POST"])
@command
@operations.response(204)
@roles("city")
def settle_conflict(conflict_id: UUID) -> None:
    """Somebody has dealt with it.

    It is listed and warned of no more; the journal keeps what it was.
    """
    conflicts.settle(current_unit(), str(conflict_id))


@operations.route("/journal")
@operations.response(200, page_of(JournalLineSchema))
@roles("city")
@operations.arguments(JournalQuery, location="query")
def list_journal(query: dict[str, Any]) -> Page:
    """Every fact of this service, latest first."""
    with reading() as connection:
        return journal_lines(connection, current_runtime().parts.kit, query)
