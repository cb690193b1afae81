"""Wards as sessions knows them: how they are called and phoned."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from services.sessions.tables import wards
from shared.folding import in_alphabetical_order

_COLUMNS = (wards.c.code, wards.c.name, wards.c.kind, wards.c.phone)


def ward_called(connection: Connection, code: str | None) -> dict[str, Any] | None:
    """Code, name, kind and phone of a ward; None when nobody has told of it."""
    row = connection.execute(select(*_COLUMNS).where(wards.c.code == code)).mappings().one_or_none()
    return None if row is None else dict(row)


def all_wards(connection: Connection) -> list[dict[str, Any]]:
    """Every ward, by the name that follows "Phường" or "Xã", as people look for it; ``bare`` is that name."""
    found = [{**row, "bare": bare_name(row["name"])} for row in connection.execute(select(*_COLUMNS)).mappings()]
    return sorted(found, key=lambda each: (in_alphabetical_order(each["bare"]), each["kind"], each["code"]))


def bare_name(name: str) -> str:
    """ "Ba Đình" of "Phường Ba Đình"."""
    return name.removeprefix("Phường ").removeprefix("Xã ")
