"""Following a request on its page: by the link, by number and phone, other times, and cancelling."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from services.volunteers.tables import requests
from tests.integration.agenda_visit import CODE, Visit
from tests.integration.desk_window import connections_of
from tests.integration.help_window import HELP, errors_of
from tests.integration.volunteers_wiring import RESIDENT_PHONE, Office, a_request_body, on_behalf, volunteers_on
from tests.kit.windows import Window
from tests.unit.volunteers.builders import at

SEEKING = "Đang tìm người giúp"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("follow")
    with volunteers_on(f"sqlite:///{folder / 'volunteers.sqlite'}", folder) as office:
        office.volunteer("Nguyễn Văn Minh", "+84912000010")
        yield office


@pytest.fixture
def stranger(office: Office) -> Window:
    return a_window(office)


def a_window(office: Office) -> Window:
    return Window(office.anyone.client.application.test_client(), "/volunteers")


def link_of(slip: dict[str, str]) -> str:
    """The address in the answer, without the origin."""
    parts = urlsplit(slip["tracking_url"])
    return f"{parts.path}?{parts.query}"


def opened(office: Office, slip: dict[str, str]) -> Window:
    """The window of whoever opened the link."""
    window = a_window(office)
    window.follow(window.get(link_of(slip)))
    return window


def page_of(slip: dict[str, str]) -> str:
    return f"{HELP}/{slip['reference']}"


def sign_in(office: Office, window: Window, phone: str) -> None:
    """With the code sent to the telephone."""
    window.post("/volunteers/sign-in", {"phone": phone})
    assert window.post("/volunteers/sign-in/code", {"code": office.code(phone)}).status_code == 303


def status_of(office: Office, slip: dict[str, str]) -> str:
    (kept,) = [each for each in office.rows(requests) if each["reference"] == slip["reference"]]
    return str(kept["status"])


def test_the_link_becomes_a_cookie_and_its_secret_leaves_the_address(office: Office, stranger: Window) -> None:
    slip = office.entered()
    answer = stranger.get(link_of(slip))
    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(slip))
    assert stranger.cookie("outreach_tracking") == slip["tracking_code"]
    page = stranger.get(page_of(slip))
    assert SEEKING in page.text
    assert slip["reference"] in page.text
    assert slip["tracking_code"] not in page.text
    assert "Đội Cấn" not in page.text


def test_a_second_link_adds_to_the_first_and_each_page_is_about_the_slip_in_its_address(office: Office) -> None:
    slips = [office.anyone.post("/requests", on_behalf()).json for _ in range(2)]
    window = opened(office, slips[0])
    window.follow(window.get(link_of(slips[1])))
    for slip in slips:
        page = window.get(page_of(slip))
        assert slip["reference"] in page.text
        assert slip["reference"] in window.get(f"{page_of(slip)}/done").text
    window.post(f"{page_of(slips[0])}/cancel", {"reason": "mistake"})
    assert [status_of(office, slip) for slip in slips] == ["cancelled", "unconfirmed"]


def test_a_browser_holds_five_codes_and_a_foreign_page_throws_none_of_them_away(office: Office) -> None:
    slips = [office.entered() for _ in range(7)]
    window = a_window(office)
    for slip in slips[:5]:
        window.get(link_of(slip))
    window.get(link_of(slips[5]), **{"Sec-Fetch-Site": "cross-site"})
    assert window.get(page_of(slips[0])).status_code == 200
    assert window.get(page_of(slips[5])).status_code == 303
    window.get(link_of(slips[6]))
    assert window.get(page_of(slips[6])).status_code == 200
    assert len((window.cookie("outreach_tracking") or "").split(".")) == 5


def test_a_shared_machine_forgets_everything_when_asked_to(office: Office) -> None:
    slip = office.entered()
    window = opened(office, slip)
    window.post(f"{HELP}/who", {"who": "me"})
    assert "Xóa khỏi máy này" in window.get(page_of(slip)).text
    assert "Xóa khỏi máy này" in window.get(f"{HELP}/topics").text
    assert window.post(f"{HELP}/leave").headers["Location"] == "/"
    assert (window.cookie("outreach_tracking"), window.cookie("outreach_draft_request")) == (None, None)
    assert window.get(page_of(slip)).status_code == 303
    assert "Xóa khỏi máy này" not in window.get(HELP).text
    assert window.get(f"{HELP}/check").headers["Location"] == HELP


def test_a_shared_machine_forgets_who_was_signed_in_when_asked_to(office: Office) -> None:
    resident = {"name": "Đào Thị Hạnh", "phone": "+84912000056"}
    slip = office.staff.post("/requests", a_request_body(resident=resident)).json
    window = a_window(office)
    sign_in(office, window, "+84912000056")
    page = window.get(page_of(slip))
    assert (page.status_code, "Xóa khỏi máy này" in page.text) == (200, True), "although nothing else is kept here"
    window.post(f"{HELP}/who", {"who": "me"})
    copy = a_window(office)
    copy.client.set_cookie("outreach_session", window.cookie("outreach_session") or "")
    office.clock.advance(timedelta(seconds=1))
    answer = window.post(f"{HELP}/leave")
    assert (answer.headers["Location"], answer.headers["Clear-Site-Data"]) == ("/", '"storage"')
    assert (window.cookie("outreach_session"), window.cookie("outreach_draft_request")) == (None, None)
    assert "Xóa khỏi máy này" not in window.get(HELP).text
    for each in (window, copy):
        assert each.get(page_of(slip)).headers["Location"] == f"{HELP}/look?number={slip['reference']}"


def test_whoever_signed_in_writes_the_code_of_the_very_slip_they_look_at(office: Office) -> None:
    other = office.anyone.post("/requests", on_behalf()).json
    resident = {"name": "Vũ Thị Thơm", "phone": "+84912000055"}
    slip = office.anyone.post("/requests", a_request_body(resident=resident)).json
    code = office.code("+84912000055")
    window = opened(office, other)
    assert window.get(f"{page_of(slip)}/code").headers["Location"] == f"{HELP}/look?number={slip['reference']}"
    assert window.post(f"{page_of(slip)}/code", {"code": code}).status_code == 303
    assert status_of(office, slip) == "unconfirmed", "whoever may not follow it proves nothing"
    sign_in(office, window, "+84912000055")
    assert f'href="{page_of(slip)}/code"' in window.get(page_of(slip)).text
    shown = window.get(f"{page_of(slip)}/code")
    assert (shown.status_code, f'action="{page_of(slip)}/code"' in shown.text) == (200, True)
    assert window.post(f"{page_of(slip)}/code", {"code": code}).headers["Location"] == f"{page_of(slip)}/done"
    assert slip["reference"] in window.get(f"{page_of(slip)}/done").text
    assert status_of(office, slip) != "unconfirmed"
    assert status_of(office, other) == "unconfirmed"


def test_what_a_foreign_page_leads_to_comes_last_and_opens_all_the_same(office: Office) -> None:
    mine, planted = office.entered(), office.entered()
    window = opened(office, mine)
    window.get(link_of(planted), **{"Sec-Fetch-Site": "cross-site"})
    assert window.cookie("outreach_tracking") == f"{mine['tracking_code']}.{planted['tracking_code']}"
    assert window.get(page_of(planted)).status_code == 200


def test_what_was_looked_up_is_kept_nowhere(office: Office, stranger: Window) -> None:
    slip = office.entered()
    told = stranger.post(f"{HELP}/look", {"reference": slip["reference"], "phone": "0912 000 003"})
    assert (told.status_code, SEEKING in told.text) == (200, True)
    assert stranger.cookie("outreach_draft_look") is None
    assert SEEKING not in stranger.get(f"{HELP}/look").text


@pytest.mark.parametrize("code", ["", "AAAAAAAAAAAAAAAA"])
def test_another_code_opens_nothing_and_is_forgotten(office: Office, stranger: Window, code: str) -> None:
    slip = office.entered()
    answer = stranger.get(f"{page_of(slip)}?c={code}")
    assert answer.headers["Location"] == page_of(slip)
    assert stranger.cookie("outreach_tracking") is None
    assert stranger.follow(answer).headers["Location"] == f"{HELP}/look?number={slip['reference']}"


def test_the_number_and_a_phone_on_the_slip_show_the_state_and_nothing_more(office: Office, stranger: Window) -> None:
    slip = office.entered()
    page = stranger.post(f"{HELP}/look", {"reference": slip["reference"], "phone": "0912 000 003"})
    assert SEEKING in page.text
    assert "Lan" not in page.text
    assert "Muốn đổi giờ hay hủy, bác gọi" in page.text
    assert "Mở phiếu bằng mã nhắn đến máy của bác" in page.text
    assert "/cancel" not in page.text
    assert stranger.get(page_of(slip)).status_code == 303
    assert stranger.post(f"{page_of(slip)}/cancel", {"reason": "mistake"}).headers["Location"] == page_of(slip)
    assert status_of(office, slip) in ("open", "offered")


def test_a_number_there_is_not_and_a_phone_that_is_not_on_it_are_answered_alike(
    office: Office, stranger: Window
) -> None:
    slip = office.entered()
    tries = [
        {"reference": slip["reference"], "phone": "0912 000 099"},
        {"reference": "4-25-999", "phone": "0912000003"},
    ]
    answers = [stranger.post(f"{HELP}/look", each) for each in tries]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert errors_of(answers[0]) == errors_of(answers[1]) == ["reference"]
    assert "Chưa thấy phiếu nào mang số ấy và số điện thoại ấy." in answers[0].text


def test_staff_of_another_ward_are_strangers_to_it(office: Office) -> None:
    slip = office.entered()
    other = office.with_post("staff", ("00070",), "+84912000008")
    window = a_window(office)
    window.client.set_cookie("outreach_session", (other.authorization or "").removeprefix("Bearer "))
    assert window.get(page_of(slip)).headers["Location"] == f"{HELP}/look?number={slip['reference']}"
    assert window.post(f"{page_of(slip)}/cancel", {"reason": "mistake"}).status_code == 303
    assert status_of(office, slip) != "cancelled"


def test_whoever_holds_the_link_cancels_and_reads_that_it_is_cancelled(office: Office) -> None:
    slip = office.entered()
    window = opened(office, slip)
    assert errors_of(window.post(f"{page_of(slip)}/cancel", {})) == ["reason"]
    page = window.follow(window.post(f"{page_of(slip)}/cancel", {"reason": "solved_otherwise"}))
    assert "Đã hủy theo ý bác" in page.text
    assert "/cancel" not in page.text
    assert status_of(office, slip) == "cancelled"


@pytest.mark.parametrize(
    ("reason", "said"), [("duplicate", "Đã khép phiếu"), ("no_answer", "Đã khép phiếu"), ("ill", "Đã hủy theo ý bác")]
)
def test_what_the_ward_closed_is_not_said_to_be_her_wish(office: Office, reason: str, said: str) -> None:
    slip = office.entered()
    assert office.staff.post(f"/requests/{slip['id']}/cancel", {"reason": reason}).status_code == 200
    heading = opened(office, slip).get(page_of(slip)).text.partition("<h1>")[2].partition("</h1>")[0]
    assert heading == said


def test_other_times_replace_the_earlier_ones(office: Office) -> None:
    slip = office.entered()
    window = opened(office, slip)
    page = window.get(f"{page_of(slip)}/times")
    assert "Sáng mai, 2/12" in page.text
    assert errors_of(window.post(f"{page_of(slip)}/times", {"when": ""})) == ["when"]
    chosen = {"when": ["2025-12-06.am"], "other_day": "2025-12-20", "other_part": "afternoon"}
    assert window.post(f"{page_of(slip)}/times", chosen).headers["Location"] == page_of(slip)
    (kept,) = [each for each in office.rows(requests) if each["reference"] == slip["reference"]]
    assert [window.start for window in kept["asking"].windows] == [at(6, 8, 30), at(20, 14)]


def test_who_asked_for_another_is_addressed_as_such_and_led_to_the_code(office: Office) -> None:
    office.clock.advance(timedelta(minutes=20))  # one telephone is sent three codes in a quarter of an hour
    slip = office.anyone.post("/requests", on_behalf()).json
    page = opened(office, slip).get(page_of(slip))
    assert "Phường đã nhận, sẽ gọi lại để hỏi thêm" in page.text
    assert f'href="{page_of(slip)}/code"' in page.text
    assert "anh/chị gọi phường" in page.text


@pytest.mark.parametrize(("page", "most"), [("", 1), ("/done", 1), ("/code", 2), ("/cancel", 1)])
def test_a_page_of_a_slip_is_read_over_one_connection(office: Office, page: str, most: int) -> None:
    """The code's page asks for the telephone beside it."""
    office.clock.advance(timedelta(minutes=20))
    slip = office.anyone.post("/requests", a_request_body()).json
    window = opened(office, slip)
    with connections_of(office.runtime) as taken:
        assert window.get(f"{page_of(slip)}{page}").status_code == 200
    assert len(taken) == most


def test_a_resident_is_addressed_as_she_chose(office: Office) -> None:
    resident = {"name": "Bùi Thị Mơ", "phone": "+84912000077", "address_form": "cụ"}
    slip = office.staff.post("/requests", a_request_body(resident=resident)).json
    window = opened(office, slip)
    page = window.follow(window.post(f"{page_of(slip)}/cancel", {"reason": "ill"}))
    assert "Đã hủy theo ý cụ" in page.text
    assert "không mang điện thoại của cụ đi" in page.text
    assert "Cancelled at your wish" in window.get(f"{page_of(slip)}?lang=en").text


def test_a_fixed_visit_says_who_comes_when_and_what_to_have_ready(tmp_path: Path) -> None:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        visit = Visit(office)
        visit.scheduled()
        slip = visit.request
        window = opened(office, slip)
        page = window.get(page_of(slip))
        assert "Đã hẹn: 9 giờ sáng thứ Tư, 3/12" in page.text
        assert "Nguyễn Văn Minh" in page.text
        assert "điện thoại đã sạc" in page.text
        where = f"/sessions/appointments/{visit.appointment_id}"
        assert f'hx-get="{where}/fragment"' in page.text, "what sessions knows is fetched by the browser"
        assert f'href="{where}"' in page.text, "without script there is a link"
        without_script = page.text.partition("<noscript>")[2].partition("</noscript>")[0]
        assert f'src="{where}/code.svg"' in without_script
        assert f'action="{where}/confirm"' in without_script
        assert "Báo đúng hẹn" in without_script
        assert "data-print" in page.text
        assert "Người đến phải tự nói mã trước." in page.text
        assert CODE["code"] not in page.text, "volunteers does not know the words"
        other = a_window(office)
        told = other.post(f"{HELP}/look", {"reference": slip["reference"], "phone": RESIDENT_PHONE}).text
        assert "Đã hẹn giờ" in told
        assert "3/12" not in told
