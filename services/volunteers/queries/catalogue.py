"""Wards, neighbourhoods and topics, for anyone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from services.volunteers.domain.ward import Neighbourhood, Ward
from services.volunteers.tables import topics, wards
from shared.errors import NotFound
from shared.web.paging import Page, page


def list_topics(connection: Connection, query: Mapping[str, Any]) -> Page:
    """The catalogue, in its order."""
    return page(connection, select(topics), query, by=topics.c.position, id=topics.c.topic_id, shown=_topic)


def list_wards(connection: Connection, query: Mapping[str, Any]) -> Page:
    """The city's wards by code."""
    return page(connection, select(wards), query, by=wards.c.code, id=wards.c.code, shown=ward_shown)


def ward(connection: Connection, code: str) -> Row[Any]:
    """One ward's row; raises :class:`NotFound`."""
    found = connection.execute(select(wards).where(wards.c.code == code)).one_or_none()
    if found is None:
        raise NotFound
    return found


def ward_shown(row: Row[Any] | Ward) -> dict[str, Any]:
    """A ward as anyone may see it."""
    data = row.data
    place = {"name": data.name, "kind": data.unit, "lat": data.lat, "lon": data.lon, "area_km2": data.area_km2}
    return {"code": row.code, **place, "phone": row.phone}


def ward_detail(row: Row[Any] | Ward) -> dict[str, Any]:
    """A ward with its neighbourhoods."""
    return {**ward_shown(row), "neighbourhoods": [neighbourhood_shown(each) for each in row.neighbourhoods]}


def neighbourhood_shown(each: Neighbourhood) -> dict[str, Any]:
    return {
        "id": each.neighbourhood_id,
        "name": each.name,
        "aliases": list(each.aliases),
        "location": each.centre,
    }


def _topic(row: Row[Any]) -> dict[str, Any]:
    data = row.data
    names = ("name_vi", "name_en", "minutes", "audience", "skills", "phone_solvable", "money")
    return {"id": row.topic_id, **{name: getattr(data, name) for name in names}}
