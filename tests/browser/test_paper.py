"""What residents print: large, black on white, without what only works on a screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.opening import open_page
from tests.browser.pages import Look
from tests.browser.scene import Scene
from tests.browser.windows import a_window

pytestmark = pytest.mark.xdist_group("browser")

LARGE = 24
"""CSS pixels: 18 points."""

A4 = 718
"""CSS pixels between the margins of a sheet."""

SMALL_LETTERS = """least => [...document.querySelectorAll('main *')]
  .filter(each => each.checkVisibility() && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .filter(each => !each.closest('.govuk-visually-hidden') && parseFloat(getComputedStyle(each).fontSize) < least)
  .map(each => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(
    "seen",
    [
        Look("/volunteers/help/{reference}", "resident"),
        Look("/volunteers/help/{visited}", "visited"),
        Look("/sessions/appointments/{visit}", "awaiting"),
        Look("/volunteers/wards/00004/poster"),
    ],
    ids=str,
)
def test_on_paper_letters_are_large_and_nothing_is_to_be_pressed(browser: Browser, scene: Scene, seen: Look) -> None:
    with a_window(browser, scene, seen.who, width=A4) as page:
        open_page(page, scene, seen)
        page.emulate_media(media="print")
        assert page.evaluate(SMALL_LETTERS, LARGE) == []
        for pressed in ("header .top-tools", ".button", "form.post", "footer.foot"):
            assert all(not each.is_visible() for each in page.locator(pressed).all()), pressed
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
