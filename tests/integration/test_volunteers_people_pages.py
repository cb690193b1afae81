"""Volunteers for the staff of their wards: applications, approval, suspension, and who holds which post."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.desk_window import words_of
from tests.integration.help_window import errors_of
from tests.integration.volunteer_window import window_of
from tests.integration.volunteers_wiring import Office, an_application, volunteers_on
from tests.kit.windows import hidden
from tests.unit.volunteers.builders import BA_DINH

PEOPLE = "/volunteers/people"
OTHER_WARD = "00008"
MINH, HA = "Nguyễn Văn Minh", "Trần Thu Hà"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def applied(office: Office, name: str, phone: str) -> str:
    return str(office.anyone.post("/volunteers", an_application(name, phone)).json["id"])


def test_who_applied_is_seen_checked_approved_and_suspended_with_a_reason(office: Office) -> None:
    minh = applied(office, MINH, "+84912000010")
    window = window_of(office.staff)
    assert MINH in window.get(PEOPLE).text
    url = f"{PEOPLE}/{minh}"
    assert "Muốn giúp ở" in words_of(window.get(url))
    assert "Đã ghi: đúng người." in window.follow(window.post(f"{url}/check")).text
    form = {"once": hidden(window.get(url), "once")}
    first, second = (window.post(f"{url}/approve", form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == f"{url}?done=approve"
    assert "Đang hoạt động" in words_of(window.follow(first))
    refused = window.post(f"{url}/check")
    assert (refused.status_code, "không làm được bước này" in refused.text) == (409, True)
    without = window.post(f"{url}/suspend")
    assert (without.status_code, "Chọn một lý do." in without.text) == (422, True)
    assert "Có phản ánh" in words_of(window.follow(window.post(f"{url}/suspend", {"reason": "complaint"})))
    again = window.post(f"{url}/approve")
    assert (again.status_code, "Lãnh đạo phường, xã mới duyệt lại được" in again.text) == (403, True)
    head = window_of(office.with_post("head", (BA_DINH,), "+84912000074"))
    assert "Đã duyệt." in head.follow(head.post(f"{url}/approve")).text


def test_a_parents_consent_is_recorded_for_somebody_under_age_only(office: Office) -> None:
    young = office.anyone.post("/volunteers", an_application(MINH, "+84912000010", birth_year=2009)).json["id"]
    window, url = window_of(office.staff), f"{PEOPLE}/{young}"
    guardian = {"name": "Nguyễn Thị Mai", "phone": "0912 000 055", "how": "phone"}
    assert f'action="{url}/guardian"' in window.get(url).text
    without = window.post(f"{url}/guardian", {})
    assert (without.status_code, set(errors_of(without))) == (422, {"name", "phone", "how"})
    said = words_of(window.follow(window.post(f"{url}/guardian", guardian)))
    assert "Đã ghi cha mẹ, người giám hộ đồng ý." in said
    assert "Nguyễn Thị Mai, 0912 000 055" in said
    assert "/guardian" not in window.get(f"{PEOPLE}/{applied(office, HA, '+84912000011')}").text
    others = window_of(office.with_post("staff", (OTHER_WARD,), "+84912000071"))
    assert others.post(f"{url}/guardian", guardian).status_code == 404


def test_who_sits_down_next_at_the_same_desk_has_searched_for_nobody(office: Office) -> None:
    applied(office, MINH, "+84912000010")
    window = window_of(office.staff)
    window.post(f"{PEOPLE}/search", {"q": MINH})
    assert f"Kết quả tìm “{MINH}”" in words_of(window.get(f"{PEOPLE}?found=true"))
    head = office.with_post("head", (BA_DINH,), "+84912000074")
    window.client.set_cookie("outreach_session", str(head.authorization).removeprefix("Bearer "))
    assert "Kết quả tìm" not in words_of(window.get(f"{PEOPLE}?found=true"))


def test_lists_are_by_state_and_a_name_that_is_searched_for_is_in_no_address(office: Office) -> None:
    applied(office, MINH, "+84912000010")
    office.volunteer(HA, "+84912000011")
    window = window_of(office.staff)
    assert [name in window.get(PEOPLE).text for name in (MINH, HA)] == [True, False]
    assert [name in window.get(f"{PEOPLE}?status=active").text for name in (MINH, HA)] == [False, True]
    assert [name in window.get(f"{PEOPLE}?status=all").text for name in (MINH, HA)] == [True, True]
    assert window.get(f"{PEOPLE}?status=nonsense").status_code == 404
    answer = window.post(f"{PEOPLE}/search", {"q": "tran thu"})
    assert answer.headers["Location"] == f"{PEOPLE}?status=applied&found=true"
    assert [name in window.follow(answer).text for name in (MINH, HA)] == [False, True]


def test_a_search_belongs_to_who_made_it_and_the_state_that_was_chosen_comes_back_after_it(office: Office) -> None:
    office.volunteer(HA, "+84912000011")
    desk = window_of(office.staff)
    answer = desk.post(f"{PEOPLE}/search", {"q": "tran thu", "status": "suspended"})
    assert "tran thu" in desk.follow(answer).text
    over = desk.post(f"{PEOPLE}/search", {"q": "", "status": "suspended"})
    assert over.headers["Location"] == f"{PEOPLE}?status=suspended"
    desk.post(f"{PEOPLE}/search", {"q": "tran thu"})
    colleague = office.with_post("staff", (BA_DINH,), "+84912000073")
    desk.client.set_cookie("outreach_session", (colleague.authorization or "").removeprefix("Bearer "))
    assert "tran thu" not in desk.get(f"{PEOPLE}?found=true").text


def test_another_wards_volunteer_is_not_there_and_the_counter_only_looks(office: Office) -> None:
    url = f"{PEOPLE}/{applied(office, MINH, '+84912000010')}"
    others = window_of(office.with_post("staff", (OTHER_WARD,), "+84912000071"))
    assert (others.get(url).status_code, others.post(f"{url}/approve").status_code) == (404, 404)
    assert MINH not in others.get(PEOPLE).text
    counter = window_of(office.with_post("counter", (BA_DINH,), "+84912000072"))
    assert (counter.get(url).status_code, "/approve" in counter.get(url).text) == (200, False)
    assert counter.post(f"{url}/approve").status_code == 403


def test_the_head_sees_who_holds_which_post(office: Office) -> None:
    window = window_of(office.with_post("head", (BA_DINH,), "+84912000074"))
    assert window_of(office.staff).get(f"{PEOPLE}/staff").status_code == 403
    said = words_of(window.get(f"{PEOPLE}/staff"))
    for each in ("Đỗ Thị Staff", "Cán bộ phường, xã (Phường Ba Đình)", "Lãnh đạo phường, xã (Phường Ba Đình)"):
        assert each in said
