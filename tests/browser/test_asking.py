"""Somebody of seventy asks for help on her phone, with JavaScript and without: one question after another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import TOO_WIDE
from tests.browser.scene import Scene
from tests.browser.windows import PHONE, a_window
from tests.flows.network import EmbeddedNetwork
from tests.flows.people import VOLUNTEERS, a_member_of_staff, an_active_volunteer

pytestmark = pytest.mark.xdist_group("browser")

HELPER = "Nguyễn Văn Minh"


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A network with a volunteer to be asked, and staff who have published the ward's telephone."""
    folder: Path = tmp_path_factory.mktemp("asking")
    network = EmbeddedNetwork(folder)
    try:
        network.run()
        staff = a_member_of_staff(network)
        an_active_volunteer(network, staff, HELPER, VOLUNTEERS[HELPER], topics=["video_calls"])
        yield Scene(network, tokens={}, codes={}, drafts={}, ids={})
    finally:
        network.stop()


@pytest.mark.parametrize(("script", "phone"), [(True, "0912000041"), (False, "0912000042")])
def test_she_asks_goes_back_changes_an_answer_and_follows_her_request(
    browser: Browser, ward: Scene, script: bool, phone: str
) -> None:
    with a_window(browser, ward, width=PHONE, script=script) as page:
        page.goto("/")
        page.get_by_role("link", name="Tôi cần người giúp").click()
        what_she_needs(page)
        where_and_when(page)
        who_she_is(page, phone)
        she_agrees(page)
        choose(page, "Con thuyền")
        she_looks_it_over_and_sends_it(page)
        code = ward.network.phone(f"+84{phone[1:]}").code("request.code")
        page.get_by_label("Ghi mã trong tin nhắn").fill(code)
        press(page, "Xác nhận phiếu")
        she_follows_it(page)


def press(page: Page, name: str) -> None:
    """Press the button, and see that the next page fits the phone."""
    page.get_by_role("button", name=name).click()
    assert page.evaluate(TOO_WIDE) == []


def choose(page: Page, *names: str) -> None:
    """Choose these answers, and go on."""
    for name in names:
        page.get_by_label(name, exact=True).check()
    press(page, "Tiếp tục")


def what_she_needs(page: Page) -> None:
    choose(page, "Cho tôi")
    press(page, "Tiếp tục")
    expect(page.get_by_role("link", name="Mời chọn một việc.")).to_be_visible()
    expect(page).to_have_title("Lỗi: Bác cần giúp việc gì nhất? · Bình dân học vụ số")
    choose(page, "VNeID")
    choose(page, "Màn hình chạm")
    page.go_back()
    expect(page.get_by_label("Màn hình chạm")).to_be_checked()
    press(page, "Tiếp tục")
    choose(page, "Ở nhà tôi")


def where_and_when(page: Page) -> None:
    page.get_by_label("Nhà bác ở phường, xã nào?").fill("ba dinh")
    press(page, "Tiếp tục")
    page.get_by_label("Nhà bác ở tổ dân phố nào?").fill("tổ 12")
    press(page, "Tiếp tục")
    page.get_by_label("Địa chỉ").fill("số 12, ngõ 34 phố Đội Cấn")
    page.get_by_label("Ở gần đâu?").fill("cạnh nhà văn hóa")
    press(page, "Tiếp tục")
    page.locator("input[name=when]").nth(1).check()
    choose(page, "Lúc nào cũng được")


def who_she_is(page: Page, phone: str) -> None:
    choose(page, "Mắt kém, cần chữ to")
    page.get_by_label("Họ tên").fill("Nguyễn Thị Ưởng")
    choose(page, "Bà")
    page.get_by_label("Số điện thoại").fill(phone)
    choose(page, "Của tôi")


def she_agrees(page: Page) -> None:
    assert page.locator("input[name=visit]:checked").count() == 0
    for purpose in ("visit", "reminders", "call_30_days"):
        page.locator(f"input[name={purpose}]").first.check()
    expect(page.get_by_label("Không chụp")).to_be_checked()
    press(page, "Tiếp tục")


def she_looks_it_over_and_sends_it(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Mời bác xem lại")
    page.get_by_role("link", name="Sửa việc cần giúp").click()
    choose(page, "Zalo, gọi có hình")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mời bác xem lại")
    expect(page.get_by_text("Zalo, gọi có hình")).to_be_visible()
    press(page, "Gửi phiếu")


def she_follows_it(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Phường đã nhận phiếu của bác.")
    reference = page.locator(".reference strong").inner_text()
    page.get_by_role("link", name="Xem phiếu đến đâu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đang tìm người giúp")
    assert page.url.endswith(f"/volunteers/help/{reference}")
