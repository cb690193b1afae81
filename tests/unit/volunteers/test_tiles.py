"""A ward as tiles: every neighbourhood once, north above south, shorter names, darker where more people ask."""

from __future__ import annotations

import pytest

from services.volunteers.domain.ward import Neighbourhood
from services.volunteers.pages.desk.tiles import SIZE, short, tile_map


def places(*names: str) -> list[Neighbourhood]:
    return [Neighbourhood(f"id-{name}", name) for name in names]


def test_every_neighbourhood_has_a_tile_of_its_own() -> None:
    found = tile_map(places(*(f"Tổ {number}" for number in range(1, 12))), {"Tổ 3": 4})
    assert len({(tile.x, tile.y) for tile in found.tiles}) == 11
    assert all(tile.x < found.width and tile.y < found.height for tile in found.tiles)


def test_north_is_up_and_east_is_right_where_the_ward_has_entered_centres() -> None:
    south = Neighbourhood("s", "Thôn Nam", lat=21.0, lon=105.8)
    north_west = Neighbourhood("w", "Thôn Tây", lat=21.2, lon=105.7)
    north_east = Neighbourhood("e", "Thôn Đông", lat=21.1, lon=105.9)
    north = Neighbourhood("n", "Thôn Bắc", lat=21.3, lon=105.8)
    found = tile_map([south, north_east, north, north_west], {})
    tiles = {tile.label: (tile.x // SIZE, tile.y // SIZE) for tile in found.tiles}
    assert tiles == {"Tây": (0, 0), "Bắc": (1, 0), "Đông": (2, 0), "Nam": (0, 1)}


def test_a_tile_is_darker_the_more_people_ask_there() -> None:
    counts = {"Tổ 1": 8, "Tổ 2": 1, "Tổ 3": 0, None: 2}
    levels = {tile.label: (tile.count, tile.level) for tile in tile_map(places("Tổ 1", "Tổ 2", "Tổ 3"), counts).tiles}
    assert levels == {"1": (8, 4), "2": (1, 1), "3": (0, 0)}


def test_a_ward_without_a_list_has_no_tile() -> None:
    assert tile_map([], {}).tiles == ()


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Tổ dân phố số 12", "12"),
        ("TDP 7", "7"),
        ("Thôn Đoài", "Đoài"),
        ("Khu tập thể Kim Liên", "Khu tập…"),
        ("Tổ", "Tổ"),
    ],
)
def test_a_name_is_as_short_as_its_tile(name: str, label: str) -> None:
    assert short(name) == label
