"""A coarse map of a ward: a tile for each neighbourhood, the farther north the higher, the farther east the righter.

No border and no address: where the ward has entered no centres, the tiles stand in the order of its list. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.volunteers.domain.names import fold
from services.volunteers.domain.ward import Neighbourhood

SIZE = 96
"""Units of the picture from one tile to the next."""

LONGEST = 9
_UNITS = ("to dan pho so", "to dan pho", "tdp so", "tdp", "to so", "to", "thon", "xom")


@dataclass(frozen=True)
class Tile:
    """One neighbourhood; ``level`` is 0 for nothing, and 1 to 4 by its share of the largest."""

    x: int
    y: int
    label: str
    count: int
    level: int


@dataclass(frozen=True)
class TileMap:
    """Tiles, and the width and height they take."""

    tiles: tuple[Tile, ...]
    width: int
    height: int


def tile_map(places: Sequence[Neighbourhood], counts: Mapping[str | None, int]) -> TileMap:
    """Every neighbourhood of the list with how many ask there."""
    columns = max(1, math.ceil(math.sqrt(len(places) * 1.6)))
    most = max(counts.values(), default=0)
    ordered = _from_north(places)
    rows = [_row(ordered[first : first + columns]) for first in range(0, len(ordered), columns)]
    tiles = tuple(
        _tile(place, counts.get(place.name, 0), most, x, y) for y, row in enumerate(rows) for x, place in enumerate(row)
    )
    return TileMap(tiles, columns * SIZE, len(rows) * SIZE)


def short(name: str) -> str:
    """ "12" of "Tổ dân phố số 12", "Đoài" of "thôn Đoài": what fits on a tile."""
    words, folded = name.split(), fold(name)
    unit = next((unit for unit in _UNITS if folded.startswith(f"{unit} ")), "")
    left = " ".join(words[len(unit.split()) :])
    return left if len(left) <= LONGEST else f"{left[: LONGEST - 1].rstrip()}…"


def _from_north(places: Sequence[Neighbourhood]) -> Sequence[Neighbourhood]:
    if any(place.centre is None for place in places):
        return places
    return sorted(places, key=lambda place: -(place.lat or 0))


def _row(places: Sequence[Neighbourhood]) -> Sequence[Neighbourhood]:
    if any(place.centre is None for place in places):
        return places
    return sorted(places, key=lambda place: place.lon or 0)


def _tile(place: Neighbourhood, count: int, most: int, x: int, y: int) -> Tile:
    level = math.ceil(4 * count / most) if most else 0
    return Tile(x * SIZE, y * SIZE, short(place.name), count, level)
