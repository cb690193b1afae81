"""Staff decide who is asked: somebody by name, or more people at once; and who of them takes care of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.volunteers.api.requests.blueprint import blp
from services.volunteers.commands import caring, waves
from services.volunteers.domain.request import Request
from services.volunteers.doorway.access import of_my_ward
from services.volunteers.queries import requests as queries
from services.volunteers.queries.people import names_of
from services.volunteers.schemas.requests import AssignBody, OfferLineSchema, OwnerBody
from services.volunteers.schemas.turns import TurnedSchema
from shared.web.auth import roles
from shared.web.doors import command, current_unit


@blp.route("/requests/<uuid:request_id>/assign", methods=["POST"])
@command
@blp.response(200, OfferLineSchema)
@roles("staff")
@blp.arguments(AssignBody)
def assign(body: dict[str, Any], request_id: UUID) -> dict[str, Any]:
    """Ask one person by name; they still say yes or no themselves"""
    unit, request = current_unit(), of_my_ward(str(request_id))
    offer = waves.assign(unit, request, body["volunteer_id"])
    return queries.offer_line(offer, names_of(unit.session.connection(), [offer.volunteer_id]))


@blp.route("/requests/<uuid:request_id>/widen", methods=["POST"])
@command
@blp.response(200, TurnedSchema)
@roles("staff")
def widen(request_id: UUID) -> Request:
    """Ask the next people now, farther out than before"""
    request = of_my_ward(str(request_id))
    waves.widen(current_unit(), request)
    return request


@blp.route("/requests/<uuid:request_id>/owner", methods=["POST"])
@command
@blp.response(200, TurnedSchema)
@roles("staff")
@blp.arguments(OwnerBody)
def entrust(body: dict[str, Any], request_id: UUID) -> Request:
    """Say who of the ward's staff takes care of it, or that nobody does"""
    request = of_my_ward(str(request_id))
    caring.entrust(current_unit(), request, body["person_id"])
    return request
