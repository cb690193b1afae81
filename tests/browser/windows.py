"""Windows of a real browser: Debian's Chromium, headless, moved by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.pages import Look
from tests.browser.scene import Scene

PHONE, SMALLEST, ZOOMED, DESK = 390, 320, 640, 1280
"""Widths in CSS pixels: a phone, the narrowest (WCAG 2.2, 1.4.10), 1280 at 200 %, a desk."""

HEIGHT = 900

PATIENCE = 120_000
"""Milliseconds within which a page must come, on a machine that has much else to do."""
LANGUAGES, SCHEMES = ("vi", "en"), ("light", "dark")


def chromium() -> str:
    """The system's Chromium; a machine without one is told what to install."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "The pages are looked at in a real browser, and there is none: run tools/ensure-servers"
    return found


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Chromium, until the end of the block."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # The sandbox needs a user who is not root; what is opened here is only ours.
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"], timeout=PATIENCE)
        yield browser
        browser.close()


@contextmanager
def a_window(
    browser: Browser,
    scene: Scene,
    who: str | None = None,
    *,
    language: str = "vi",
    scheme: str = "light",
    width: int = PHONE,
    script: bool = True,
) -> Iterator[Page]:
    """A fresh window of somebody, signed in as ``who``."""
    context = browser.new_context(
        base_url=scene.origin,
        viewport={"width": width, "height": HEIGHT},
        locale="vi-VN" if language == "vi" else "en-GB",
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        java_script_enabled=script,
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(PATIENCE)
    _let_in(context, scene, who)
    yield context.new_page()
    context.close()


def open_page(page: Page, scene: Scene, look: Look) -> None:
    """Go there, and be sure that it was this page that came."""
    path = look.path.format(**scene.ids)
    answer = page.goto(path, wait_until="load")
    assert answer is not None
    assert answer.status == look.status, f"{look}: {answer.status}"
    assert urlsplit(page.url).path == urlsplit(path).path, f"{look} led to {page.url}"


def _let_in(context: BrowserContext, scene: Scene, who: str | None) -> None:
    if who is None:
        return
    tokens = {
        "outreach_session": scene.tokens,
        "outreach_tracking": scene.codes,
        "outreach_draft_request": scene.drafts,
    }
    kept = {name: held[who] for name, held in tokens.items() if who in held}
    assert kept, f"nobody in the scene is called {who}"
    for name, value in kept.items():
        context.add_cookies([{"name": name, "value": value, "url": scene.origin, "httpOnly": True, "sameSite": "Lax"}])
