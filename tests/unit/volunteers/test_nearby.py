"""The picture of what is open around one's home: neighbourhoods, and nothing finer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from services.volunteers.domain.ward import Neighbourhood, Point
from services.volunteers.pages.helping.nearby import SIZE, Picture, picture_of

HOME = Point(21.0380, 105.8370)
TO_12 = Neighbourhood("to-12", "Tổ 12", (), 21.0420, 105.8370)
TO_5 = Neighbourhood("to-5", "Tổ 5", (), 21.0380, 105.8274)
UNPLACED = Neighbourhood("to-7", "Tổ 7")
WARDS = {"00004": SimpleNamespace(neighbourhoods=(TO_12, TO_5, UNPLACED))}


def an_offer(neighbourhood: str | None, place: str = "home") -> dict[str, Any]:
    return {"ward": "00004", "place": place, "neighbourhood": neighbourhood}


def drawn(*offers: dict[str, Any]) -> Picture:
    picture = picture_of(HOME, offers, WARDS)
    assert picture is not None
    return picture


def test_a_neighbourhood_lies_where_it_is_from_home_with_the_numbers_of_its_offers() -> None:
    north, west = drawn(an_offer("tổ 12"), an_offer("5"), an_offer("Tổ 12")).spots
    assert (north.name, north.text, west.text) == ("Tổ 12", "1, 3", "2")
    assert (north.x, north.y < SIZE // 2) == (SIZE // 2, True)
    assert (west.x < SIZE // 2, west.y) == (True, SIZE // 2)


def test_the_rings_hold_every_spot_and_say_how_far_they_are() -> None:
    assert [metres for _, metres in drawn(an_offer("Tổ 12")).rings] == [250, 500]
    assert [metres for _, metres in drawn(an_offer("Tổ 12"), an_offer("Tổ 5")).rings] == [500, 1000]


def test_what_nobody_has_placed_is_on_the_list_alone() -> None:
    nowhere = (an_offer("Tổ 7"), an_offer("Tổ 99"), an_offer(None), an_offer("Tổ 12", place="phone"))
    assert picture_of(HOME, nowhere, WARDS) is None
    (spot,) = drawn(*nowhere, an_offer("Tổ 12")).spots
    assert spot.numbers == (5,)


def test_without_a_home_nothing_is_drawn_and_nothing_that_is_a_province_away() -> None:
    assert picture_of(None, [an_offer("Tổ 12")], WARDS) is None
    assert picture_of(Point(10.77, 106.69), [an_offer("Tổ 12")], WARDS) is None


def test_a_name_stays_inside_the_picture() -> None:
    (spot,) = drawn(an_offer("Tổ 5")).spots
    assert 70 <= spot.name_x <= SIZE - 70
