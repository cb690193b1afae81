"""Which turns of a visit are possible, and on which visits: one that ends must leave others standing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fuzz.roles import DECIDING

Body = dict[str, Any]
Get = Callable[[str], Any]
"""The JSON that a path of the visit answers, or None."""

_VISIT = "POST /api/v1/appointments/{appointment_id}"
MOVE, CANCEL, MISSED, COMPLETE = (f"{_VISIT}/{turn}" for turn in ("move", "cancel", "missed", "complete"))
ENDS = (CANCEL, MISSED, COMPLETE)


def one_of(label: str, visits: list[str]) -> list[str]:
    """The visits an operation is tried on: each that ends one has its own, all others share the rest."""
    if len(visits) <= len(ENDS):
        return visits
    if label in ENDS:
        return [visits[-1 - ENDS.index(label)]]
    return visits[: -len(ENDS)]


def move(body: Body, get: Get) -> Body:
    """To a time at which all are free, if the visit still stands."""
    free = get("free-times")
    return {"starts_at": free["items"][0]["starts_at"]} if free and free["items"] else body


def cancel(body: Body, role: str) -> Body:
    """What follows is chosen by staff."""
    return body if role in DECIDING else {**body, "reopen": None}


def missed(body: Body) -> Body:
    return {**body, "volunteer_id": None}
