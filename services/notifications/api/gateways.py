"""What the gateways hand over: replies to our messages, and receipts for them. They sign what they send."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import request

from services.notifications.commands import replying
from services.notifications.domain.answer import IncomingReply
from services.notifications.domain.errors import GatewayUnknown, SignatureWrong
from services.notifications.schemas import InboundBody, InboundSchema, ReceiptBody, ReceiptSchema
from shared.web.api import Blueprint
from shared.web.auth import anyone
from shared.web.doors import command, current_runtime, current_unit

View = TypeVar("View", bound=Callable[..., Any])

SIGNATURE = "X-Signature"

blp = Blueprint("gateways", __name__, description="For gateways only; each call is signed with the gateway's secret.")

_SIGNED = blp.doc(
    parameters=[
        {
            "in": "header",
            "name": SIGNATURE,
            "required": True,
            "description": "`sha256=` and the HMAC-SHA256 of the whole body under the gateway's secret, in hex.",
            "schema": {"type": "string", "pattern": "^sha256=[0-9a-f]{64}$"},
        }
    ]
)


def signed(view: View) -> View:
    """Only a gateway of the settings, and only what it has signed itself; asked before the body is read."""

    @wraps(view)
    def checked(*args: Any, **values: Any) -> Any:
        gateway = current_runtime().config.gateway(values["gateway"])
        if gateway is None:
            raise GatewayUnknown
        made = hmac.new(gateway.secret.encode(), request.get_data(), hashlib.sha256).hexdigest()
        given = request.headers.get(SIGNATURE, "")
        if not hmac.compare_digest(f"sha256={made}".encode(), given.lower().encode()):
            raise SignatureWrong
        return view(*args, **values)

    return checked  # type: ignore[return-value]


@blp.route("/inbound/<string:gateway>", methods=["POST"])
@command
@blp.response(202, InboundSchema)
@_SIGNED
@anyone
@signed
@blp.arguments(InboundBody)
def take_inbound(body: dict[str, Any], gateway: str) -> IncomingReply:
    """Hand over what somebody answered; the same id again changes nothing"""
    unit, written_at = current_unit(), body.get("at")
    return replying.take_reply(unit, gateway, body["id"], body["sender"], body["text"], written_at)


@blp.route("/receipts/<string:gateway>", methods=["POST"])
@command
@blp.response(202, ReceiptSchema)
@_SIGNED
@anyone
@signed
@blp.arguments(ReceiptBody)
def take_receipt(body: dict[str, Any], gateway: str) -> dict[str, bool]:
    """Say what became of a message"""
    delivered, reason = body["status"] == "delivered", body.get("reason", "undelivered")
    return {"news": replying.take_receipt(current_unit(), body["message_id"], delivered, reason)}
