"""Every page of every service, opened by everybody: let in, led to the sign-in, or told whose page it is."""

from __future__ import annotations

import pytest

from tests.properties.town import SERVICES
from tests.roles.document import Document
from tests.roles.doors import is_let_in, pages_of
from tests.roles.walk import Snapshot
from tests.roles.world import World

pytestmark = pytest.mark.xdist_group("roles")


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
