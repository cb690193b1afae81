"""One request on its page: what staff read, what they do, and what they are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.messaging.unit_of_work import Actor
from tests.integration.agenda_visit import CODE, Visit
from tests.integration.desk_window import QUEUE, as_seen, deed, words_of
from tests.integration.volunteer_window import window_of
from tests.integration.volunteers_wiring import Office, on_behalf, volunteers_on
from tests.kit.windows import hidden
from tests.unit.volunteers.builders import BA_DINH, MONDAY

OTHER_WARD = "00008"
MINH, HA, MAI = "Nguyễn Văn Minh", "Trần Thu Hà", "Lê Thị Mai"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def state_of(office: Office, request_id: str) -> str:
    return str(office.staff.get(f"/requests/{request_id}").json["status"])


def test_staff_read_what_it_is_about_what_happened_and_who_fits(office: Office) -> None:
    office.volunteers(MINH, HA)
    request_id = office.entered(needs=["poor_sight"], note="Gọi trước khi đến", neighbourhood="Tổ 12")["id"]
    said = words_of(window_of(office.staff).get(f"{QUEUE}/{request_id}"))
    for each in (
        *("Nguyễn Thị Lan", "sinh năm 1957", "0912 000 003", "số 12, ngõ 34 phố Đội Cấn", "Mắt kém, cần chữ to"),
        *(
            "Gọi trước khi đến",
            "Tổ 12",
            "VNeID",
            "8 giờ sáng đến 11 giờ 30 trưa thứ Tư, 3/12",
            "Chưa mời ai",
            MINH,
            "rảnh mọi giờ đã chọn",
        ),
        *("8 giờ sáng đến 11 giờ 30 trưa thứ Tư, 3/12", "Đã diễn ra", "8 giờ 30 sáng thứ Hai, 1/12"),
    ):
        assert each in said, (each, said)
    english = words_of(window_of(office.staff).get(f"{QUEUE}/{request_id}?lang=en"))
    assert "Nobody asked yet" in english
    assert "free at every time given" in english


def test_somebody_asked_by_name_is_asked_once_however_often_the_button_is_pressed(office: Office) -> None:
    office.volunteers(MINH)
    request_id = office.entered()["id"]
    window = window_of(office.staff)
    page = window.get(f"{QUEUE}/{request_id}")
    form = {"once": page.text.partition('/assign"')[2].partition('name="once" value="')[2].partition('"')[0]}
    form["volunteer_id"] = hidden(page, "volunteer_id")
    first, second = (window.post(f"{QUEUE}/{request_id}/assign", form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == f"{QUEUE}/{request_id}?done=assign"
    page = window.follow(first)
    assert "Đã mời người ấy, chờ trả lời." in page.text
    assert len(office.staff.get(f"/requests/{request_id}").json["offers"]) == 1
    again = window.post(f"{QUEUE}/{request_id}/assign", {"volunteer_id": form["volunteer_id"]})
    assert (again.status_code, "đang được mời" in words_of(again)) == (409, True)
    nobody = window.post(f"{QUEUE}/{request_id}/assign", {"volunteer_id": request_id})
    assert (nobody.status_code, "không có tình nguyện viên ấy" in nobody.text) == (422, True)


def test_widening_asks_the_next_and_says_when_nobody_is_left(office: Office) -> None:
    office.volunteers(MINH)
    request_id = office.entered()["id"]
    window = window_of(office.staff)
    assert "Đã mời thêm người." in window.follow(deed(window, request_id, "widen")).text
    refused = deed(window, request_id, "widen")
    assert (refused.status_code, "Không còn ai phù hợp để mời thêm." in refused.text) == (409, True)
    assert state_of(office, request_id) == "offered"


def test_after_a_call_the_resident_has_agreed_and_who_asked_did_ask(office: Office) -> None:
    request_id = office.anyone.post("/requests", on_behalf()).json["id"]
    window = window_of(office.staff)
    page = window.get(f"{QUEUE}/{request_id}")
    assert "Người cần giúp chưa xác nhận đồng ý." in page.text
    window.follow(deed(window, request_id, "prove"))
    assert state_of(office, request_id) == "unconfirmed"
    assert "Đã ghi: người cần giúp đồng ý." in window.follow(deed(window, request_id, "agree")).text
    assert state_of(office, request_id) == "open"


ENDINGS: list[tuple[str, dict[str, Any], str]] = [
    ("solve", {}, "solved_by_phone"),
    ("class", {}, "moved_to_class"),
    ("refer", {"to": "Công an phường Ba Đình"}, "referred"),
    ("close", {"reason": "no_answer"}, "given_up"),
    ("cancel", {"reason": "not_needed"}, "cancelled"),
]


@pytest.mark.parametrize(("name", "form", "status"), ENDINGS)
def test_a_request_is_ended_once_and_then_refuses(office: Office, name: str, form: dict[str, Any], status: str) -> None:
    request_id = office.entered()["id"]
    window = window_of(office.staff)
    page = window.follow(deed(window, request_id, name, **form))
    assert (page.status_code, state_of(office, request_id)) == (200, status)
    refused = window.post(f"{QUEUE}/{request_id}/{'class' if name == 'solve' else 'solve'}")
    assert (refused.status_code, "Phiếu này đã khép lại" in refused.text) == (409, True)


def test_where_a_request_is_referred_to_and_what_to_bring_are_read_by_the_resident(office: Office) -> None:
    entered = office.entered()
    window = window_of(office.staff)
    referred = {"to": "trụ sở công an", "papers": "căn cước"}
    page = window.follow(deed(window, entered["id"], "refer", **referred))
    assert "Giấy tờ mang theo căn cước" in words_of(page)
    seen = office.holder(entered).get(f"/requests/{entered['id']}").json
    assert (seen["referred_to"], seen["referred_papers"]) == ("trụ sở công an", "căn cước")
    assert window.post(f"{QUEUE}/{entered['id']}/reopen").status_code == 303
    assert "Giấy tờ mang theo căn cước" not in words_of(window.get(f"{QUEUE}/{entered['id']}"))


def test_what_is_left_out_is_asked_for_beside_its_field(office: Office) -> None:
    request_id = office.entered()["id"]
    window = window_of(office.staff)
    for name, sentence in (
        ("refer", "Ghi nơi nhận việc."),
        ("close", "Chọn một lý do."),
        ("windows", "chọn ít nhất một lúc tiện"),
    ):
        page = deed(window, request_id, name)
        assert (page.status_code, sentence in page.text) == (422, True), name
    assert state_of(office, request_id) == "open"


def test_new_times_replace_the_old_and_a_closed_request_is_opened_again(office: Office) -> None:
    request_id = office.entered()["id"]
    window = window_of(office.staff)
    deed(window, request_id, "windows", when=["2025-12-04.am"])
    windows = office.staff.get(f"/requests/{request_id}").json["windows"]
    assert [each["start"] for each in windows] == ["2025-12-04T01:30:00+00:00"]
    deed(window, request_id, "solve")
    assert "Đã mở lại." in window.follow(deed(window, request_id, "reopen")).text
    assert state_of(office, request_id) == "open"


def test_another_wards_request_is_not_there_and_the_counter_only_looks(office: Office) -> None:
    request_id = office.entered()["id"]
    others = window_of(office.with_post("staff", (OTHER_WARD,), "+84912000071"))
    assert others.get(f"{QUEUE}/{request_id}").status_code == 404
    assert others.post(f"{QUEUE}/{request_id}/solve").status_code == 404
    counter = window_of(office.with_post("counter", (BA_DINH,), "+84912000072"))
    page = counter.get(f"{QUEUE}/{request_id}")
    assert (page.status_code, "/solve" in page.text, "Người phù hợp" in page.text) == (200, False, False)
    assert counter.post(f"{QUEUE}/{request_id}/solve").status_code == 403
    assert window_of(office.volunteer(MINH, "+84912000010")).get(f"{QUEUE}/{request_id}").status_code == 403


def test_an_overdue_request_says_so_on_its_page(office: Office) -> None:
    request_id = office.entered(urgency="today")["id"]
    office.clock.advance(timedelta(days=1))
    said = words_of(window_of(office.signed_in("+84912000001")).get(f"{QUEUE}/{request_id}"))
    assert "Quá hạn " in said


def test_once_it_is_scheduled_the_visit_stands_in_a_box_and_behind_a_link(tmp_path: Path) -> None:
    with volunteers_on(f"sqlite:///{tmp_path / 'other.sqlite'}", tmp_path) as office:
        visit = Visit(office)
        slip, staff = f"{QUEUE}/{visit.request['id']}", window_of(office.staff)
        assert "/sessions/appointments/" not in staff.get(slip).text
        visit.scheduled()
        page, where = staff.get(slip).text, f"/sessions/appointments/{visit.appointment_id}"
        assert f'hx-get="{where}/fragment"' in page
        assert f'href="{where}"' in page
        assert CODE["code"] not in page


@pytest.mark.parametrize(("name", "form"), [*((name, form) for name, form, _ in ENDINGS), ("owner", {"person_id": ""})])
def test_a_deed_on_an_old_page_is_not_done_before_the_request_was_looked_at_again(
    office: Office, name: str, form: dict[str, Any]
) -> None:
    request_id = office.entered()["id"]
    window, url = window_of(office.staff), f"{QUEUE}/{request_id}"
    old = as_seen(window.get(url))
    office.staff.post(f"/requests/{request_id}/owner", {"person_id": office.staff.get("/me").json["id"]})
    for seen in (old, {}):
        refused = window.post(f"{url}/{name}", {**seen, **form})
        assert (refused.status_code, "Vừa có thay đổi." in words_of(refused)) == (409, True)
        assert (state_of(office, request_id), "Đỗ Thị Staff" in words_of(refused)) == ("open", True)
    assert all(f'value="{text}"' in refused.text for text in form.values())
    assert window.post(f"{url}/{name}", {**as_seen(refused), **form}).status_code == 303


def test_a_message_that_arrives_meanwhile_refuses_no_deed(tmp_path: Path) -> None:
    with volunteers_on(f"sqlite:///{tmp_path / 'other.sqlite'}", tmp_path) as office:
        visit = Visit(office)
        window, url = window_of(office.staff), f"{QUEUE}/{visit.request['id']}"
        seen = as_seen(window.get(url))
        visit.reached(("request", visit.request["id"]))
        assert ("person_reached", "file") in visit.timeline()
        assert window.post(f"{url}/cancel", {**seen, "reason": "mistake"}).status_code == 303


def test_a_deed_pressed_twice_is_answered_like_the_first(office: Office) -> None:
    request_id = office.entered()["id"]
    window, url = window_of(office.staff), f"{QUEUE}/{request_id}"
    page = window.get(url)
    form = {"once": hidden(page, "once"), **as_seen(page), "person_id": hidden(page, "person_id")}
    first, second = (window.post(f"{url}/owner", form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == f"{url}?done=owner"


def test_what_was_done_is_told_once_and_to_nobody_who_was_only_sent_the_address(office: Office) -> None:
    request_id = office.entered()["id"]
    window, url = window_of(office.staff), f"{QUEUE}/{request_id}"
    done = deed(window, request_id, "owner", person_id="")
    assert "Đã hủy." not in words_of(window.get(f"{url}?done=cancel"))
    colleague = window_of(office.with_post("head", (BA_DINH,), "+84912000074"))
    assert "Đã ghi người phụ trách." not in words_of(colleague.follow(done))
    assert "Đã ghi người phụ trách." in words_of(window.follow(done))
    assert "Đã ghi người phụ trách." not in words_of(window.follow(done))


def test_of_a_long_story_the_latest_is_shown_and_the_whole_can_be_read(office: Office) -> None:
    request_id = office.entered()["id"]
    with office.runtime.unit(Actor("timer", "timers")) as unit:
        for day in range(120):
            detail = {"due_at": (MONDAY + timedelta(days=day)).isoformat()}
            unit.note("promise_moved", "request", request_id, detail=detail)
        unit.commit()
    window, url = window_of(office.staff), f"{QUEUE}/{request_id}"
    first, last = "Hạn báo tin dời đến 8 giờ 30 sáng thứ Hai, 1/12", "Hạn báo tin dời đến 8 giờ 30 sáng thứ Hai, 30/3"
    page = window.get(url)
    assert (first in words_of(page), last in words_of(page)) == (False, True)
    beginning = window.get(f"{url}?lines=first")
    assert f'href="{url}?lines=first#timeline"' in page.text
    assert (first in words_of(beginning), last in words_of(beginning)) == (True, False)
    (onward,) = re.findall(rf'href="({url}\?lines=[A-Za-z0-9_-]+)#timeline"', beginning.text)
    rest = window.get(onward)
    assert (first in words_of(rest), last in words_of(rest)) == (False, True)
    assert f'href="{url}#timeline"' in rest.text
    assert window.get(f"{url}?lines=nonsense").status_code == 404
