"""The live queue: what changed, as it changes, or since a number."""

from __future__ import annotations

from typing import Any

from flask import Response

from services.volunteers.schemas.live import ChangesSchema, LiveQuery
from shared.errors import NotFound
from shared.messaging.live import Change
from shared.web.api import Blueprint
from shared.web.auth import principal, roles
from shared.web.principal import Principal, Wards
from shared.web.streaming import EVENT_STREAM, Board, changes_since, stream, wants_stream

blp = Blueprint("live", __name__, description="The live queue.")

_DOCUMENTED: dict[int, Any] = {200: {"content": {EVENT_STREAM: {"schema": {"type": "string"}}}}}


@blp.route("/queue/stream")
@blp.doc(responses=_DOCUMENTED)
@blp.response(200, ChangesSchema)
@roles("counter")
@blp.arguments(LiveQuery, location="query")
def watch_queue(query: dict[str, Any]) -> Response | dict[str, Any]:
    """The requests of one's wards that change, in the order of their commits

    With `Accept: text/event-stream` the answer stays open: an event `change` for each change, whose id a browser sends
    back as `Last-Event-ID` when it comes again; `reset` when what happened since is no longer known, so that the list
    has to be read anew; `beat` every 15 seconds. 503 when as many boards are open as may be: ask for JSON meanwhile.
    Otherwise the answer is JSON: the changes after `after`, and the position to ask from next time.
    """
    board = Board(lambda who: _wards(who, query["ward"]), _shape)
    if wants_stream():
        return stream(board, principal(), query["after"])
    return changes_since(board, principal(), query["after"])


def _wards(who: Principal, ward: str | None) -> Wards:
    """The caller's wards, or the one asked for; raises :class:`NotFound` for another's."""
    wards = who.wards_of("counter")
    if ward is None:
        return wards
    if ward not in wards:
        raise NotFound
    return frozenset({ward})


def _shape(change: Change) -> dict[str, Any]:
    return {
        "position": change.position,
        "request_id": change.subject_id,
        "ward": change.ward,
        "sequence": change.sequence,
        "reference": change.told["reference"],
        "status": change.told["status"],
    }
