"""Call me back: one field, and a person phones."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import request

from services.volunteers.commands.calls import want_call
from services.volunteers.domain.ward import Ward
from services.volunteers.schemas.wards import CallBackBody, CallBackSchema
from shared.web.api import Blueprint
from shared.web.auth import anyone, principal
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
    caller = hashlib.sha256((request.remote_addr or "").encode()).hexdigest()
    want_call(unit, body["phone"], body["ward"], None if principal().holds("counter") else caller)
    ward = unit.get(Ward, body["ward"], lock=False) if body["ward"] else None
    return {"ward_phone": ward.phone if ward else None}
