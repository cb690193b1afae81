"""Wards, as far as pages speak of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, RowMapping, select

from services.notifications.tables import wards
from shared.folding import in_alphabetical_order
from shared.web.principal import Wards, within


def ward_names(connection: Connection, mine: Wards) -> list[dict[str, Any]]:
    """These wards by name: code, name, kind and phone."""
    columns = (wards.c.code, wards.c.name, wards.c.kind, wards.c.phone)
    rows = connection.execute(select(*columns).where(within(wards.c.code, mine))).mappings()
    found = [_shown(row) for row in rows]
    return sorted(found, key=lambda ward: in_alphabetical_order(ward["name"]))


def ward_named(connection: Connection, code: str) -> dict[str, Any] | None:
    """One ward's name, kind and phone; None when nobody has told of it yet."""
    columns = (wards.c.code, wards.c.name, wards.c.kind, wards.c.phone)
    found = connection.execute(select(*columns).where(wards.c.code == code)).mappings().one_or_none()
    return _shown(found) if found else None


def _shown(row: RowMapping) -> dict[str, Any]:
    """With its number as a link dials it: messages read "024 3825 1234" aloud, a short number stays short."""
    digits = (row["phone"] or "").replace(" ", "")
    return {**row, "phone": f"+84{digits[1:]}" if digits.startswith("0") else digits or None}
