"""The call list: whom a person of the ward has to phone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.notifications.commands import calling
from services.notifications.queries import calls as queries
from services.notifications.schemas import CallBody, CallSchema, CallsQuery
from shared.web.api import Blueprint
from shared.web.auth import principal, roles
from shared.web.doors import command, current_runtime, current_unit, reading
from shared.web.paging import Page, page_of

blp = Blueprint("calls", __name__, description="Whom no message reaches, or who wants to be phoned.")


@blp.route("/calls")
@blp.response(200, page_of(CallSchema))
@roles("counter")
@blp.arguments(CallsQuery, location="query")
def list_calls(query: dict[str, Any]) -> Page:
    """Calls of one's wards, the most pressing first and of these the oldest, with what to say"""
    with reading() as connection:
        return queries.calls_of(connection, principal().wards_of("counter"), query, current_runtime().clock.now())


@blp.route("/calls/<uuid:call_id>", methods=["POST"])
@command
@blp.response(200, CallSchema)
@roles("counter")
@blp.arguments(CallBody)
def report_call(body: dict[str, Any], call_id: UUID) -> dict[str, Any]:
    """Say what came of a call; nobody answered: it is listed again later"""
    unit = current_unit()
    call = calling.report(unit, str(call_id), principal().wards_of("counter"), body["outcome"], body.get("note"))
    return queries.shown(unit, call, queries.told_by(unit, call), unit.now)
