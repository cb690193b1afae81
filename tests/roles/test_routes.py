"""Every call of every service, sent by everybody: who is let in, who is refused, and to whom there is no such thing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.properties.town import SERVICES
from tests.roles.calls import name_of
from tests.roles.document import Document, Line
from tests.roles.doors import pages_of
from tests.roles.walk import Route, routes_of
from tests.roles.world import World

pytestmark = pytest.mark.xdist_group("roles")

REFUSED, HIDDEN = (401, 403), 404


@pytest.mark.parametrize("service", SERVICES)
def test_the_document_names_every_call_there_is_and_no_other(world: World, document: Document, service: str) -> None:
    calls = [name_of(route) for route in routes_of(world.town) if route.api and route.service == service]
    assert sorted(line.call for line in document.lines(service)) == sorted(calls)


def test_whatever_is_neither_of_the_api_nor_a_page_is_listed_too(world: World, document: Document) -> None:
    pages = {(page.service, page.path) for page in pages_of(world.town)}
    beside = [route for route in routes_of(world.town) if not route.api and (route.service, route.path) not in pages]
    assert {route.path for route in beside} == document.open_paths()


def test_everybody_the_document_names_has_come(world: World, document: Document) -> None:
    assert sorted(world.here.callers) == sorted(document.people)


@pytest.mark.parametrize("service", SERVICES)
def test_every_line_answers_each_caller_in_one_way(document: Document, service: str) -> None:
    for line in document.lines(service):
        assert sorted([*line.may, *line.refused, *line.hidden]) == sorted(document.people), line.call


@pytest.mark.parametrize("service", SERVICES)
def test_everybody_is_answered_as_the_document_says(world: World, document: Document, service: str) -> None:
    found = [wrong for line in document.lines(service) for wrong in _differences(world, line, service)]
    assert "\n".join(found) == ""


@pytest.mark.parametrize("service", SERVICES)
def test_who_may_is_answered_well(world: World, document: Document, service: str) -> None:
    """What was sent was possible: otherwise a refusal further in could pass for being let in."""
    for line in document.lines(service):
        statuses = world.statuses(_route(line.call, service))
        assert {who for who, status in statuses.items() if status < 300} == line.may, (line.call, statuses)


def _differences(world: World, line: Line, service: str) -> Iterator[str]:
    for who, status in world.statuses(_route(line.call, service)).items():
        found = "refused" if status in REFUSED else "hidden" if status == HIDDEN else "may"
        if who not in getattr(line, found):
            yield f"{line.call}: {who} is answered {status}"


def _route(call: str, service: str) -> Route:
    method, _, path = call.partition(" ")
    return Route(service, method, f"/api/v1{path}")
