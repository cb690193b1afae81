"""The whole story in three windows: a resident's phone, the board of the staff, a volunteer's phone.

It is told of any network: the embedded one, and the cluster through nginx.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.browser.board import QUEUE, Questions, open_board, row, time_said, was_never_reloaded
from tests.browser.form import HELP, answer, asked_by, press
from tests.browser.looking import TOO_WIDE
from tests.browser.town import HA, Town
from tests.browser.windows import DESK, PHONE, a_window, expect
from tools.waiting import until

TASKS = "/volunteers/tasks"
VISITS = "/sessions/appointments/"


@dataclass(frozen=True)
class Windows:
    """What the three have before them; ``done`` is a second window of the staff, for what is done with.

    ``asked`` is what the board asks, ``asked_done`` what that second window does.
    """

    resident: Page
    staff: Page
    done: Page
    volunteer: Page
    asked: Questions
    asked_done: Questions


@contextmanager
def three_windows(browser: Browser, town: Town, script: bool) -> Iterator[Windows]:
    """The board is open all the time; the resident's window may have no JavaScript."""
    with (
        a_window(browser, town, width=PHONE, script=script) as resident,
        a_window(browser, town, "staff", width=DESK) as staff,
        a_window(browser, town, "staff", width=DESK) as done,
        a_window(browser, town, HA, width=PHONE) as volunteer,
    ):
        open_board(staff)
        open_board(done, f"{QUEUE}?status=done")
        yield Windows(resident, staff, done, volunteer, Questions(staff), Questions(done))


def tell(browser: Browser, town: Town, name: str, phone: str, *, script: bool) -> None:
    """From the first question to the board that says it is done; boards are told all of it by their open streams.

    How soon is measured by ``python -m bench.streams``: this machine may have much else to do.
    """
    with three_windows(browser, town, script) as windows:
        reference = she_asks_and_the_board_shows_it(windows, town, name, phone)
        moment = he_accepts_and_everybody_sees_the_time(windows, reference, name)
        the_visit_is_carried_out(windows, moment)
        everybody_sees_that_it_is_done(windows, reference)
        assert was_never_reloaded(windows.staff)
        assert was_never_reloaded(windows.done)
        assert windows.asked.for_changes == windows.asked_done.for_changes == 0


def she_asks_and_the_board_shows_it(windows: Windows, town: Town, name: str, phone: str) -> str:
    """The reference of her request."""
    page, board = windows.resident, windows.staff
    page.goto(HELP)
    answer(page, asked_by(phone, name))
    _answered(page, "Gửi phiếu", f"{HELP}/check")
    page.locator("[name=code]").fill(town.network.phone(f"+84{phone[1:]}").code("request.code"))
    confirmed = _answered(page, "Xác nhận phiếu", "/code")
    reference = page.locator(".reference strong").inner_text()
    assert windows.asked.for_row(row(board, name, reference))
    row(board, reference, since=confirmed, without="Chờ xác minh")
    return reference


def he_accepts_and_everybody_sees_the_time(windows: Windows, reference: str, name: str) -> str:
    """The time, as all three windows say it."""
    _offer_is_there(windows.volunteer)
    accepted = _answered(windows.volunteer, re.compile("^Tôi nhận"), "/accept")
    row(windows.staff, reference, since=accepted, without="Đang mời")
    moment = time_said(row(windows.staff, reference, "Đã xếp lịch")["text"])
    until(lambda: moment in _read(windows.resident, f"{HELP}/{reference}"))
    expect(windows.resident.get_by_role("heading", level=1)).to_contain_text("Đã hẹn")
    assert HA in windows.resident.locator("main").inner_text()
    windows.volunteer.get_by_role("link", name="Xem việc").click()
    expect(windows.volunteer.locator("main")).to_contain_text(moment)
    assert name not in windows.volunteer.locator("main").inner_text(), (
        "a name is for whoever opens the way to the house"
    )
    return moment


def the_visit_is_carried_out(windows: Windows, moment: str) -> None:
    """On the page of the visit, which her task leads to."""
    page = windows.volunteer
    page.locator(f"main a[href^='{VISITS}']").first.click()
    page.wait_for_url(f"**{VISITS}*")
    expect(page.locator("main")).to_contain_text(moment)
    press(page, "Tôi đã đến nơi")
    with page.expect_navigation():
        page.get_by_role("link", name="Xong, ghi kết quả").click()
    page.get_by_label("Tự làm được").first.check()
    press(page, "Xong, ghi kết quả")  # one page and one answer are enough
    expect(page.get_by_role("status")).to_be_visible()


def everybody_sees_that_it_is_done(windows: Windows, reference: str) -> None:
    expect(windows.staff.locator("[data-rows]").get_by_text(reference)).to_have_count(0)
    row(windows.done, reference, "Hoàn thành")
    until(lambda: "Đã xong" in _read(windows.resident, f"{HELP}/{reference}"))


def _answered(page: Page, name: str | re.Pattern[str], path: str) -> float:
    """The second in which what was pressed had its answer."""
    with page.expect_response(lambda each: each.request.method == "POST" and each.url.endswith(path)) as answer_:
        press(page, name)
    assert answer_.value.status == 303
    timing = answer_.value.request.timing
    return float(timing["startTime"] + timing["responseStart"]) / 1000


def _offer_is_there(page: Page) -> None:
    """She looks until she is asked."""

    def asked() -> bool:
        page.goto(TASKS)
        return page.get_by_role("button", name=re.compile("^Tôi nhận")).count() > 0

    until(asked)
    assert page.evaluate(TOO_WIDE) == []


def _read(page: Page, address: str) -> str:
    page.goto(address)
    return page.locator("main").inner_text()
