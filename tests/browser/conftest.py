"""One network and one browser for all pages; see ``tests/browser/__init__.py`` about groups."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.scene import Scene, a_scene
from tests.browser.windows import a_browser


@pytest.fixture(scope="package")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A network with people in it, that the tests of pages look at and leave as it is."""
    with a_scene(tmp_path_factory.mktemp("scene")) as scene:
        yield scene


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium. Not for the session: while Playwright runs, nothing else here may have a loop of asyncio."""
    with a_browser() as browser:
        yield browser
