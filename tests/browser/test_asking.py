"""Somebody of seventy asks for help on her phone, with JavaScript and without: one question after another."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.form import FOR_HERSELF, HELP, answer, asked_by, fill, go_on, press, question
from tests.browser.looking import TOO_WIDE
from tests.browser.town import Town
from tests.browser.windows import DESK, PHONE, SMALLEST, a_window, expect

pytestmark = pytest.mark.xdist_group("browser")

MARKS = "àáảãạ ăằắẳẵặ âầấẩẫậ đ èéẻẽẹ êềếểễệ ìíỉĩị òóỏõọ ôồốổỗộ ơờớởỡợ ùúủũụ ưừứửữự ỳýỷỹỵ"
"""Every letter that Vietnamese has and Latin has not."""

AS_LONG_AS_NAMES_GET = f"Nguyễn Thị {MARKS} Hoàng Yến"
LONGER = (AS_LONG_AS_NAMES_GET + " ") * 2
ASKS_FOR_CALLS = {"topics": {"topics": "video_calls"}}


@pytest.mark.parametrize(("script", "phone"), [(True, "0912000041"), (False, "0912000042")])
def test_she_asks_goes_back_changes_an_answer_and_follows_her_request(
    browser: Browser, town: Town, script: bool, phone: str
) -> None:
    with a_window(browser, town, width=PHONE, script=script) as page:
        page.goto("/")
        page.get_by_role("link", name="Tôi cần người giúp").click()
        she_forgets_an_answer(page)
        answer(page, asked_by(phone), as_far_as="check")
        she_looks_it_over_and_sends_it(page)
        page.get_by_label("Ghi mã trong tin nhắn").fill(town.network.phone(f"+84{phone[1:]}").code("request.code"))
        press(page, "Xác nhận phiếu")
        she_follows_it(page)


def she_forgets_an_answer(page: Page) -> None:
    """It is said beside the field and on top, and the title begins with it."""
    answer(page, FOR_HERSELF, as_far_as="topics")
    go_on(page)
    expect(page.get_by_role("link", name="Mời chọn một việc.")).to_be_visible()
    expect(page).to_have_title("Lỗi: Bác cần giúp việc gì nhất? · Bình dân học vụ số")
    assert question(page) == "topics"


def she_looks_it_over_and_sends_it(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Mời bà xem lại")
    page.get_by_role("link", name="Sửa việc cần giúp").click()
    fill(page, ASKS_FOR_CALLS["topics"])
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mời bà xem lại")
    expect(page.get_by_text("Zalo, gọi có hình")).to_be_visible()
    press(page, "Gửi phiếu")


def she_follows_it(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("đã nhận phiếu của")
    reference = page.locator(".reference strong").inner_text()
    page.get_by_role("link", name="Xem phiếu đến đâu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đang tìm người giúp")
    assert page.url.endswith(f"{HELP}/{reference}")


@pytest.mark.parametrize("script", [True, False])
def test_whoever_goes_back_and_forth_finds_every_answer_as_it_was_given_last(
    browser: Browser, town: Town, script: bool
) -> None:
    with a_window(browser, town, width=PHONE, script=script) as page:
        page.goto(HELP)
        answer(page, FOR_HERSELF, as_far_as="address")
        for _ in range(2):
            page.go_back()
        assert page.locator("[name=ward_name]").input_value() == "ba dinh"
        page.go_back()
        fill(page, {"place": "phone"})
        go_on(page)
        fill(page, {"ward_name": "Ba Đình"})
        go_on(page)
        assert question(page) == "when", "who is called needs no way to the house"
        page.get_by_role("link", name="Quay lại").click()
        assert page.locator("[name=ward_name]").input_value() == "Ba Đình"
        page.get_by_role("link", name="Quay lại").click()
        fill(page, {"place": "home"})
        go_on(page)
        answer(page, FOR_HERSELF, as_far_as="check")
        page.go_back()
        page.go_forward()
        expect(page.get_by_text("số 12, ngõ 34 phố Đội Cấn")).to_be_visible()
        page.goto(HELP)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.goto(f"{HELP}/check")
        expect(page.get_by_text("Nguyễn Thị Ưởng")).to_be_visible()


def test_who_changes_for_whom_it_is_is_asked_anew_what_depends_on_it(browser: Browser, town: Town) -> None:
    with a_window(browser, town, width=PHONE, script=False) as page:
        page.goto(HELP)
        answer(page, FOR_HERSELF)
        page.goto(f"{HELP}/who?from=check")
        fill(page, {"who": "family"})
        go_on(page)
        asked = []
        while question(page) != "check":
            asked.append(question(page))
            fill(page, OF_A_GRANDCHILD[asked[-1]])
            go_on(page)
        assert {"agreed", "name", "phone", "relation", "asker", "consent"} <= set(asked)
        expect(page.get_by_text("Hoàng Thu Trang")).to_be_visible()


OF_A_GRANDCHILD = {
    **FOR_HERSELF,
    "agreed": {"agreed": "yes"},
    "relation": {"asked_by.relation": "grandchild"},
    "asker": {"asked_by.name": "Hoàng Thu Trang", "asked_by.phone": "0912000046"},
}


def test_a_name_as_long_as_names_get_with_every_mark_stays_whole_on_every_page(browser: Browser, town: Town) -> None:
    assert len(AS_LONG_AS_NAMES_GET) == 100
    with a_window(browser, town, width=SMALLEST) as page, a_window(browser, town, "staff", width=DESK) as staff:
        page.goto(HELP)
        answer(page, asked_by("0912000043", AS_LONG_AS_NAMES_GET, **ASKS_FOR_CALLS))
        expect(page.get_by_text(AS_LONG_AS_NAMES_GET)).to_be_visible()
        press(page, "Gửi phiếu")
        staff.goto("/volunteers/queue")
        staff.get_by_role("link", name=AS_LONG_AS_NAMES_GET).click()
        expect(staff.get_by_role("heading", level=1)).to_contain_text(AS_LONG_AS_NAMES_GET)
        staff.set_viewport_size({"width": SMALLEST, "height": 900})
        assert staff.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("script", [True, False])
def test_a_longer_name_is_refused_beside_its_field_and_nothing_typed_is_lost(
    browser: Browser, town: Town, script: bool
) -> None:
    with a_window(browser, town, width=SMALLEST, script=script) as page:
        page.goto(HELP)
        answer(page, FOR_HERSELF, as_far_as="name")
        fill(page, {"resident.name": LONGER[:200], "resident.address_form": "cô"})
        go_on(page)
        name = page.locator("[name='resident.name']")
        assert name.input_value() == LONGER[:200].strip()
        assert "resident.name-error" in (name.get_attribute("aria-describedby") or "").split()
        expect(page.locator("[id='resident.name-error']")).to_contain_text("Dài nhất 100 chữ cái.")
        expect(page.get_by_role("alert").get_by_role("link")).to_have_count(1)
        expect(page.locator("[name='resident.address_form'][value='cô']")).to_be_checked()
        assert page.title().startswith("Lỗi: ")
