"""Which wards are neighbours, as far as the city's list can tell."""

from __future__ import annotations

from collections.abc import Mapping
from math import pi, sqrt

from services.volunteers.domain.eligibility import metres_between
from services.volunteers.domain.ward import Point, WardData

REACH = 1.25
"""Centres nearer than this times the sum of both radii: wards are no circles, so some that touch lie further apart."""


def neighbours_of(code: str, wards: Mapping[str, WardData]) -> tuple[str, ...]:
    """The codes of the wards near this one, in order."""
    return tuple(sorted(other for other in wards if other != code and are_near(wards[code], wards[other])))


def are_near(one: WardData, other: WardData) -> bool:
    """Whether two wards are near enough for the helpers of one to go to the other."""
    apart = metres_between(Point(one.lat, one.lon), Point(other.lat, other.lon))
    return apart < REACH * (_radius(one) + _radius(other))


def _radius(ward: WardData) -> float:
    """Metres, as if the ward were a circle of its area."""
    return 1000 * sqrt(ward.area_km2 / pi)
