"""Asking for help, and proving that one did."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.volunteers.api.requests.blueprint import blp
from services.volunteers.commands import codes, intake
from services.volunteers.domain.errors import StaffAfterCall, WrongRequestCode
from services.volunteers.domain.request import Request
from services.volunteers.doorway.access import trackable
from services.volunteers.doorway.intake import intake_of
from services.volunteers.doorway.strangers import stranger
from services.volunteers.schemas.people import CodeSentSchema
from services.volunteers.schemas.requests import (
    CodeAgainBody,
    ReceivedSchema,
    RequestBody,
    VerifiedSchema,
    VerifyBody,
)
from shared.errors import Invalid
from shared.messaging.unit_of_work import UnitOfWork
from shared.web.auth import anyone, principal, roles
from shared.web.doors import Kept, acting_as, command, current_runtime, current_unit


@blp.route("/requests", methods=["POST"])
@command
@blp.response(201, ReceivedSchema)
@blp.may_answer(429)
@anyone
@blp.arguments(RequestBody)
def ask_for_help(body: dict[str, Any]) -> dict[str, Any]:
    """Ask for help, for oneself or for somebody else; staff of the ward enter it trusted"""
    unit, by_staff = current_unit(), principal().may("counter", body["ward"])
    acting_as("staff" if by_staff else "asked_by" if body["asked_by"] else "resident")
    received = intake.receive_request(unit, intake_of(body, unit), trusted=by_staff, caller=stranger())
    config, request = current_runtime().config, received.request
    answer = {
        "id": request.request_id,
        "reference": request.reference,
        "status": request.status,
        "tracking_code": request.tracking_code,
        "tracking_url": f"{config.public_url}/volunteers/help/{request.reference}?c={request.tracking_code}",
    }
    return {**answer, "demo_code": received.code} if config.demo and received.code else answer


@blp.route("/requests/<uuid:request_id>/verify", methods=["POST"])
@command
@blp.response(200, VerifiedSchema)
@blp.may_answer(429)
@roles("staff", tracking=True)
@blp.arguments(VerifyBody)
def verify(body: dict[str, Any], request_id: UUID) -> dict[str, Any]:
    """Prove the phone with its code; or, by staff after a call, record the resident's yes, or that who asked did ask"""
    unit, request = current_unit(), trackable(str(request_id))
    if len(body) != 1 or False in body.values():
        raise Invalid.one(
            "code",
            vi="Ghi code (mã đã nhận), hoặc resident_agreed: true, hoặc phone_proven: true (cán bộ, sau khi gọi).",
            en="Send code (the one received), or resident_agreed: true or phone_proven: true (staff, after a call).",
        )
    if "code" in body:
        _verify_with_code(unit, request, body["code"])
    else:
        _staff_only()
        (codes.record_agreement if "resident_agreed" in body else codes.record_call_back)(unit, request)
    return {"status": request.status}


@blp.route("/requests/<uuid:request_id>/code", methods=["POST"])
@command(remember=False)
@blp.response(202, CodeSentSchema)
@blp.may_answer(429)
@roles("staff", tracking=True)
@blp.arguments(CodeAgainBody)
def send_code_again(body: dict[str, Any], request_id: UUID) -> dict[str, Any]:
    """Have a new code sent, to who asked or to the resident"""
    code = codes.send_again(current_unit(), trackable(str(request_id)), stranger(), body["whose"])
    config = current_runtime().config
    answer: dict[str, Any] = {"valid_seconds": int(config.rules.code_lives.total_seconds())}
    return {**answer, "demo_code": code} if config.demo else answer


def _verify_with_code(unit: UnitOfWork, request: Request, code: str) -> None:
    acting_as("asked_by" if request.asked_by_id else "resident")
    try:
        codes.verify(unit, request, code, stranger())
    except WrongRequestCode as error:
        raise Kept(error) from error


def _staff_only() -> None:
    if principal().kind != "person":
        raise StaffAfterCall
