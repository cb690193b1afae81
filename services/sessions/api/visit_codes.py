"""Checking a visit code at the door."""

from __future__ import annotations

import hashlib
import ipaddress
from typing import Any

from flask import request

from services.sessions.commands.visit_codes import check_code
from services.sessions.schemas import CodeCheckBody, CodeCheckSchema
from shared.web.api import Blueprint
from shared.web.auth import anyone
from shared.web.doors import command, current_unit

blp = Blueprint("visit_codes", __name__, description="Is somebody really sent?")

_HOUSEHOLD_V6 = 64
"""What one subscriber is given of IPv6, in bits: who owns it owns every address in it."""


@blp.route("/visit-codes/check", methods=["POST"])
@command(remember=False)
@blp.response(200, CodeCheckSchema)
@blp.may_answer(429)
@anyone
@blp.arguments(CodeCheckBody)
def check_visit_code(body: dict[str, Any]) -> dict[str, Any]:
    """Whether somebody comes today with this code, and who

    Five wrong codes from one address in one ward, then wait. Never told: to whom, where or when.
    """
    names = check_code(current_unit(), address_of_caller(), body["code"], body["ward"], body["neighbourhood"])
    helpers = [{"name": name, "photo_url": None} for name in names]
    return {"valid": bool(helpers), "helper": helpers[0] if helpers else None, "helpers": helpers}


def address_of_caller() -> str:
    """The address as it is kept: hashed, and of IPv6 only what names the subscriber."""
    address = request.remote_addr or ""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        known = None
    if known is not None and known.version == 6:
        address = str(ipaddress.ip_network((known, _HOUSEHOLD_V6), strict=False))
    return hashlib.sha256(address.encode()).hexdigest()
