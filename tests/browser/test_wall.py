"""The queue on the wall of the ward's office: it goes on by itself, and whoever passes by comes no further."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.board import QUEUE, open_board, row, was_never_reloaded
from tests.browser.town import Town
from tests.browser.windows import DESK, a_window, expect
from tests.flows.people import Body, a_request, entered, mornings

pytestmark = pytest.mark.xdist_group("browser")

TOPIC = "consultations"
WALL = f"{QUEUE}?view=wall&topic={TOPIC}"
A_TURN = 15_000
"""Milliseconds."""
WAY, TURNING, TOLD = "[data-turn]", "[data-turning]", "[data-live-told]"
HOA = "Hoa"


@pytest.fixture(scope="module")
def slips(town: Town) -> list[Body]:
    """Two that nobody in the ward can help with, so that nothing else happens to them."""
    return [somebody_asks(town, "Vũ Thị Sen", "+84912000081"), somebody_asks(town, "Vũ Thị Súng", "+84912000082")]


@pytest.fixture
def wall(browser: Browser, town: Town) -> Iterator[Page]:
    """A large screen, on which time passes as we say."""
    with a_window(browser, town, "staff", width=DESK) as page:
        page.set_viewport_size({"width": DESK, "height": 2 * DESK})
        page.emulate_media(reduced_motion="no-preference")
        page.clock.install()
        yield page


def somebody_asks(town: Town, name: str, phone: str) -> Body:
    return entered(town.staff, a_request(name, phone, mornings(town.network, 3, 4), topics=[TOPIC]))


def of(slip: Body) -> str:
    return f"#request-{slip['id']}"


def test_the_wall_turns_its_pages_and_begins_again_and_stays_live(wall: Page, town: Town, slips: list[Body]) -> None:
    first, second = slips
    open_board(wall, f"{WALL}&limit=1")
    expect(wall.locator(of(second))).to_have_count(0)
    wall.clock.fast_forward(A_TURN)
    expect(wall.locator(of(second))).to_be_visible()
    expect(wall.locator(of(first))).to_have_count(0)
    third = somebody_asks(town, "Vũ Thị Lài", "+84912000083")
    row(wall, third["reference"])
    expect(wall.locator(WAY)).to_have_text("Về đầu danh sách")
    wall.clock.fast_forward(A_TURN)
    expect(wall.locator(of(first))).to_be_visible()
    assert was_never_reloaded(wall)


def test_one_page_alone_is_not_turned(wall: Page, slips: list[Body]) -> None:
    open_board(wall, WALL)
    wall.clock.fast_forward(A_TURN)
    for slip in slips:
        expect(wall.locator(of(slip))).to_be_visible()
    for each in (WAY, TURNING):
        expect(wall.locator(each)).to_be_hidden()
    assert wall.url.endswith(WALL)


def test_what_a_small_screen_cannot_hold_is_shown_one_screen_after_the_other(wall: Page, slips: list[Body]) -> None:
    wall.set_viewport_size({"width": DESK, "height": 400})
    open_board(wall, WALL)
    expect(wall.locator(of(slips[-1]))).not_to_be_in_viewport(ratio=1)
    wall.clock.fast_forward(A_TURN)
    assert wall.evaluate("scrollY") > 0
    expect(wall.locator(TURNING)).to_have_text("Dừng lật trang")


def test_whoever_wants_no_movement_turns_it_themselves(wall: Page, slips: list[Body]) -> None:
    wall.emulate_media(reduced_motion="reduce")
    address = f"{WALL}&limit=1"
    open_board(wall, address)
    wall.clock.fast_forward(A_TURN)
    assert wall.url.endswith(address)
    wall.get_by_role("button", name="Tự lật trang").click()
    wall.clock.fast_forward(A_TURN)
    expect(wall.locator(of(slips[1]))).to_be_visible()
    wall.get_by_role("button", name="Dừng lật trang").click()
    here = wall.url
    wall.clock.fast_forward(A_TURN)
    assert wall.url == here


def test_without_a_script_there_is_a_link(browser: Browser, town: Town, slips: list[Body]) -> None:
    with a_window(browser, town, "staff", width=DESK, script=False) as page:
        page.goto(f"{WALL}&limit=1")
        expect(page.locator(TURNING)).to_be_hidden()
        page.get_by_role("link", name="Trang sau").click()
        expect(page.locator(of(slips[1]))).to_be_visible()
        page.get_by_role("link", name="Về đầu danh sách").click()
        expect(page.locator(of(slips[0]))).to_be_visible()


def test_a_sign_in_that_is_over_is_told_on_the_wall_with_the_way_to_another(wall: Page, town: Town) -> None:
    open_board(wall, WALL)
    wall.context.clear_cookies(name="outreach_session")
    somebody_asks(town, "Vũ Thị Nhài", "+84912000084")
    expect(wall.locator(TOLD)).to_have_text("Phiên đăng nhập đã hết, danh sách không cập nhật nữa.")
    assert HOA not in wall.content()
    wall.get_by_role("link", name="Đăng nhập lại").click()
    expect(wall.get_by_label("Đăng nhập bằng số điện thoại")).to_be_visible()
    assert wall.url.endswith("/volunteers/sign-in?next=/volunteers/queue%3Fview%3Dwall")
    assert HOA not in wall.content()
