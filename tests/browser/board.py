"""The queue as it stands open in a window of the staff, and what was seen there when."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

from tools.waiting import until

QUEUE = "/volunteers/queue"
STREAM = "/volunteers/api/v1/queue/stream"
WHEN = re.compile(r"\d{1,2} giờ[^,\n]*, \d{1,2}/\d{1,2}")
"""A time as pages say it: "9 giờ sáng thứ Ba, 1/12"."""

# Every state of every row with the second it came in; `stayed` would be gone after a reload.
WATCH = """() => {
  window.stayed = true;
  window.seen = [];
  const note = () => {
    for (const row of document.querySelectorAll('[data-rows] > *')) {
      const last = window.seen.findLast(each => each.id === row.id);
      if (!last || last.text !== row.innerText)
        window.seen.push({id: row.id, text: row.innerText, at: Date.now() / 1000});
    }
  };
  note();
  new MutationObserver(note).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""


def open_board(page: Page, address: str = QUEUE) -> None:
    """The board, watched from now on."""
    page.goto(address)
    page.locator("[data-live]").wait_for(state="attached")
    page.evaluate(WATCH)


def row(page: Page, *words: str, since: float = 0.0, without: str | None = None) -> dict[str, Any]:
    """The first state of a row that held all these words, once there was one: its ``id``, ``text`` and ``at``.

    States before ``since`` (seconds of the epoch) do not count, nor do those that still say ``without``.
    """

    def fits(state: dict[str, Any]) -> bool:
        text = state["text"]
        return state["at"] >= since and all(word in text for word in words) and (without is None or without not in text)

    return until(lambda: next(filter(fits, page.evaluate("window.seen")), None))


class Questions:
    """What an open board has asked since: how it came to know what it shows."""

    def __init__(self, page: Page) -> None:
        self._asked: list[Request] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        self._asked.append(request)

    @property
    def for_changes(self) -> int:
        """How often it asked whether anything has changed, as it does where its stream tells it nothing."""
        return sum(urlsplit(each.url).path == STREAM for each in self._asked if each.resource_type == "fetch")

    def for_row(self, shown: dict[str, Any]) -> int:
        """How often for this row alone, as it does once it was told of it."""
        path = f"{QUEUE}/{shown['id'].removeprefix('request-')}/row"
        return sum(urlsplit(each.url).path == path for each in self._asked)


def time_said(text: str) -> str:
    """The moment that stands in a text of the pages."""
    found = WHEN.search(text)
    assert found, f"{text!r} says no time"
    return found.group()


def was_never_reloaded(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))
