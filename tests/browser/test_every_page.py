"""Every page, in both languages, can be used by everybody: by eye, by thumb, by keyboard, and every way on leads on.

Each page is loaded once in each language; width and colours change while it stands there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.keyboard import walk
from tests.browser.looking import Watch, look
from tests.browser.opening import open_page, send_form, shows, wait_for_fragments
from tests.browser.pages import PAGES, Look
from tests.browser.scene import Scene
from tests.browser.windows import DESK, PHONE, a_visitor, a_window, expect

pytestmark = pytest.mark.xdist_group("browser")

AT_A_DESK = ("staff", "city")
HREFS = "() => [...document.querySelectorAll('a[href]')].map(each => each.href)"
LANGUAGE_COOKIE = "outreach_language"


@dataclass
class Visitors:
    """One browser for each of the scene's people, kept for all pages; and which addresses have answered them."""

    browser: Browser
    scene: Scene
    _contexts: dict[str | None, BrowserContext] = field(default_factory=dict)
    answered: set[tuple[str | None, str]] = field(default_factory=set)

    def of(self, who: str | None) -> BrowserContext:
        """Who reads Vietnamese, as at first."""
        if who not in self._contexts:
            width = DESK if who in AT_A_DESK else PHONE
            self._contexts[who] = a_visitor(self.browser, self.scene, who, width=width)
        self._contexts[who].clear_cookies(name=LANGUAGE_COOKIE)
        return self._contexts[who]

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()


@pytest.fixture(scope="module")
def visitors(browser: Browser, scene: Scene) -> Iterator[Visitors]:
    visitors = Visitors(browser, scene)
    yield visitors
    visitors.close()


@pytest.mark.parametrize("seen", PAGES, ids=str)
def test_the_page_can_be_used_by_everybody_in_both_languages(visitors: Visitors, scene: Scene, seen: Look) -> None:
    page = visitors.of(seen.who).new_page()
    watch = Watch(page)
    open_page(page, scene, seen)
    assert page.locator("html").get_attribute("lang") == "vi"
    assert walk(page) == []
    look(page, watch)
    assert seen.status >= 400 or _dead_ends(page, visitors, seen.who) == []
    if seen.post is None:
        _follow_to_english(page, seen.path.format(**scene.ids))
    else:
        _the_answer_in_english(page, scene, seen)
    assert page.locator("html").get_attribute("lang") == "en"
    wait_for_fragments(page)
    _skips_to_the_content(page)
    look(page, watch)
    page.close()


def _follow_to_english(page: Page, path: str) -> None:
    with page.expect_navigation():
        page.locator("header a[hreflang]").click()
    assert urlsplit(page.url).path == urlsplit(path).path


def _the_answer_in_english(page: Page, scene: Scene, seen: Look) -> None:
    """What a form was answered is not lost by looking for the other language: the same page sends the form once more,
    or has no way there. From what is wrong with a form the way leads back to the form.
    """
    link, again = page.locator("header a[hreflang]"), page.locator("header form button[lang=en]")
    if seen.status >= 400:
        _follow_to_english(page, seen.path.format(**scene.ids))
        assert send_form(page, scene, seen).status == seen.status
        return
    assert link.count() == 0, f"{seen}: what was answered is lost in English"
    if again.count():
        with page.expect_navigation():
            again.click()
    else:
        page.goto(f"{seen.path}{'&' if '?' in seen.path else '?'}lang=en")
        send_form(page, scene, seen)
    assert shows(page, seen), f"{seen}: something else in English"


def _skips_to_the_content(page: Page) -> None:
    skip = page.locator(".govuk-skip-link")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def _dead_ends(page: Page, visitors: Visitors, who: str | None) -> list[str]:
    """Links of the page that lead to a refusal, for whoever reads it; each address is asked for once."""
    here = urlsplit(page.url)
    found = []
    for href in page.evaluate(HREFS):
        asked = href.partition("#")[0]
        if not href.startswith(f"{here.scheme}://") or asked == page.url or (who, asked) in visitors.answered:
            continue
        visitors.answered.add((who, asked))
        status = page.context.request.get(asked).status
        if status >= 400:
            found.append(f"{asked} answers {status}")
    return found


def test_the_language_that_was_chosen_stays_and_needs_no_script(browser: Browser, scene: Scene) -> None:
    with a_window(browser, scene, "staff", script=False) as page:
        page.goto("/volunteers/queue?status=unconfirmed")
        page.locator("header a[hreflang]").click()
        assert page.url.startswith(f"{scene.origin}/volunteers/queue?")
        assert "status=unconfirmed" in page.url
        for path in ("/volunteers/queue", "/"):
            page.goto(path)
            assert page.locator("html").get_attribute("lang") == "en"
