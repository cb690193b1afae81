"""Offers: a volunteer looks and answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.volunteers.commands import answers
from services.volunteers.queries import offers as queries
from services.volunteers.queries import people
from services.volunteers.schemas.requests import AcceptBody, OfferSchema, OffersQuery
from shared.web.api import Blueprint
from shared.web.auth import principal, signed_in
from shared.web.doors import acting_as, command, current_unit, reading
from shared.web.paging import Page, page_of

blp = Blueprint("offers", __name__, description="A volunteer's offers.")


@blp.route("/offers")
@blp.response(200, page_of(OfferSchema))
@blp.may_answer(403, 404)
@signed_in
@blp.arguments(OffersQuery, location="query")
def list_offers(query: dict[str, Any]) -> Page:
    """One's own offers, the newest first; with team_id, its leader sees those of the members"""
    with reading() as connection:
        volunteer_id = people.active_volunteer(connection, principal().person_id)
        if query["team_id"] is not None:
            return queries.list_team_offers(connection, volunteer_id, query)
        return queries.list_offers(connection, volunteer_id, query)


@blp.route("/offers/<uuid:offer_id>/accept", methods=["POST"])
@command
@blp.response(200, OfferSchema)
@blp.may_answer(403)
@signed_in
@blp.arguments(AcceptBody, required=False)
def accept_offer(body: dict[str, Any], offer_id: UUID) -> dict[str, Any]:
    """I will go; a team's leader says which member goes. Too late is answered with thanks"""
    me, member = principal().person_id or "", body["member_id"]
    if member in (None, me):
        acting_as("volunteer")
        request, offer = answers.accept_offer(current_unit(), str(offer_id), me)
    else:
        acting_as("leader")
        request, offer = answers.accept_for_team(current_unit(), str(offer_id), me, member)
    return queries.offer_shown(request, offer)


@blp.route("/offers/<uuid:offer_id>/decline", methods=["POST"])
@command
@blp.response(200, OfferSchema)
@blp.may_answer(403)
@signed_in
def decline_offer(offer_id: UUID) -> dict[str, Any]:
    """Not this time; no reason is asked"""
    acting_as("volunteer")
    request, offer = answers.decline_offer(current_unit(), str(offer_id), principal().person_id or "")
    return queries.offer_shown(request, offer)
