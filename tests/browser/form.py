"""Somebody with the form of asking in a window: each question is answered by the names of its fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser.looking import TOO_WIDE

HELP = "/volunteers/help"
GO_ON = re.compile("^(Tiếp tục|Continue)$")
MOST_STEPS = 25

Answers = Mapping[str, Mapping[str, str]]
"""Question (the last part of its address) → name of a field → what is chosen or written."""

FOR_HERSELF: Answers = {
    "who": {"who": "me"},
    "topics": {"topics": "vneid"},
    "device": {"resident.device": "touch"},
    "place": {"place": "home"},
    "ward": {"ward_name": "ba dinh"},
    "neighbourhood": {"neighbourhood": "Tổ 12"},
    "address": {"address": "số 12, ngõ 34 phố Đội Cấn", "landmark": "cạnh nhà văn hóa"},
    "when": {"when": "any"},
    "needs": {"needs": "poor_sight"},
    "name": {"resident.name": "Nguyễn Thị Ưởng", "resident.address_form": "bà"},
    "phone": {"resident.phone": "0912000041", "resident.phone_owner": "self"},
    "consent": {"visit": "yes", "reminders": "yes", "call_30_days": "yes"},
    "picture": {"picture": "boat"},
}


def asked_by(phone: str, name: str = "Nguyễn Thị Ưởng", **other: Mapping[str, str]) -> Answers:
    """What somebody answers who asks for herself, with her own number."""
    own = {"name": {"resident.name": name}, "phone": {"resident.phone": phone}}
    return {step: {**said, **own.get(step, {}), **other.get(step, {})} for step, said in FOR_HERSELF.items()}


def question(page: Page) -> str:
    """Which one the window shows; the first stands on the page where asking begins."""
    last = urlsplit(page.url).path.rstrip("/").rsplit("/", 1)[-1]
    return "who" if last == "help" else last


def answer(page: Page, answers: Answers, as_far_as: str = "check") -> None:
    """Answer one question after the other until ``as_far_as`` is asked; no page is wider than the window."""
    for _ in range(MOST_STEPS):
        asked = question(page)
        if asked == as_far_as:
            return
        assert asked in answers, f"nobody has said what to answer to {asked!r}"
        fill(page, answers[asked])
        go_on(page)
    raise AssertionError(f"{as_far_as!r} is never asked; the last question was {question(page)!r}")


def fill(page: Page, said: Mapping[str, str]) -> None:
    """Choose or write what is said, as people do: nothing that cannot be seen is touched."""
    for name, value in said.items():
        fields = page.locator(f'main [name="{name}"]:not([type=hidden])')
        kind = fields.first.evaluate("each => each.type")
        if kind in ("radio", "checkbox"):
            fields.and_(page.locator(f'[value="{value}"]')).check()
        elif kind == "select-one":
            fields.select_option(value)
        else:
            fields.fill(value)


def go_on(page: Page) -> None:
    """On to whatever comes next."""
    press(page, GO_ON)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the button, and see that the page that comes fits the window."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).click()
    assert page.evaluate(TOO_WIDE) == []
