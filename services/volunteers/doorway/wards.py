"""What was sent about a ward, as its commands take it; and who decides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from services.volunteers.commands.wards import WardChanges
from services.volunteers.domain.names import fold
from services.volunteers.domain.ward import Neighbourhood
from shared.rules import Narrowing
from shared.web.auth import RoleMissing, principal

BY_STAFF = frozenset({"phone", "neighbourhoods", "neighbours"})
"""What any staff of the ward keep; the rest is for its head to decide."""


def check_who_decides(body: Mapping[str, Any], code: str) -> None:
    """Raise :class:`RoleMissing` where somebody writes what only the head decides."""
    if not body.keys() <= BY_STAFF and not principal().may("head", code):
        raise RoleMissing("head")


def changes_of(body: Mapping[str, Any]) -> WardChanges:
    """What :class:`services.volunteers.schemas.wards.WardBody` loaded."""
    neighbourhoods, settings = body.get("neighbourhoods"), body.get("settings")
    return WardChanges(
        phone=(body["phone"] or "") if "phone" in body else None,
        neighbourhoods=None if neighbourhoods is None else tuple(_neighbourhoods(neighbourhoods)),
        settings=None if settings is None else _narrowing(settings),
        neighbours=_codes(body.get("neighbours")),
        helps=_codes(body.get("helps")),
    )


def _codes(written: list[str] | None) -> tuple[str, ...] | None:
    return None if written is None else tuple(sorted(written))


def _neighbourhoods(bodies: Sequence[Mapping[str, Any]]) -> Iterator[Neighbourhood]:
    taken = {body["id"] for body in bodies if body["id"]}
    for body in bodies:
        id = body["id"] or _new_id(fold(body["name"]).replace(" ", "-"), taken)
        yield Neighbourhood(id, body["name"], tuple(body["aliases"]), **(body["location"] or {}))


def _new_id(wanted: str, taken: Collection[str]) -> str:
    """After its name; another one may have been called so when it was new."""
    ids = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(id for id in ids if id not in taken)


def _narrowing(body: Mapping[str, Any]) -> Narrowing:
    return Narrowing(**{name: _spans(value) for name, value in body.items()})


def _spans(value: Any) -> Any:
    return tuple((span["start"], span["end"]) for span in value) if isinstance(value, list) else value
