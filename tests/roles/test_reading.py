"""What is not for everybody, looked for in every answer to everybody."""

from __future__ import annotations

import pytest

from tests.roles.cast import marks_of
from tests.roles.document import Document
from tests.roles.reading import shown_in
from tests.roles.walk import routes_of
from tests.roles.world import World

pytestmark = pytest.mark.xdist_group("roles")

TO_ANYBODY = (200, 303, 401, 403, 404)
"""Shown, led to the sign-in or to the first question, or refused."""


def test_the_document_names_everything_that_is_not_for_everybody(world: World, document: Document) -> None:
    assert document.readers().keys() == world.here.secrets.keys()


def test_whatever_is_not_for_everybody_is_read_by_those_the_document_names(world: World, document: Document) -> None:
    found = {
        what: {who for (_, who), answer in world.answers.items() if list(shown_in(answer.text, [mark]))}
        for what, mark in world.here.secrets.items()
    }
    assert found == {what: set(who) for what, who in document.readers().items()}


def test_nothing_beside_the_api_tells_of_anybody(world: World) -> None:
    marks = {*marks_of(world.here), *marks_of(world.there)}
    for route in (
        each for each in routes_of(world.town) if each.method == "GET" and not each.api and "{" not in each.path
    ):
        answer = world.town.clients[route.service].get(route.path)
        assert answer.status_code in TO_ANYBODY, f"{route} answers {answer.status_code}"
        assert not list(shown_in(answer.text, marks)), route
