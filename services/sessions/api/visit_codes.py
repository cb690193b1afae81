"""Checking a visit code at the door."""

from __future__ import annotations

from typing import Any

from services.sessions.commands.visit_codes import check_code
from services.sessions.domain.code_checks import Checker
from services.sessions.schemas import CodeCheckBody, CodeCheckSchema
from shared.web.api import Blueprint
from shared.web.auth import anyone
from shared.web.callers import address_hash
from shared.web.doors import command, current_unit

blp = Blueprint("visit_codes", __name__, description="Is somebody really sent?")


@blp.route("/visit-codes/check", methods=["POST"])
@command(remember=False)
@blp.response(200, CodeCheckSchema)
@blp.may_answer(429)
@anyone
@blp.arguments(CodeCheckBody)
def check_visit_code(body: dict[str, Any]) -> dict[str, Any]:
    """Whether somebody comes today with this code, and who

    Twenty wrong codes from one address in one ward, then ``neighbourhood`` is required; fifty, then wait. Never told:
    to whom, where or when.
    """
    names = check_code(current_unit(), Checker(address_hash()), body["code"], body["ward"], body["neighbourhood"])
    helpers = [{"name": name, "photo_url": None} for name in names]
    return {"valid": bool(helpers), "helper": helpers[0] if helpers else None, "helpers": helpers}
