"""On a phone between two errands: somebody accepts, and of two who press at the same moment one has it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.town import LONG, MAI, Town
from tests.browser.windows import a_window, expect
from tests.flows.people import a_request, entered, mornings, offered
from tools.browser import PATIENCE

pytestmark = pytest.mark.xdist_group("browser")

TASKS = "/volunteers/tasks"
ANSWERED = re.compile(r"/tasks\?(done|sorry)=")
THUMB = 48
"""CSS pixels that a thumb hits."""
THANKED = "Cảm ơn anh/chị đã nhận việc"
TOO_LATE = "Việc này vừa có người nhận trước. Cảm ơn anh/chị đã sẵn lòng."


def accept(page: Page) -> None:
    """Press, and do not wait for what comes."""
    button = page.get_by_role("button", name="Tôi nhận")
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= THUMB
    button.click(no_wait_after=True)


def test_of_two_who_accept_at_once_one_goes_and_one_is_thanked(browser: Browser, town: Town) -> None:
    body = a_request("Nguyễn Thị Lan", "+84912000021", mornings(town.network, 2, 3), topics=["scams"])
    slip = entered(town.staff, body)
    for name in (LONG, MAI):
        offered(town.volunteers[name], slip)
    with a_window(browser, town, LONG) as one, a_window(browser, town, MAI, script=False) as other:
        for page in (one, other):
            page.goto(TASKS)
        for page in (one, other):
            accept(page)
        for page in (one, other):
            page.wait_for_url(ANSWERED, timeout=PATIENCE)
        told = [page.get_by_role("status").inner_text() for page in (one, other)]
        assert sorted(TOO_LATE in text for text in told) == [False, True]
        assert sorted(THANKED in text for text in told) == [False, True]
        goes = one if THANKED in told[0] else other
        goes.get_by_role("link", name="Xem việc").click()
        expect(goes.get_by_role("heading", level=1)).to_have_text("Việc đã nhận")
        expect(goes.get_by_text("Nguyễn Thị Lan")).to_have_count(0)
        goes.get_by_role("button", name="Xem số điện thoại và đường đến nhà").click()
        expect(goes.get_by_text("Nguyễn Thị Lan")).to_be_visible()
