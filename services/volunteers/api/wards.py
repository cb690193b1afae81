"""Wards and neighbourhoods; staff keep their ward's, and pause it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.volunteers.commands import wards as commands
from services.volunteers.commands.wards import PauseWish
from services.volunteers.domain.pause import Pause
from services.volunteers.domain.unit_names import FormerUnit, NameKind
from services.volunteers.domain.ward import Ward
from services.volunteers.doorway.access import ward_of_mine
from services.volunteers.doorway.lists import rows_of
from services.volunteers.doorway.wards import changes_of, check_who_decides
from services.volunteers.queries import wards as queries
from services.volunteers.schemas.common import WARD_CODES
from services.volunteers.schemas.wards import (
    FormerUnitRow,
    FormerUnitsBody,
    LoadedSchema,
    NeighbourhoodsSchema,
    WardBody,
    WardDetailSchema,
    WardPauseBody,
    WardPauseSchema,
    WardSchema,
    WardsQuery,
)
from shared.web.api import Blueprint
from shared.web.auth import anyone, roles
from shared.web.conditional import check_if_match, etag
from shared.web.doors import command, current_runtime, current_unit, reading
from shared.web.paging import Page, page_of

blp = Blueprint("wards", __name__, description="Wards, neighbourhoods and their pauses.")

Answer = tuple[dict[str, Any], dict[str, str]]

WARD = "<string(length=5):code>"
CODE = {"name": "code", "in": "path", "required": True, "schema": {"type": "string", "enum": list(WARD_CODES)}}

FORMER_COLUMNS = {
    "code": ("mã", "mã phường xã", "code"),
    "former_ward": ("phường xã cũ", "phường cũ", "former_ward"),
    "former_district": ("quận huyện cũ", "quận cũ", "former_district"),
}


@blp.route("/wards")
@blp.response(200, page_of(WardSchema))
@anyone
@blp.arguments(WardsQuery, location="query")
def list_wards(query: dict[str, Any]) -> Page:
    """The city's 126 wards and communes, found by their names and by those of the wards and districts before"""
    with reading() as connection:
        return queries.list_wards(connection, query)


@blp.route(f"/wards/{WARD}", parameters=[CODE])
@blp.response(200, WardDetailSchema)
@anyone
def get_ward(code: str) -> Answer:
    """One ward; its ETag is what a change names"""
    with reading() as connection:
        ward = queries.ward(connection, code)
        return queries.ward_detail(connection, ward, current_runtime().clock.now()), etag(ward.sequence)


@blp.route(f"/wards/{WARD}/neighbourhoods", parameters=[CODE])
@blp.response(200, NeighbourhoodsSchema)
@anyone
def list_neighbourhoods(code: str) -> dict[str, Any]:
    """The ward's list of tổ dân phố or thôn"""
    with reading() as connection:
        found = queries.ward(connection, code).neighbourhoods
    return {"items": [queries.neighbourhood_shown(each) for each in found], "next": None}


@blp.route(f"/wards/{WARD}", methods=["PATCH"], parameters=[CODE])
@command
@blp.response(200, WardDetailSchema)
@roles("staff")
@blp.arguments(WardBody)
def change_ward(body: dict[str, Any], code: str) -> Answer:
    """Publish the ward's telephone, keep its lists; its head narrows the city's numbers and shares helpers"""
    ward = ward_of_mine(code)
    check_who_decides(body, code)
    check_if_match(ward.sequence)
    commands.edit_ward(current_unit(), ward, changes_of(body))
    return _detail(ward), etag(ward.sequence)


@blp.route(f"/wards/{WARD}/pauses", methods=["POST"], parameters=[CODE])
@command
@blp.response(201, WardPauseSchema)
@roles("staff")
@blp.arguments(WardPauseBody)
def pause_ward(body: dict[str, Any], code: str) -> Pause:
    """Put off every visit in the ward, or in some neighbourhoods, without a mark against anyone"""
    wish = PauseWish(tuple(body["neighbourhoods"]), body["from_"], body["to"], body["reason"].value)
    return commands.pause_ward(current_unit(), ward_of_mine(code), wish)


@blp.route(f"/wards/{WARD}/pauses/<uuid:pause_id>/end", methods=["POST"], parameters=[CODE])
@command
@blp.response(200, WardDetailSchema)
@roles("staff")
def end_pause(code: str, pause_id: UUID) -> Answer:
    """A pause is over sooner; visits it has put off stay so until new times are found"""
    ward = ward_of_mine(code)
    commands.end_pause(current_unit(), ward, str(pause_id))
    return _detail(ward), etag(ward.sequence)


@blp.route("/former-units", methods=["POST"])
@command
@blp.response(200, LoadedSchema)
@roles("city")
@blp.arguments(FormerUnitsBody)
def load_former_units(body: dict[str, Any]) -> dict[str, int]:
    """Load what became of the wards and districts before 1 July 2025, so that people find their unit by those names"""
    rows = [row for _, row in rows_of(body["file"], FormerUnitRow, FORMER_COLUMNS, ("code",))]
    former = [
        FormerUnit(row["code"], row[kind.value], kind)
        for row in rows
        for kind in (NameKind.FORMER_WARD, NameKind.FORMER_DISTRICT)
        if row.get(kind.value)
    ]
    return {"names": commands.load_former_units(current_unit(), former)}


def _detail(ward: Ward) -> dict[str, Any]:
    unit = current_unit()
    return queries.ward_detail(unit.session.connection(), ward, unit.now)
