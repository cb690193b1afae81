"""What must be true of every page, whatever it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser.windows import DESK, SMALLEST, ZOOMED

AXE = Path(__file__).with_name("vendor") / "axe-core" / "axe.min.js"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # 7:1, the AAA measure: many of our readers see badly.
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}

# A link in the middle of a sentence is as high as its line (WCAG 2.2, 2.5.8 excepts it).
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'button, select, textarea, summary, input:not([type=hidden]), nav a, header a, footer a, a.button, a.door')]
  .filter(each => each.checkVisibility() && !each.classList.contains('govuk-skip-link'))
  .map(each => [each, each.getBoundingClientRect()])
  .filter(([each, box]) => box.height < 44 || box.width < 44)
  .map(([each, box]) => `${each.outerHTML.slice(0, 120)} is ${Math.round(box.width)} × ${Math.round(box.height)}`)"""

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter(each => each.checkVisibility() && each.getBoundingClientRect().right > width + 0.5)
    .map(each => each.outerHTML.slice(0, 120));
}"""


@dataclass
class Watch:
    """Listens to a window from before its first page on: complaints of the console, requests to anybody else."""

    page: Page
    said: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        # That the page itself is a refusal is what the browser says of it, and what we wanted.
        own = message.location.get("url") == self.page.url and "Failed to load resource" in message.text
        if message.type in ("error", "warning") and not own:
            self.said.append(message.text)

    def _see(self, request: Request) -> None:
        origin = "/".join(self.page.url.split("/")[:3])
        if self.page.url != "about:blank" and not request.url.startswith((f"{origin}/", "data:")):
            self.elsewhere.append(request.url)


def look(page: Page, watch: Watch) -> None:
    """Raise unless the page in the window can be used by everybody.

    Light and dark: axe; and that nothing is too small to be touched, nor wider than a narrow or a zoomed window.
    """
    found: dict[str, list[str]] = {}
    for width in (SMALLEST, DESK):
        _resize(page, width)
        found[f"axe at {width} px"] = _axe(page)
        found[f"below 44 px at {width} px"] = page.evaluate(SMALL_TARGETS)
    for width in (SMALLEST, ZOOMED):
        _resize(page, width)
        found[f"scrolls sideways at {width} px"] = page.evaluate(TOO_WIDE)
    page.emulate_media(color_scheme="dark")
    found["axe in the dark"] = _axe(page)
    complaints = {**found, "console": watch.said, "other origins": watch.elsewhere}
    told = [f"{what}: {complaint}" for what, each in complaints.items() for complaint in each]
    assert not told, "\n".join(told)


def _resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def _axe(page: Page) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))  # past the policy of the page, which lets no script of others in
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
