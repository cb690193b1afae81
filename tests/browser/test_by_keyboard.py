"""Without a mouse: somebody asks for help, and staff find and help somebody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.form import HELP, answer, asked_by, question
from tests.browser.keyboard import tab_to
from tests.browser.town import Town
from tests.browser.windows import DESK, PHONE, a_window, expect
from tests.flows.people import a_request, entered, first_asked, mornings

pytestmark = pytest.mark.xdist_group("browser")

RESIDENT = "Đặng Thị Lành"


def presses(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def goes_on(page: Page) -> None:
    """To the button that leads on, and Enter."""
    tab_to(page, "Tiếp tục")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def comes_to(page: Page, name: str) -> None:
    """On with Tab to a field of this name."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"{name!r} is not reached with the Tab key")


@pytest.mark.parametrize("script", [True, False])
def test_a_form_is_filled_in_with_tab_arrows_space_and_enter(browser: Browser, town: Town, script: bool) -> None:
    with a_window(browser, town, width=PHONE, script=script) as page:
        page.goto(HELP)
        comes_to(page, "who")
        presses(page, "Space")
        goes_on(page)
        assert question(page) == "topics"
        comes_to(page, "topics")
        presses(page, "ArrowDown", "Space")
        goes_on(page)
        comes_to(page, "resident.device")
        presses(page, "ArrowDown")
        chosen = page.locator("[name='resident.device']:checked").get_attribute("value")
        goes_on(page)
        page.go_back()
        assert page.locator("[name='resident.device']:checked").get_attribute("value") == chosen


def test_somebody_is_found_and_helped_without_a_mouse(browser: Browser, town: Town) -> None:
    slip = entered(town.staff, a_request(RESIDENT, "+84912000047", mornings(town.network, 3), topics=["ihanoi"]))
    first_asked(town.staff, slip)
    with a_window(browser, town, "staff", width=DESK) as page:
        page.goto("/volunteers/queue")
        comes_to(page, "q")
        page.keyboard.type("dang thi lanh")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "lanh" not in page.url
        expect(page.locator("[data-rows] > li")).to_have_count(1)
        tab_to(page, RESIDENT)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(RESIDENT)
        tab_to(page, "Giúp qua điện thoại")
        page.keyboard.press("Enter")
        tab_to(page, "Giúp qua điện thoại")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("xong qua điện thoại")


def test_a_week_is_marked_without_a_mouse(browser: Browser, town: Town) -> None:
    with a_window(browser, town, "Nguyễn Văn Minh", width=PHONE) as page:
        page.goto("/volunteers/tasks/availability")
        cells = page.locator(".week-cell input")
        before = cells.nth(3).is_checked()
        comes_to(page, "free")
        presses(page, *["Tab"] * 3)
        page.keyboard.press("Space")
        assert cells.nth(3).is_checked() is not before
        presses(page, "Tab")
        expect(cells.nth(4)).to_be_focused()


def test_the_form_is_sent_by_keyboard_once_it_was_looked_over(browser: Browser, town: Town) -> None:
    with a_window(browser, town, width=PHONE) as page:
        page.goto(HELP)
        answer(page, asked_by("0912000048", topics={"topics": "ihanoi"}))
        tab_to(page, "Gửi phiếu")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        comes_to(page, "code")
        page.keyboard.type(town.network.phone("+84912000048").code("request.code"))
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator(".reference strong")).to_be_visible()
