"""Call me back: one field, and a person phones."""

from __future__ import annotations

from typing import Any

from services.volunteers.commands.calls import want_call
from services.volunteers.domain.ward import Ward
from services.volunteers.doorway.strangers import stranger
from services.volunteers.schemas.wards import CallBackBody, CallBackSchema
from shared.web.api import Blueprint
from shared.web.auth import anyone
from shared.web.doors import command, current_unit

blp = Blueprint("call_backs", __name__, description="Being phoned back.")


@blp.route("/call-backs", methods=["POST"])
@command
@blp.response(202, CallBackSchema)
@blp.may_answer(429)
@anyone
@blp.arguments(CallBackBody)
def want_call_back(body: dict[str, Any]) -> dict[str, Any]:
    """Have a number phoned by a person of the ward"""
    unit = current_unit()
    want_call(unit, body["phone"], body["ward"], stranger())
    ward = unit.get(Ward, body["ward"], lock=False) if body["ward"] else None
    return {"ward_phone": ward.phone if ward else None}
