"""Wards, neighbourhoods and topics; staff keep their ward's."""

from __future__ import annotations

from typing import Any

from services.volunteers.commands.catalogue import edit_ward
from services.volunteers.domain.names import fold
from services.volunteers.domain.ward import Neighbourhood, Ward
from services.volunteers.queries import catalogue
from services.volunteers.schemas.catalogue import (
    NeighbourhoodsSchema,
    TopicSchema,
    WardBody,
    WardDetailSchema,
    WardSchema,
)
from services.volunteers.schemas.common import WARD_CODES
from shared.errors import NotFound
from shared.web.api import Blueprint
from shared.web.auth import anyone, principal, roles
from shared.web.conditional import check_if_match, etag
from shared.web.doors import command, current_unit, reading
from shared.web.paging import Page, Paged, page_of

blp = Blueprint("catalogue", __name__, description="Wards, neighbourhoods and topics.")

WARD = "<string(length=5):code>"
CODE = {"name": "code", "in": "path", "required": True, "schema": {"type": "string", "enum": list(WARD_CODES)}}


@blp.route("/topics")
@blp.response(200, page_of(TopicSchema))
@anyone
@blp.arguments(Paged, location="query")
def list_topics(query: dict[str, Any]) -> Page:
    """The catalogue of what one can learn"""
    with reading() as connection:
        return catalogue.list_topics(connection, query)


@blp.route("/wards")
@blp.response(200, page_of(WardSchema))
@anyone
@blp.arguments(Paged, location="query")
def list_wards(query: dict[str, Any]) -> Page:
    """The city's 126 wards and communes"""
    with reading() as connection:
        return catalogue.list_wards(connection, query)


@blp.route(f"/wards/{WARD}", parameters=[CODE])
@blp.response(200, WardDetailSchema)
@anyone
def get_ward(code: str) -> tuple[dict[str, Any], dict[str, str]]:
    """One ward; its ETag is what a change names"""
    with reading() as connection:
        ward = catalogue.ward(connection, code)
    return catalogue.ward_detail(ward), etag(ward.sequence)


@blp.route(f"/wards/{WARD}/neighbourhoods", parameters=[CODE])
@blp.response(200, NeighbourhoodsSchema)
@anyone
def list_neighbourhoods(code: str) -> dict[str, Any]:
    """The ward's list of tổ dân phố or thôn"""
    with reading() as connection:
        found = catalogue.ward(connection, code).neighbourhoods
    return {"items": [catalogue.neighbourhood_shown(each) for each in found], "next": None}


@blp.route(f"/wards/{WARD}", methods=["PATCH"], parameters=[CODE])
@command
@blp.response(200, WardDetailSchema)
@roles("staff")
@blp.arguments(WardBody)
def change_ward(body: dict[str, Any], code: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Publish the ward's telephone, keep its neighbourhoods"""
    ward = current_unit().get(Ward, code)
    if ward is None or not principal().may("staff", code):
        raise NotFound
    check_if_match(ward.sequence)
    kept = body.get("neighbourhoods")
    neighbourhoods = ward.neighbourhoods if kept is None else tuple(_neighbourhood(each) for each in kept)
    edit_ward(ward, body.get("phone", ward.phone), neighbourhoods)
    return catalogue.ward_detail(ward), etag(ward.sequence)


def _neighbourhood(body: dict[str, Any]) -> Neighbourhood:
    where = body["location"] or {}
    return Neighbourhood(
        body["id"] or fold(body["name"]).replace(" ", "-"), body["name"], tuple(body["aliases"]), **where
    )
