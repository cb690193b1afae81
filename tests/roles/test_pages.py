"""Every page of every service, opened by everybody: let in, led to the sign-in, or told whose page it is."""

from __future__ import annotations

import pytest

from tests.kit.windows import for_programs
from tests.properties.town import SERVICES
from tests.roles.document import Document
from tests.roles.doors import is_let_in, opened, pages_of
from tests.roles.walk import Snapshot
from tests.roles.world import World

pytestmark = pytest.mark.xdist_group("roles")

OF_OPERATIONS = ("/parked", "/conflicts", "/journal")
"""They show the city what our own programs have kept of each other's events."""


@pytest.mark.parametrize("service", SERVICES)
def test_the_document_names_every_page_there_is_and_no_other(world: World, document: Document, service: str) -> None:
    pages = [str(page) for page in pages_of(world.town) if page.service == service]
    assert sorted(document.pages(service)) == sorted(pages)


@pytest.mark.parametrize("service", SERVICES)
def test_everybody_is_let_in_or_not_as_the_document_says(world: World, document: Document, service: str) -> None:
    said, before = document.pages(service), Snapshot(world.town)
    wrong = []
    for page in filter(lambda each: each.service == service, pages_of(world.town)):
        for who in world.here.callers:
            let_in = is_let_in(world.town, page, world.here.authorization(who, "taken"))
            if let_in != (who in said[str(page)]):
                wrong.append(f"{page}: {who} is {'let in' if let_in else 'turned away'}")
            if page.method != "GET":
                before.restore(service)
    before.close()
    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
def test_no_page_and_no_refusal_speaks_like_a_program(world: World, service: str) -> None:
    before, wrong = Snapshot(world.town), []
    for page in (each for each in pages_of(world.town) if each.service == service and each.rule not in OF_OPERATIONS):
        for who in ("nobody", "staff", "city"):
            found = for_programs(opened(world.town, page, world.here.authorization(who, "taken")))
            wrong += [f"{page} to {who}: {each}" for each in found]
        if page.method != "GET":
            before.restore(service)
    before.close()
    assert wrong == []
