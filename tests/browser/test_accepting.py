"""On a phone between two errands: somebody accepts, and of two who press at the same moment one has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.scene import Scene, session_of
from tests.browser.windows import PATIENCE, a_window
from tests.flows.network import EmbeddedNetwork
from tests.flows.people import VOLUNTEERS, a_member_of_staff, a_request, active_volunteers, entered, mornings, offered

pytestmark = pytest.mark.xdist_group("browser")

TASKS = "/volunteers/tasks"
NAMES = ("Nguyễn Văn Minh", "Trần Thu Hà")
ANSWERED = re.compile(r"/tasks\?(done|sorry)=")
THUMB = 48
"""CSS pixels that a thumb hits."""
THANKED = "Cảm ơn anh/chị đã nhận việc"
TOO_LATE = "Việc này vừa có người nhận trước. Cảm ơn anh/chị đã sẵn lòng."


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Scene]:
    """Two volunteers who are asked for the same request."""
    network = EmbeddedNetwork(tmp_path)
    try:
        network.run()
        staff = a_member_of_staff(network)
        people = active_volunteers(network, staff, *NAMES)
        slip = entered(staff, a_request("Nguyễn Thị Lan", "+84912000021", mornings(network, 2, 3)))
        for volunteer in people.values():
            offered(volunteer, slip)
        tokens = {name: session_of(network, VOLUNTEERS[name]) for name in NAMES}
        yield Scene(network, tokens=tokens, codes={}, drafts={}, ids={"request": slip["id"]})
    finally:
        network.stop()


def accept(page: Page) -> None:
    """Press, and do not wait for what comes."""
    button = page.get_by_role("button", name="Tôi nhận")
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= THUMB
    button.click(no_wait_after=True)


def test_of_two_who_accept_at_once_one_goes_and_one_is_thanked(browser: Browser, two: Scene) -> None:
    with a_window(browser, two, NAMES[0]) as minh, a_window(browser, two, NAMES[1], script=False) as ha:
        for page in (minh, ha):
            page.goto(TASKS)
        for page in (minh, ha):
            accept(page)
        for page in (minh, ha):
            page.wait_for_url(ANSWERED, timeout=PATIENCE)
        told = [page.get_by_role("status").inner_text() for page in (minh, ha)]
        assert sorted(TOO_LATE in text for text in told) == [False, True]
        assert sorted(THANKED in text for text in told) == [False, True]
        goes = minh if THANKED in told[0] else ha
        goes.get_by_role("link", name="Xem việc").click()
        expect(goes.get_by_role("heading", level=1)).to_have_text("Việc đã nhận")
        expect(goes.get_by_text("Nguyễn Thị Lan")).to_have_count(0)
        goes.get_by_role("link", name="Xem số điện thoại và đường đến nhà").click()
        expect(goes.get_by_text("Nguyễn Thị Lan")).to_be_visible()
