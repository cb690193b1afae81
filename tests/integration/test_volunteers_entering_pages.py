"""Entering a phoned-in request on one page, and what is to be done today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.integration.desk_window import QUEUE, jargon_in, rows_of, words_of
from tests.integration.help_window import errors_of
from tests.integration.volunteer_window import window_of
from tests.integration.volunteers_wiring import NEAR, Office, an_application, on_behalf, volunteers_on
from tests.kit.windows import hidden
from tests.unit.volunteers.builders import BA_DINH

NEW, TODAY = f"{QUEUE}/new", "/volunteers/today"
OTHER_WARD = "00008"
LAN: dict[str, Any] = {
    "resident.name": "Nguyễn Thị Lan",
    "resident.phone": "0912 000 003",
    "resident.phone_owner": "self",
    "resident.address_form": "bà",
    "resident.birth_year": "",
    "resident.device": "",
    "topics": "vneid",
    "place": "home",
    "neighbourhood": "",
    "address": "số 12, ngõ 34 phố Đội Cấn",
    "urgency": "normal",
    "when": ["2025-12-03.am", "2025-12-04.pm"],
    "consent.purposes": ["visit", "reminders"],
    "consent.how": "phone",
}
"""What is written while Lan is on the phone."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def test_what_is_phoned_in_is_open_at_once_and_entered_once(office: Office) -> None:
    window = window_of(office.with_post("counter", (BA_DINH,), "+84912000072"))
    form = {**LAN, "once": hidden(window.get(NEW), "once")}
    first, second = (window.post(NEW, form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    page = window.follow(first)
    assert "Số phiếu để báo người dân: 4-25-001." in page.text
    (entered,) = office.staff.get("/requests").json["items"]
    seen = office.staff.get(f"/requests/{entered['id']}").json
    assert (seen["status"], seen["topics"], len(seen["windows"]), seen["asked_by"]) == ("open", ["vneid"], 2, None)
    assert (seen["consent"]["how"], seen["resident"]["address_form"]) == ("phone", "bà")


def test_what_is_missing_is_asked_for_and_what_was_written_stays(office: Office) -> None:
    window = window_of(office.staff)
    page = window.post(NEW, {"resident.name": "Nguyễn Thị Lan", "place": "home"})
    assert page.status_code == 422
    assert {"resident.phone", "topics", "consent.purposes"} <= set(errors_of(page))
    assert 'value="Nguyễn Thị Lan"' in page.text
    page = window.post(NEW, {**LAN, "address": "", "when": []})
    assert (page.status_code, errors_of(page)) == (422, ["when", "address"])
    assert office.staff.get("/requests").json["items"] == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"neighbourhood": "Tổ 99"}, "neighbourhood"),
        ({"resident.birth_year": "2014"}, "wishes"),
        ({"address": ""}, "address"),
        ({"when": []}, "when"),
    ],
)
def test_what_is_refused_is_said_in_words_for_people(office: Office, changes: dict[str, Any], field: str) -> None:
    office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [{"name": "Tổ 12"}]})
    for language in ("vi", "en"):
        page = window_of(office.staff).post(f"{NEW}?lang={language}", {**LAN, **changes})
        assert (page.status_code, errors_of(page), jargon_in(page)) == (422, [field], [])


def test_what_is_more_to_know_is_unfolded_where_something_is_written_or_wrong(office: Office) -> None:
    window = window_of(office.staff)
    unfolded = '<details class="deed" open>'
    assert unfolded not in window.post(NEW, {**LAN, "address": "", "note": ""}).text
    assert unfolded in window.post(NEW, {**LAN, "address": "", "note": "Nhà có chó"}).text
    assert unfolded in window.post(NEW, {**LAN, "resident.birth_year": "2014"}).text


def test_consent_is_read_out_in_the_wards_name_and_a_picture_is_chosen(office: Office) -> None:
    office.staff.patch(f"/wards/{BA_DINH}", {"phone": "024 3823 7421"})
    window = window_of(office.staff)
    said = words_of(window.get(NEW))
    for each in ("“Tôi đọc bác nghe rồi bác cho biết có đồng ý không ạ.”", "“Phường chỉ dùng", "gọi 024 3823 7421"):
        assert each in said
    page = window.follow(window.post(NEW, {**LAN, "picture": "boat"}))
    (entered,) = office.staff.get("/requests").json["items"]
    seen = office.staff.get(f"/requests/{entered['id']}").json
    assert (seen["picture"], seen["consent"]["version"]) == ("boat", "2026-01-doc")
    assert jargon_in(page) == []


def test_what_cannot_wait_and_who_asks_for_somebody_are_entered_too(office: Office) -> None:
    window = window_of(office.staff)
    asked = {"asked_by.name": "Hoàng Thu Trang", "asked_by.phone": "0912000002", "asked_by.relation": "grandchild"}
    answer = window.post(
        NEW, {**LAN, **asked, "urgency": "today", "when": ["today"], "other_day": "", "other_part": ""}
    )
    said = words_of(window.follow(answer))
    for each in ("Cần trong ngày", "Hoàng Thu Trang (cháu)", "Còn 4 giờ làm việc"):
        assert each in said


def test_today_says_what_is_owed_whom_to_call_and_who_applied(office: Office) -> None:
    window = window_of(office.staff)
    assert "Hôm nay không có việc nào gấp." in window.get(TODAY).text
    owed = office.entered(urgency="today")["id"]
    office.entered()
    unproven = office.anyone.post("/requests", on_behalf()).json["id"]
    office.anyone.post("/volunteers", an_application("Nguyễn Văn Minh", "+84912000010", location=NEAR))
    page = window.get(TODAY)
    assert rows_of(page) == [owed, unproven]
    for each in ("Phải trả lời trong hôm nay (1)", "Cần gọi để xác minh (1)", "1 đơn đăng ký chờ duyệt"):
        assert each in page.text
    office.clock.advance(timedelta(days=1))
    assert "Quá hạn đã hứa (1)" in window_of(office.signed_in("+84912000001")).get(TODAY).text
    others = window_of(office.with_post("staff", (OTHER_WARD,), "+84912000071"))
    assert "Hôm nay không có việc nào gấp." in others.get(TODAY).text


def test_who_has_several_wards_says_for_which_before_anything_is_written(office: Office) -> None:
    window = window_of(office.with_post("counter", (BA_DINH, OTHER_WARD), "+84912000072"))
    for page, status in ((window.get(NEW), 200), (window.get(f"{NEW}?ward="), 422), (window.post(NEW, LAN), 422)):
        assert (page.status_code, "Nhập yêu cầu cho phường, xã nào?" in words_of(page)) == (status, True)
        assert 'name="resident.name"' not in page.text
    assert office.staff.get("/requests").json["items"] == []
    page = window.get(f"{NEW}?ward={OTHER_WARD}")
    assert f'<option value="{OTHER_WARD}" selected' in page.text
    entered = window.post(NEW, {**LAN, "ward": OTHER_WARD, "once": hidden(page, "once")})
    assert "Số phiếu để báo người dân: 8-25-001." in window.follow(entered).text


def test_the_ward_that_is_chosen_on_the_board_is_the_one_a_request_is_entered_for(office: Office) -> None:
    window = window_of(office.with_post("city", (), "+84912000075"))
    assert f'href="{NEW}?ward={OTHER_WARD}#resident.name"' in window.get(f"{QUEUE}?ward={OTHER_WARD}").text
    assert f'href="{NEW}#resident.name"' in window.get(QUEUE).text


@pytest.mark.parametrize("ward", [OTHER_WARD, "nonsense"])
def test_a_ward_that_is_not_ones_own_is_not_there(office: Office, ward: str) -> None:
    window = window_of(office.staff)
    assert window.get(f"{NEW}?ward={ward}").status_code == 404
    assert window.post(NEW, {**LAN, "ward": ward}).status_code == 404
    assert office.staff.get("/requests").json["items"] == []
