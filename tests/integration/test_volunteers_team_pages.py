"""Teams on pages: founded, changed, paused, joined and left."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.desk_window import words_of
from tests.integration.help_window import errors_of
from tests.integration.volunteer_window import window_of
from tests.integration.volunteers_wiring import Office, volunteers_on
from tests.kit.windows import Window, hidden
from tests.unit.volunteers.builders import BA_DINH

TEAMS, NEW = "/volunteers/people/teams", "/volunteers/people/teams/new"
OTHER_WARD = "00008"
TO_12 = {"name": "Tổ công nghệ số cộng đồng 12", "kind": "community_team", "ward": BA_DINH}
MINH = "Nguyễn Văn Minh"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [{"name": "Tổ 12"}, {"name": "Tổ 13"}]})
        yield office


@pytest.fixture
def staff(office: Office) -> Window:
    return window_of(office.staff)


@pytest.fixture
def url(staff: Window) -> str:
    answer = staff.post(NEW, TO_12)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"].partition("?")[0])


@pytest.fixture
def minh(office: Office) -> str:
    return str(office.volunteer(MINH, "+84912000010").get("/me").json["id"])


def test_a_team_is_founded_once(staff: Window) -> None:
    form = {**TO_12, "once": hidden(staff.get(NEW), "once")}
    first, second = (staff.post(NEW, form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    said = words_of(staff.follow(first))
    for each in ("Đã lập tổ, nhóm.", "Tổ công nghệ số cộng đồng 12", "Tổ chuyển đổi số cộng đồng", "Thành viên (0)"):
        assert each in said
    assert words_of(staff.get(TEAMS)).count("Tổ công nghệ số cộng đồng 12") == 1


def test_name_places_and_leader_are_changed(staff: Window, url: str, minh: str) -> None:
    changed = staff.post(f"{url}/change", {"name": "Tổ 12", "neighbourhoods": "to-12", "leader_id": minh})
    said = words_of(staff.follow(changed))
    for each in ("Đã lưu.", "Tổ trưởng Nguyễn Văn Minh", "Thành viên (1)"):
        assert each in said
    everywhere = staff.post(f"{url}/change", {"name": "Tổ 12", "leader_id": ""})
    assert "Phụ trách nơi nào Cả phường, xã" in words_of(staff.follow(everywhere))


def test_members_join_and_leave(staff: Window, url: str, minh: str) -> None:
    added = staff.post(f"{url}/members", {"volunteer_id": minh})
    assert "Thành viên (1)" in words_of(staff.follow(added))
    removed = staff.post(f"{url}/members/remove", {"volunteer_id": minh})
    assert "Thành viên (0)" in words_of(staff.follow(removed))
    assert staff.post(f"{url}/members/remove", {"volunteer_id": minh}).status_code == 303


def test_a_team_rests_and_is_back(staff: Window, url: str) -> None:
    span = {"from": "2025-12-03T08:00", "to": "2025-12-10T08:00"}
    said = words_of(staff.follow(staff.post(f"{url}/pause", span)))
    assert "8 giờ sáng thứ Tư, 3/12 đến 8 giờ sáng thứ Tư, 10/12" in said
    assert "Đã thôi tạm nghỉ." in words_of(staff.follow(staff.post(f"{url}/resume")))
    backwards = staff.post(f"{url}/pause", {"from": span["to"], "to": span["from"]})
    assert (backwards.status_code, errors_of(backwards)) == (422, ["to"])


def sent(text: str, **more: str) -> dict[str, Any]:
    """A list as a browser sends a file."""
    return {"file": (io.BytesIO(text.encode()), "to-12.csv"), "consent_version": "2025-11-giay", **more}


def test_a_list_is_taken_in_once_and_everybody_is_approved_like_others(staff: Window, url: str, minh: str) -> None:
    listed = "Họ tên;Điện thoại;Năm sinh\nLê Thị Mai;0912 000 044;1990\nNguyễn Văn Minh;0912 000 010;1998\n"
    once = hidden(staff.get(url), "once")
    first, second = (staff.post(f"{url}/import", sent(listed, once=once)) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    said = words_of(staff.follow(first))
    for each in ("Đã nhập: 1 người mới đăng ký, 1 người vào tổ.", "Thành viên (2)", "Lê Thị Mai Mới đăng ký"):
        assert each in said


def test_a_list_with_a_fault_is_refused_whole_and_names_the_row(staff: Window, url: str) -> None:
    page = staff.post(f"{url}/import", sent("Họ tên;Điện thoại;Năm sinh\nLê Thị Mai;12;1990\n"))
    assert (page.status_code, "Dòng 2: Số này thiếu hoặc thừa chữ số." in page.text) == (422, True)
    assert "Thành viên (0)" in words_of(staff.get(url))
    assert set(errors_of(staff.post(f"{url}/import", {}))) == {"file", "consent_version"}
    assert errors_of(staff.post(f"{url}/import", sent("Họ tên\nLê Thị Mai\n"))) == ["file"]


def test_what_is_wrong_is_said_beside_its_field(staff: Window, url: str) -> None:
    assert set(errors_of(staff.post(NEW, {"ward": BA_DINH}))) == {"name", "kind"}
    unknown = {"volunteer_id": "0198a5e0-7c10-7000-8000-000000000001"}
    page = staff.post(f"{url}/members", unknown)
    assert (page.status_code, "Chọn một tình nguyện viên." in page.text) == (422, True)
    page = staff.post(f"{url}/change", {"name": "Tổ 12", "leader_id": unknown["volunteer_id"]})
    assert (page.status_code, errors_of(page)) == (422, ["leader_id"])


def test_another_wards_team_is_not_there_and_the_counter_only_looks(office: Office, url: str) -> None:
    others = window_of(office.with_post("staff", (OTHER_WARD,), "+84912000071"))
    assert others.get(url).status_code == 404
    for deed in ("change", "pause", "resume", "members", "members/remove", "import"):
        assert others.post(f"{url}/{deed}", {"name": "Tổ 1"}).status_code == 404
    assert "Tổ công nghệ" not in words_of(others.get(TEAMS))
    assert others.post(NEW, TO_12).status_code == 404
    counter = window_of(office.with_post("counter", (BA_DINH,), "+84912000072"))
    assert (counter.get(url).status_code, f'action="{url}' in counter.get(url).text) == (200, False)
    assert counter.post(f"{url}/change", {"name": "Tổ 1"}).status_code == 403


def test_everybody_of_a_large_team_can_be_seen_and_taken_out(office: Office, staff: Window, url: str) -> None:
    rows = "".join(f"Lê Thị Mai;0912000{number};1990\n" for number in range(101, 210))
    listed = staff.post(f"{url}/import", sent(f"Họ tên;Điện thoại;Năm sinh\n{rows}"))
    assert listed.status_code == 303, listed.text
    minh, ha = (
        office.volunteer(name, phone).get("/me").json["id"]
        for name, phone in ((MINH, "+84912000010"), ("Trần Thu Hà", "+84912000011"))
    )
    staff.post(f"{url}/members", {"volunteer_id": minh})
    page = staff.get(url)
    assert ("Thành viên (110)" in words_of(page), page.text.count("/members/remove")) == (True, 100)
    offered = page.text.partition('id="volunteer_id"')[2].partition("</select>")[0]
    assert (minh in offered, ha in offered) == (False, True)
    (onward,) = re.findall(rf'href="({url}\?cursor=[A-Za-z0-9_-]+)#members"', page.text)
    rest = staff.get(onward)
    assert ("Thành viên (110)" in words_of(rest), rest.text.count("/members/remove")) == (True, 10)
    assert MINH in words_of(rest)
    removed = staff.post(f"{url}/members/remove", {"volunteer_id": minh})
    assert "Thành viên (109)" in words_of(staff.follow(removed))
    assert staff.get(f"{url}?cursor=nonsense").status_code == 404
