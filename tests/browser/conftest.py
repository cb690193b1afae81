"""One browser, a network to look at and one to live in; see ``tests/browser/__init__.py`` about groups."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.scene import Scene, a_scene
from tests.browser.town import Town, a_town
from tools.browser import a_browser


@pytest.fixture(scope="package")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A network with people in it, that the tests of pages look at and leave as it is."""
    with a_scene(tmp_path_factory.mktemp("scene")) as scene:
        yield scene


@pytest.fixture(scope="package")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A network that stories go on in, one after the other, each with residents of its own."""
    with a_town(tmp_path_factory.mktemp("town")) as town:
        yield town


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium. Not for the session: while Playwright runs, nothing else here may have a loop of asyncio."""
    with a_browser() as browser:
        yield browser
