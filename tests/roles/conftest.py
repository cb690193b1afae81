"""One world for all these tests: it takes seconds to settle, and every call puts things back as they were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.properties.town import a_place, migrated
from tests.roles.document import Document
from tests.roles.world import World, a_world


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    """Everything asked by everybody."""
    with a_place() as place, a_world(migrated(place / "template"), place / "town") as made:
        made.ask_everything()
        yield made


@pytest.fixture(scope="session")
def document() -> Document:
    return Document()
