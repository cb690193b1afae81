"""Coming to a page as somebody sees it: by its address, or as the answer to what they send from there."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Response

from tests.browser.form import fill
from tests.browser.pages import Look
from tests.browser.scene import Scene
from tests.browser.windows import expect


def open_page(page: Page, scene: Scene, look: Look) -> None:
    """Go there, and be sure that it was this page that came."""
    path = look.path.format(**scene.ids)
    answer = page.goto(path, wait_until="load")
    assert urlsplit(page.url).path == urlsplit(path).path, f"{look} led to {page.url}"
    if look.post is not None:
        answer = send_form(page, scene, look)
    assert answer is not None
    assert answer.status == look.status, f"{look}: {answer.status}"
    wait_for_fragments(page)
    assert shows(page, look), look


def wait_for_fragments(page: Page) -> None:
    """What other services have to say on the page is there: it began to come before the page had loaded."""
    expect(page.locator(".htmx-request")).to_have_count(0)


def send_form(page: Page, scene: Scene, look: Look) -> Response:
    """Fill in what the look says, press the button of that form, and have the answer in the window."""
    said = {name: value.format(**scene.ids) for name, value in (look.post or {}).items()}
    fill(page, said)
    with page.expect_navigation(wait_until="load") as answer:
        _form_with(page, *said).locator("button[type=submit]").first.click()
    return answer.value


def shows(page: Page, look: Look) -> bool:
    """Whether what only this answer has can be seen."""
    return look.shows is None or page.locator(f"main {look.shows}").first.is_visible()


def _form_with(page: Page, *names: str) -> Locator:
    """The form that has these fields; of several the first."""
    forms = page.locator("main form")
    for name in names:
        forms = forms.filter(has=page.locator(f'[name="{name}"]'))
    return forms.first
