"""What must be true of every page, whatever it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser.windows import DESK, SMALLEST, ZOOMED

AXE = Path(__file__).with_name("vendor") / "axe-core" / "axe.min.js"
CONTRAST = "color-contrast-enhanced"
"""7:1, the AAA measure, as many of our readers see badly; whatever holds to it holds to AA's 4.5:1."""

# What a width alone may break: the rest of a page is the same at each.
OF_A_WIDTH = (CONTRAST, "target-size", "aria-hidden-focus", "scrollable-region-focusable")
RULES: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {CONTRAST: {"enabled": True}, "color-contrast": {"enabled": False}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}

# A link in the middle of a sentence is as high as its line (WCAG 2.2, 2.5.8 excepts it); one that stands alone, in a
# list, a card, a table or a summary, is touched like a button. What a label stands for is as large as the label.
SMALL_TARGETS = """() => {
  const words = each => (each.textContent || '').replace(/[\\s·,.;:()–-]+/g, '');
  const block = each => {
    let found = each.parentElement;
    while (found && getComputedStyle(found).display.startsWith('inline')) found = found.parentElement;
    return found;
  };
  const inSentence = each => {
    const around = block(each);
    const links = [...around.querySelectorAll('a[href], button')].map(words).join('');
    return getComputedStyle(each).display === 'inline' && words(around).length > links.length;
  };
  const area = each => {
    const all = [each, ...(each.labels || [])].map(part => part.getBoundingClientRect());
    return [Math.max(...all.map(box => box.width)), Math.max(...all.map(box => box.height))];
  };
  return [...document.querySelectorAll('button, select, textarea, summary, input:not([type=hidden]), a[href]')]
    .filter(each => each.checkVisibility() && !each.classList.contains('govuk-skip-link'))
    .filter(each => each.localName !== 'a' || !inSentence(each))
    .map(each => [each, ...area(each)])
    .filter(([each, width, height]) => height < 43.5 || width < 43.5)
    .map(([each, width, height]) => `${each.outerHTML.slice(0, 120)} is ${Math.round(width)} × ${Math.round(height)}`);
}"""

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

    It is loaded once: then narrow and wide, light and dark by what the browser says of its window and its reader.
    """
    found: dict[str, list[str]] = {}
    _resize(page, SMALLEST)
    found["axe"] = _axe(page, RULES)
    found["in the dark, axe"] = _in_the_dark(page)
    for width in (SMALLEST, ZOOMED, DESK):
        _resize(page, width)
        found[f"scrolls sideways at {width} px"] = page.evaluate(TOO_WIDE)
        found[f"below 44 px at {width} px"] = page.evaluate(SMALL_TARGETS)
    found[f"axe at {DESK} px"] = _axe(page, _only(OF_A_WIDTH))
    complaints = {**found, "console": watch.said, "other origins": watch.elsewhere}
    told = [f"{what}: {complaint}" for what, each in complaints.items() for complaint in dict.fromkeys(each)]
    assert not told, "\n".join(told)


def _in_the_dark(page: Page) -> list[str]:
    """Colours are all that differs there."""
    page.emulate_media(color_scheme="dark")
    found = _axe(page, _only((CONTRAST,)))
    page.emulate_media(color_scheme="light")
    return found


def _only(rules: tuple[str, ...]) -> dict[str, Any]:
    return {"runOnly": {"type": "rule", "values": list(rules)}, "resultTypes": ["violations"]}


def _resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def _axe(page: Page, rules: dict[str, Any]) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))  # past the policy of the page, which lets no script of others in
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", rules)
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
