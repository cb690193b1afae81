"""Who the tester signs in as, and in which ward they work."""

from __future__ import annotations

from tests.fuzz.bodies import OTHER_WARD, WARD

PEOPLE = ("unsigned", "tracking", "resident", "volunteer", "leader")
STAFF = ("counter", "staff", "other_staff", "head", "safeguarding", "city")
ROLES = (*PEOPLE, *STAFF)

POSTS = {
    "counter": ("counter", WARD),
    "staff": ("staff", WARD),
    "other_staff": ("staff", OTHER_WARD),
    "head": ("head", WARD),
    "safeguarding": ("safeguarding", WARD),
}
"""What the city entrusts them with, and where."""

DECIDING = tuple(role for role in STAFF if role != "counter")
"""Whoever is at the counter enters and looks up, and decides nothing."""


def ward_of(role: str) -> str | None:
    """Where their post is; None for the city, and for whoever holds none."""
    return POSTS[role][1] if role in POSTS else None


def strange_to(role: str) -> tuple[str, ...]:
    """The wards that are not this role's."""
    if role == "unsigned":
        return (WARD, OTHER_WARD)
    return (WARD,) if ward_of(role) == OTHER_WARD else (OTHER_WARD,)
