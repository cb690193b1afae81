"""Debian's Chromium without its windows, moved by Playwright: for the tests and benchmarks that look at pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tools.servers.missing import find_program

PROGRAM = "chromium-headless-shell"
"""Chromium as tests need it: with a window that nobody sees it takes nearly half as much of the processor again."""

PATIENCE = 120_000
"""Milliseconds within which the browser must be there, on a machine that has much else to do."""


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Chromium, until the end of the block."""
    with sync_playwright() as playwright:
        # The sandbox needs a user who is not root; what is opened here is only ours.
        browser = playwright.chromium.launch(
            executable_path=find_program(PROGRAM, PROGRAM), args=["--no-sandbox"], timeout=PATIENCE
        )
        try:
            yield browser
        finally:
            browser.close()
