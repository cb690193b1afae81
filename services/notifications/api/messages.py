"""Messages: what was told to whom, and once more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.notifications.commands import sending
from services.notifications.queries import messages as queries
from services.notifications.schemas import MessageSchema, MessagesQuery
from shared.web.api import Blueprint
from shared.web.auth import principal, roles
from shared.web.doors import command, current_unit, reading
from shared.web.paging import Page, page_of

blp = Blueprint("messages", __name__, description="What people were told, and whom nothing reached.")


@blp.route("/messages")
@blp.response(200, page_of(MessageSchema))
@roles("staff")
@blp.arguments(MessagesQuery, location="query")
def list_messages(query: dict[str, Any]) -> Page:
    """Messages of one's wards, latest first"""
    with reading() as connection:
        return queries.messages_of(connection, principal().wards_of("staff"), query)


@blp.route("/messages/<uuid:message_id>/resend", methods=["POST"])
@command
@blp.response(202, MessageSchema)
@roles("staff")
def resend_message(message_id: UUID) -> dict[str, Any]:
    """Send once more what was sent, or what no channel took; codes are never repeated"""
    return queries.shown(sending.resend(current_unit(), str(message_id), principal().wards_of("staff")))
