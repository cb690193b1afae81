"""The way between two visits, as far as coarse places can tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

import h3

from services.sessions.domain.rules import Travel

HOME = "home"
PHONE = "phone"
WARD_OFFICE = "ward_office"

CELL_RESOLUTION = 7
"""H3 resolution of the cells in events: about five square kilometres, too coarse to point at a home."""


@dataclass(frozen=True)
class Spot:
    """Where a visit takes place: its kind (``home``, ``ward_office``, ``phone``) and its H3 cell, if located."""

    place: str
    cell: str | None


def cell_of(lat: float, lon: float) -> str:
    """The coarse cell of a point in degrees (WGS 84)."""
    return str(h3.latlng_to_cell(lat, lon, CELL_RESOLUTION))


def time_between(here: Spot, there: Spot, rules: Travel) -> timedelta:
    """The least time between the end of a visit here and the start of one there, in whole minutes."""
    if PHONE in (here.place, there.place):
        return rules.rest
    if not (here.cell and there.cell and h3.is_valid_cell(here.cell) and h3.is_valid_cell(there.cell)):
        return rules.rest + rules.unknown
    minutes = _kilometres(here.cell, there.cell) * rules.detour / rules.speed_km_h * 60
    return rules.rest + timedelta(minutes=ceil(minutes))


def _kilometres(here: str, there: str) -> float:
    """The distance of the centres; within one cell, the length of its edge, which is about the mean distance."""
    flown = h3.great_circle_distance(h3.cell_to_latlng(here), h3.cell_to_latlng(there), unit="km")
    edge = h3.average_hexagon_edge_length(h3.get_resolution(here), unit="km")
    return max(float(flown), float(edge))
