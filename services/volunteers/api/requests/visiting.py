"""What a volunteer whose task it is does: looks at how to reach the resident, or asks for somebody else to go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.volunteers.api.requests.blueprint import blp
from services.volunteers.commands import turns
from services.volunteers.commands.contacts import look_at_contact
from services.volunteers.domain.request import Request
from services.volunteers.queries.requests import contact_shown
from services.volunteers.schemas.turns import ContactRevealedSchema, HandBackBody, TurnedSchema
from shared.web.auth import principal, signed_in
from shared.web.doors import acting_as, command, current_unit


@blp.route("/requests/<uuid:request_id>/hand-back", methods=["POST"])
@command
@blp.response(200, TurnedSchema)
@blp.may_answer(403)
@signed_in
@blp.arguments(HandBackBody)
def hand_back(body: dict[str, Any], request_id: UUID) -> Request:
    """Ask for somebody else to go; a colleague of one's team who is named is asked first"""
    acting_as("volunteer")
    return turns.hand_back(current_unit(), str(request_id), principal().person_id, body["reason"], body["colleague_id"])


@blp.route("/requests/<uuid:request_id>/contact")
@command
@blp.response(200, ContactRevealedSchema)
@blp.may_answer(403)
@signed_in
def see_contact(request_id: UUID) -> dict[str, Any]:
    """How to reach the resident and, from the evening before, where they live; every look is kept"""
    acting_as("volunteer")
    return contact_shown(look_at_contact(current_unit(), str(request_id), principal().person_id))
