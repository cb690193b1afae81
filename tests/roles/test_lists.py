"""No answer and no list shows anything of a ward that is not the caller's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.roles.calls import name_of
from tests.roles.cast import Cast, marks_of
from tests.roles.reading import shown_in
from tests.roles.walk import Route, Sent, Walker, routes_of
from tests.roles.world import World

pytestmark = pytest.mark.xdist_group("roles")

FROM_ELSEWHERE = ("other-leader", "other-staff", "other-head")

OF_THE_WARD = (
    *("GET /requests", "GET /volunteers", "GET /persons", "GET /staff", "GET /appointments", "GET /messages"),
    *("GET /calls", "GET /inbox"),
)
"""What a ward's head finds without naming the ward."""

Lists = dict[tuple[Route, str], str]


@pytest.fixture(scope="module")
def lists(world: World) -> Lists:
    """Every list there is, of the API, as everybody finds it who does not say of which ward."""
    walker = Walker(world.town)
    routes = [each for each in routes_of(world.town) if each.api and each.method == "GET" and "{" not in each.path]
    found = {
        (route, who): walker.send(route, Sent(f"{route.path}{_all_of(route)}", None), _by(world, who)).text
        for route in routes
        for who in world.here.callers
    }
    walker.close()
    return found


def test_nobody_but_the_city_is_answered_with_anything_of_another_ward(world: World) -> None:
    found = {key: answer.text for key, answer in world.answers.items()}
    assert "\n".join(_of_other_wards(world, found)) == ""


def test_no_list_has_a_row_of_another_ward(world: World, lists: Lists) -> None:
    assert "\n".join(_of_other_wards(world, lists)) == ""


def test_lists_have_the_rows_of_ones_own_ward(world: World, lists: Lists) -> None:
    for (route, who), text in lists.items():
        if name_of(route) in OF_THE_WARD and who in ("head", "other-head"):
            own = world.here if who == "head" else world.there
            assert list(shown_in(text, marks_of(own))), f"{route} shows {who} nothing"


def test_the_city_finds_every_ward_in_its_lists(world: World, lists: Lists) -> None:
    for (route, who), text in lists.items():
        if name_of(route) in OF_THE_WARD and who == "city":
            for cast in (world.here, world.there):
                assert list(shown_in(text, marks_of(cast))), f"{route} shows the city nothing of {cast.ward}"


def _of_other_wards(world: World, answers: Lists) -> Iterator[str]:
    marks = {cast.ward: set(marks_of(cast)) for cast in (world.here, world.there)}
    for (route, who), text in answers.items():
        if who != "city":
            theirs = _not_theirs(world, who)
            for mark in shown_in(text, marks[theirs.ward]):
                yield f"{route} shows {who} something of {theirs.ward}: {mark}"


def _not_theirs(world: World, who: str) -> Cast:
    return world.here if who in FROM_ELSEWHERE else world.there


def _all_of(route: Route) -> str:
    """As long as lists may be; a few answers are no list."""
    return "" if route.path.endswith(("/me", "/preferences", "/queue/summary", "/queue/stream")) else "?limit=100"


def _by(world: World, who: str) -> str | None:
    return world.here.authorization(who, "taken")
