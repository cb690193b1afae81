"""What the resident's form weighs on a first visit, as the gateway sends it; how long it takes, `make bench` says."""

from __future__ import annotations

import gzip
from collections.abc import Iterable

import pytest
from playwright.sync_api import APIResponse, Browser, Page

from tests.browser.form import FOR_HERSELF, answer
from tests.browser.scene import Scene
from tests.browser.windows import a_window

pytestmark = pytest.mark.xdist_group("browser")

HEAVIEST = 120_000
"""Bytes over the wire, fonts included."""

ALREADY_SMALL = (".woff2", ".png")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_whole_form_is_light_over_the_wire(browser: Browser, scene: Scene, language: str) -> None:
    with a_window(browser, scene, language=language) as page:
        asked_for: list[str] = []
        page.on("requestfinished", lambda request: asked_for.append(request.url))
        page.goto("/volunteers/help", wait_until="networkidle")
        assert page.locator("[name=who]").count(), "the first question"
        first = _weights(page, asked_for)
        assert sum(first.values()) < HEAVIEST, first
        assert any(".woff2" in address for address in first), "its letters are its own"
        answer(page, FOR_HERSELF, as_far_as="consent")
        page.wait_for_load_state("networkidle")
        parts = _weights(page, [address for address in asked_for if "/static/" in address])
        assert sum(parts.values()) < HEAVIEST, parts


def _weights(page: Page, addresses: Iterable[str]) -> dict[str, int]:
    """Address → bytes, each counted once: what lies under ``/static/`` is kept for ever."""
    return {address: _bytes_of(page.context.request.get(address)) for address in dict.fromkeys(addresses)}


def _bytes_of(answer: APIResponse) -> int:
    """Compressed, but for what is compressed already."""
    body = answer.body()
    return len(body) if answer.url.endswith(ALREADY_SMALL) else len(gzip.compress(body, 6))
