"""Wards and neighbourhoods, for anyone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from services.volunteers.domain.local_rules import Days, LocalRules
from services.volunteers.domain.names import fold
from services.volunteers.domain.rules import Rules
from services.volunteers.domain.ward import Neighbourhood, Ward
from services.volunteers.storage.unit_names import former_names, wards_called
from services.volunteers.storage.wards import days_in
from services.volunteers.tables import wards
from shared.errors import Invalid, NotFound
from shared.folding import in_alphabetical_order, the_one_called
from shared.rules import DaySpan
from shared.web.paging import Page, page


def list_wards(connection: Connection, query: Mapping[str, Any]) -> Page:
    """The city's wards by code; with ``q`` those that go, or went, by that name. Raises :class:`Invalid` naming it."""
    found = select(wards)
    if query.get("q"):
        if not fold(query["q"]):
            raise Invalid.one("q", vi="Ghi tên bằng chữ cái.", en="Write a name in letters.")
        found = found.where(wards.c.code.in_(wards_called(connection, query["q"])))
    shown = page(connection, found, query, by=wards.c.code, id=wards.c.code, shown=_shown)
    formerly = former_names(connection, (item["code"] for item in shown.items))
    return Page([{**item, "formerly": formerly.get(item["code"], [])} for item in shown.items], shown.next)


def ward(connection: Connection, code: str) -> Row[Any]:
    """One ward's row; raises :class:`NotFound`."""
    found = connection.execute(select(wards).where(wards.c.code == code)).one_or_none()
    if found is None:
        raise NotFound
    return found


def ward_detail(connection: Connection, row: Row[Any] | Ward, now: datetime) -> dict[str, Any]:
    """A ward with what staff keep of it; pauses that are over are left out."""
    return {
        **_shown(row),
        "formerly": former_names(connection, (row.code,)).get(row.code, []),
        "neighbourhoods": [neighbourhood_shown(each) for each in row.neighbourhoods],
        "settings": {name: _spans(value) for name, value in vars(row.settings).items()},
        "pauses": [pause for pause in row.pauses if pause.end > now],
        "neighbours": row.neighbours or (),
        "helps": row.helps,
    }


def published_phones(connection: Connection) -> list[dict[str, Any]]:
    """The wards that have published a landline, by name: name, kind and phone."""
    rows = connection.execute(select(wards).where(wards.c.phone.is_not(None)))
    found = [{"name": row.data.name, "kind": row.data.unit, "phone": row.phone} for row in rows]
    return sorted(found, key=lambda ward: in_alphabetical_order(ward["name"]))


def ward_names(connection: Connection) -> list[dict[str, Any]]:
    """Every ward by name: code, name and kind."""
    rows = connection.execute(select(wards.c.code, wards.c.data))
    found = [{"code": row.code, "name": row.data.name, "kind": row.data.unit} for row in rows]
    return sorted(found, key=lambda ward: in_alphabetical_order(ward["name"]))


def ward_rows(connection: Connection, codes: Iterable[str]) -> dict[str, Row[Any]]:
    """These wards by code."""
    return {row.code: row for row in connection.execute(select(wards).where(wards.c.code.in_(set(codes))))}


def neighbourhood_names(connection: Connection, code: str) -> list[str]:
    """What a ward calls its neighbourhoods; none for a ward that keeps no list."""
    found = connection.execute(select(wards.c.neighbourhoods).where(wards.c.code == code)).scalar_one_or_none()
    return [each.name for each in found or ()]


def local_rules(
    connection: Connection, row: Row[Any], city: Rules, neighbourhood: str | None = None, *, by_phone: bool = False
) -> LocalRules:
    """The numbers for a household there; a pause keeps nobody from the telephone."""
    return household_rules(row, city, days_in(connection, row.code), neighbourhood, by_phone=by_phone)


def household_rules(
    row: Row[Any], city: Rules, days: Days, neighbourhood: str | None = None, *, by_phone: bool = False
) -> LocalRules:
    """The same where the days of the ward are read already, for many households at once."""
    names = ((each.neighbourhood_id, each.names) for each in row.neighbourhoods)
    meant = the_one_called(neighbourhood, names) if neighbourhood else None
    pauses = () if by_phone else tuple(each.window for each in row.pauses if each.covers(meant))
    return LocalRules.of(city, row.settings, days, pauses)


def neighbourhood_shown(each: Neighbourhood) -> dict[str, Any]:
    return {
        "id": each.neighbourhood_id,
        "name": each.name,
        "aliases": list(each.aliases),
        "location": each.centre,
    }


def _shown(row: Row[Any] | Ward) -> dict[str, Any]:
    data = row.data
    place = {"name": data.name, "kind": data.unit, "lat": data.lat, "lon": data.lon, "area_km2": data.area_km2}
    return {"code": row.code, **place, "phone": row.phone}


def _spans(value: int | tuple[DaySpan, ...] | None) -> Any:
    return [{"start": start, "end": end} for start, end in value] if isinstance(value, tuple) else value
