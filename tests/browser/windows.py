"""Windows of a real browser: Debian's Chromium, headless, moved by Playwright."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Expect, Page

from tests.browser.scene import Scene
from tools.browser import PATIENCE

PHONE, SMALLEST, ZOOMED, DESK = 390, 320, 640, 1280
"""Widths in CSS pixels: a phone, the narrowest (WCAG 2.2, 1.4.10), 1280 at 200 %, a desk."""

HEIGHT = 900
LANGUAGES = ("vi", "en")
SCHEMES: dict[str, dict[str, str]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
"""How a reader's system shows pages; "forced" has its own colours in place of ours."""

expect = Expect()
"""Playwright's, with our patience; theirs is one for everybody in this process."""
expect.set_options(timeout=PATIENCE)


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
    context = a_visitor(browser, scene, who, language=language, scheme=scheme, width=width, script=script)
    try:
        yield context.new_page()
    finally:
        context.close()


def a_visitor(
    browser: Browser,
    scene: Scene,
    who: str | None = None,
    *,
    language: str = "vi",
    scheme: str = "light",
    width: int = PHONE,
    script: bool = True,
) -> BrowserContext:
    """Somebody's browser with what it keeps, signed in as ``who``; whoever asks for it closes it."""
    options: dict[str, Any] = {
        "base_url": scene.origin,
        "viewport": {"width": width, "height": HEIGHT},
        "locale": "vi-VN" if language == "vi" else "en-GB",
        "reduced_motion": "reduce",
        "java_script_enabled": script,
        "timezone_id": "Asia/Ho_Chi_Minh",
        **SCHEMES[scheme],
    }
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    if language != "vi":  # a browser that only prefers another language reads Vietnamese
        _keep(context, scene, "outreach_language", language)
    _let_in(context, scene, who)
    return context


def _let_in(context: BrowserContext, scene: Scene, who: str | None) -> None:
    if who is None:
        return
    tokens = {
        "outreach_session": scene.tokens,
        "outreach_tracking": scene.codes,
        **{f"outreach_draft_{kind}": keys for kind, keys in scene.drafts.items()},
    }
    kept = {name: held[who] for name, held in tokens.items() if who in held}
    assert kept, f"nobody in the scene is called {who}"
    for name, value in kept.items():
        _keep(context, scene, name, value)


def _keep(context: BrowserContext, scene: Scene, name: str, value: str) -> None:
    context.add_cookies([{"name": name, "value": value, "url": scene.origin, "httpOnly": True, "sameSite": "Lax"}])
