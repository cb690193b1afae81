"""Every page, in both languages, light and dark, can be used by everybody."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.looking import Watch, look
from tests.browser.pages import PAGES, Look
from tests.browser.scene import Scene
from tests.browser.windows import LANGUAGES, a_window, open_page

pytestmark = pytest.mark.xdist_group("browser")

HEAVIEST = 120_000
"""Bytes over the wire of a resident's page on a first visit, fonts included."""

ALREADY_SMALL = (".woff2",)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seen", PAGES, ids=str)
def test_the_page_can_be_used_by_everybody(browser: Browser, scene: Scene, seen: Look, language: str) -> None:
    with a_window(browser, scene, seen.who, language=language) as page:
        watch = Watch(page)
        open_page(page, scene, seen)
        assert page.locator("html").get_attribute("lang") == language
        _skips_to_the_content(page)
        look(page, watch)


def _skips_to_the_content(page: Page) -> None:
    skip = page.locator(".govuk-skip-link")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("seen", PAGES, ids=str)
def test_the_other_language_is_one_step_away_without_script_and_stays(
    browser: Browser, scene: Scene, seen: Look
) -> None:
    with a_window(browser, scene, seen.who, script=False) as page:
        open_page(page, scene, seen)
        before = page.url
        page.locator("header a[hreflang]").click()
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.url.partition("?")[0] == before.partition("?")[0]
        open_page(page, scene, seen)
        assert page.locator("html").get_attribute("lang") == "en"


def test_the_front_page_is_light_over_the_wire(browser: Browser, scene: Scene) -> None:
    with a_window(browser, scene) as page:
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))  # Playwright cannot keep a built-in method
        page.goto("/", wait_until="networkidle")
        sizes = {answer.url: _bytes_of(answer) for answer in answers}
        assert sum(sizes.values()) < HEAVIEST, sizes


def _bytes_of(answer: Response) -> int:
    """As the gateway sends it: compressed, but for what is compressed already."""
    body = answer.body()
    return len(body) if answer.url.endswith(ALREADY_SMALL) else len(gzip.compress(body, 6))
