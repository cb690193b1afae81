"""Where the offers are, coarsely: the middles of neighbourhoods around one's home, as a picture of our own. Pure.

Nothing in it is finer than what the list beside it says: whoever lives in a neighbourhood lies on its one spot, and an
offer whose neighbourhood the ward has not placed is on the list alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any

from services.volunteers.domain.asking import Place
from services.volunteers.domain.ward import Neighbourhood, Point
from shared.folding import the_one_called

SIZE, _REACH = 320, 132
"""Width and height of the picture, and how far from its middle the outer ring runs."""

_RINGS = (500, 1000, 2000, 4000, 8000, 16000)
"""Metres from the home to the outer ring; the first that holds every spot is taken."""

_METRES_A_DEGREE = 111_195
"""Of latitude, on the mean sphere."""

_NAME_ROOM = 70
"""How near to the edge the middle of a name may stand."""


@dataclass(frozen=True)
class Spot:
    """One neighbourhood: the numbers that its offers carry on the list, and where it lies in the picture."""

    name: str
    numbers: tuple[int, ...]
    x: int
    y: int

    @property
    def text(self) -> str:
        """ "1, 3"."""
        return ", ".join(map(str, self.numbers))

    @property
    def name_x(self) -> int:
        """Where its name stands, moved in from the edge."""
        return min(max(self.x, _NAME_ROOM), SIZE - _NAME_ROOM)


@dataclass(frozen=True)
class Picture:
    """``rings`` are radii in the picture with the metres they stand for, the inner one first."""

    spots: tuple[Spot, ...]
    rings: tuple[tuple[int, int], ...]
    middle: int = SIZE // 2
    size: int = SIZE


def picture_of(home: Point | None, offers: Sequence[Mapping[str, Any]], wards: Mapping[str, Any]) -> Picture | None:
    """Offers, numbered as they stand, around ``home``; None without a home, or where no offer can be placed."""
    places = _places(offers, wards)
    if home is None or not places:
        return None
    away = {place: _metres(home, place[1]) for place in places}
    outer = next((ring for ring in _RINGS if all(hypot(*each) <= ring for each in away.values())), None)
    if outer is None:
        return None
    scale = _REACH / outer
    spots = (Spot(place[0], tuple(numbers), *_at(away[place], scale)) for place, numbers in places.items())
    return Picture(tuple(spots), ((_REACH // 2, outer // 2), (_REACH, outer)))


def _places(offers: Sequence[Mapping[str, Any]], wards: Mapping[str, Any]) -> dict[tuple[str, Point], list[int]]:
    found: dict[tuple[str, Point], list[int]] = {}
    for number, offer in enumerate(offers, start=1):
        here = _neighbourhood(offer, wards) if offer["place"] == Place.HOME else None
        if here is not None and here.centre is not None:
            found.setdefault((here.name, here.centre), []).append(number)
    return found


def _neighbourhood(offer: Mapping[str, Any], wards: Mapping[str, Any]) -> Neighbourhood | None:
    if not offer["neighbourhood"] or offer["ward"] not in wards:
        return None
    kept: Sequence[Neighbourhood] = wards[offer["ward"]].neighbourhoods
    meant = the_one_called(offer["neighbourhood"], ((each.neighbourhood_id, each.names) for each in kept))
    return next((each for each in kept if each.neighbourhood_id == meant), None)


def _metres(home: Point, there: Point) -> tuple[float, float]:
    """East and north of home, in metres; the earth is flat enough within a city."""
    east = (there.lon - home.lon) * _METRES_A_DEGREE * cos(radians(home.lat))
    return east, (there.lat - home.lat) * _METRES_A_DEGREE


def _at(away: tuple[float, float], scale: float) -> tuple[int, int]:
    east, north = away
    return round(SIZE / 2 + east * scale), round(SIZE / 2 - north * scale)
