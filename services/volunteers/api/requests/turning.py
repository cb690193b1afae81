"""The turns of a request: cancelling, other times, and what staff decide without a visit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.volunteers.api.requests.blueprint import blp
from services.volunteers.commands import turns
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.domain.windows import Window
from services.volunteers.doorway.access import mine_to_decide, of_my_ward
from services.volunteers.schemas.turns import CancelBody, CloseBody, ReferBody, TurnedSchema, WindowsBody
from shared.web.auth import roles, signed_in
from shared.web.doors import command, current_unit


@blp.route("/requests/<uuid:request_id>/cancel", methods=["POST"])
@command
@blp.response(200, TurnedSchema)
@blp.may_answer(403)
@signed_in(tracking=True)
@blp.arguments(CancelBody)
def cancel(body: dict[str, Any], request_id: UUID) -> Request:
    """Nobody is to come any more, at whatever step it is"""
    request = mine_to_decide(str(request_id))
    turns.cancel(current_unit(), request, body["reason"])
    return request


@blp.route("/requests/<uuid:request_id>/windows", methods=["POST"])
@command
@blp.response(200, TurnedSchema)
@blp.may_answer(403)
@signed_in(tracking=True)
@blp.arguments(WindowsBody)
def give_windows(body: dict[str, Any], request_id: UUID) -> Request:
    """Say when it suits; these times replace the earlier ones and the next people are asked at once"""
    request = mine_to_decide(str(request_id))
    windows = tuple(Window(span["start"], span["end"]) for span in body["windows"])
    turns.give_windows(current_unit(), request, windows)
    return request


@blp.route("/requests/<uuid:request_id>/solve-by-phone", methods=["POST"])
@command
@blp.response(200, TurnedSchema)
@roles("staff")
def solve_by_phone(request_id: UUID) -> Request:
    """It was solved on the telephone"""
    return _closed(request_id, RequestStatus.SOLVED_BY_PHONE)


@blp.route("/requests/<uuid:request_id>/move-to-class", methods=["POST"])
@command
@blp.response(200, TurnedSchema)
@roles("staff")
def move_to_class(request_id: UUID) -> Request:
    """The resident learns it in the community class instead"""
    return _closed(request_id, RequestStatus.MOVED_TO_CLASS)


@blp.route("/requests/<uuid:request_id>/refer", methods=["POST"])
@command
@blp.response(200, TurnedSchema)
@roles("staff")
@blp.arguments(ReferBody)
def refer(body: dict[str, Any], request_id: UUID) -> Request:
    """It has to be done in person somewhere else, for example at the police"""
    return _closed(request_id, RequestStatus.REFERRED, to=body["to"], papers=body["papers"])


@blp.route("/requests/<uuid:request_id>/close", methods=["POST"])
@command
@blp.response(200, TurnedSchema)
@roles("staff")
@blp.arguments(CloseBody, required=False)
def close(body: dict[str, Any], request_id: UUID) -> Request:
    """Give it up: nobody could help, or nobody could be reached"""
    return _closed(request_id, RequestStatus.GIVEN_UP, reason=body["reason"])


@blp.route("/requests/<uuid:request_id>/reopen", methods=["POST"])
@command
@blp.response(200, TurnedSchema)
@roles("staff")
def reopen(request_id: UUID) -> Request:
    """Look for helpers anew, first in line"""
    request = of_my_ward(str(request_id))
    turns.open_again(current_unit(), request)
    return request


def _closed(request_id: UUID, outcome: RequestStatus, **more: Any) -> Request:
    request = of_my_ward(str(request_id))
    turns.close(current_unit(), request, outcome, **more)
    return request
