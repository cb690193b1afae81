"""Who of the staff takes care of a request, and who stands in for whom is away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from services.volunteers.tables import kit, leaves
from tests.integration.desk_window import QUEUE, as_seen, rows_of, words_of
from tests.integration.volunteer_window import window_of
from tests.integration.volunteers_wiring import STAFF_PHONE, Caller, Office, volunteers_on
from tests.kit.windows import Window, hidden
from tests.unit.volunteers.builders import BA_DINH

TODAY, LEAVE = "/volunteers/today", "/volunteers/today/leave"
OTHER_WARD, HEAD_PHONE = "00008", "+84912000074"
STAFF, HEAD = "Đỗ Thị Staff", "Đỗ Thị Head"
NEXT_DAYS = {"first_day": "2025-12-02", "last_day": "2025-12-05"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def id_of(caller: Caller) -> str:
    return str(caller.get("/me").json["id"])


def owner(office: Office, request_id: str) -> str | None:
    seen = office.staff.get(f"/requests/{request_id}").json["owner"]
    return seen and str(seen["name"])


def entrust(window: Window, request_id: str, person_id: str) -> int:
    seen = as_seen(window.get(f"{QUEUE}/{request_id}"))
    return window.post(f"{QUEUE}/{request_id}/owner", {**seen, "person_id": person_id}).status_code


def test_somebody_takes_care_of_a_request_gives_it_on_and_lets_it_go(office: Office) -> None:
    request_id = office.entered()["id"]
    head = office.with_post("head", (BA_DINH,), HEAD_PHONE)
    window = window_of(office.staff)
    page = window.get(f"{QUEUE}/{request_id}")
    assert "Chưa ai phụ trách." in words_of(page)
    taken = window.post(f"{QUEUE}/{request_id}/owner", {**as_seen(page), "person_id": hidden(page, "person_id")})
    assert "Đã ghi người phụ trách." in words_of(window.follow(taken))
    assert owner(office, request_id) == STAFF
    assert f"{STAFF} phụ trách" in words_of(window.get(QUEUE))
    assert entrust(window, request_id, id_of(head)) == 303
    assert owner(office, request_id) == HEAD
    assert entrust(window, request_id, "") == 303
    assert owner(office, request_id) is None
    told = words_of(window.get(f"{QUEUE}/{request_id}"))
    for line in (f"Người phụ trách: {STAFF}", f"Người phụ trách: {HEAD}", "Không còn ai phụ trách riêng"):
        assert line in told


def test_the_same_again_is_nothing_new_and_what_has_ended_is_in_nobodys_care(office: Office) -> None:
    request_id, me = office.entered()["id"], id_of(office.staff)
    for _ in range(2):
        assert office.staff.post(f"/requests/{request_id}/owner", {"person_id": me}).status_code == 200
    lines = [row for row in office.rows(kit.journal) if row["kind"] == "request_entrusted"]
    assert len(lines) == 1
    office.staff.post(f"/requests/{request_id}/close", {})
    refused = office.staff.post(f"/requests/{request_id}/owner", {"person_id": None})
    assert refused.status_code == 409
    assert entrust(window_of(office.staff), request_id, "") == 409


def test_only_staff_of_the_ward_take_care_and_only_they_say_so(office: Office) -> None:
    request_id = office.entered()["id"]
    others = office.with_post("staff", (OTHER_WARD,), "+84912000071")
    counter = office.with_post("counter", (BA_DINH,), "+84912000072")
    window = window_of(office.staff)
    for stranger in (id_of(others), id_of(counter), request_id, "nonsense"):
        assert entrust(window, request_id, stranger) == 422
    assert entrust(window_of(others), request_id, id_of(others)) == 404
    assert entrust(window_of(counter), request_id, id_of(counter)) == 403
    assert owner(office, request_id) is None


def test_ones_own_requests_stand_on_ones_day_and_a_colleagues_while_they_are_away(office: Office) -> None:
    request_id = office.entered()["id"]
    head = window_of(office.with_post("head", (BA_DINH,), HEAD_PHONE))
    window = window_of(office.signed_in(STAFF_PHONE))
    entrust(window, request_id, id_of(office.signed_in(STAFF_PHONE)))
    assert "Đang phụ trách (1)" in words_of(window.get(TODAY))
    page = window.get(LEAVE)
    form = {"once": hidden(page, "once"), **NEXT_DAYS, "cover_id": id_of(office.signed_in(HEAD_PHONE))}
    first, second = (window.post(LEAVE, form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert "Đã ghi ngày nghỉ." in words_of(window.follow(first))
    assert len(office.rows(leaves)) == 1
    assert f"{STAFF} 2/12 đến hết 5/12, {HEAD} làm thay" in words_of(head.get(TODAY))
    assert rows_of(head.get(TODAY)) == []
    office.clock.advance(timedelta(days=1))
    head = window_of(office.signed_in(HEAD_PHONE))
    assert f"Làm thay {STAFF} (1)" in words_of(head.get(TODAY))
    assert request_id in rows_of(head.get(TODAY))
    others = window_of(office.with_post("staff", (OTHER_WARD,), "+84912000071"))
    assert STAFF not in words_of(others.get(TODAY))


def test_a_leave_is_ended_by_whose_it_is_and_forgotten_after_a_month(office: Office) -> None:
    window = window_of(office.staff)
    window.post(LEAVE, NEXT_DAYS)
    (leave,) = office.rows(leaves)
    head = window_of(office.with_post("head", (BA_DINH,), HEAD_PHONE))
    assert head.post(f"{LEAVE}/{leave['leave_id']}/end").status_code == 404
    assert "Đã thôi nghỉ." in words_of(window.follow(window.post(f"{LEAVE}/{leave['leave_id']}/end")))
    assert office.rows(leaves) == []
    window.post(LEAVE, {**NEXT_DAYS, "first_day": "2025-12-01"})
    office.clock.advance(timedelta(days=3))
    again = window_of(office.signed_in(STAFF_PHONE))
    (leave,) = office.rows(leaves)
    again.post(f"{LEAVE}/{leave['leave_id']}/end")
    assert [str(each["last_day"]) for each in office.rows(leaves)] == ["2025-12-03"]
    office.clock.advance(timedelta(days=40))
    office.run_timers()
    assert office.rows(leaves) == []


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "first_day"),
        ({**NEXT_DAYS, "last_day": "2025-12-01"}, "last_day"),
        ({"first_day": "2025-11-01", "last_day": "2025-11-03"}, "last_day"),
        ({**NEXT_DAYS, "last_day": "2026-12-05"}, "last_day"),
        ({**NEXT_DAYS, "cover_id": "0198a5e0-7c10-7000-8000-000000000001"}, "cover_id"),
    ],
)
def test_a_leave_that_cannot_be_says_what_to_write(office: Office, form: dict[str, str], field: str) -> None:
    page = window_of(office.staff).post(LEAVE, form)
    assert (page.status_code, f'href="#{field}"' in page.text) == (422, True)
    assert office.rows(leaves) == []


def test_nobody_stands_in_for_themselves(office: Office) -> None:
    page = window_of(office.staff).post(LEAVE, {**NEXT_DAYS, "cover_id": id_of(office.staff)})
    assert (page.status_code, "Chọn một đồng nghiệp." in page.text) == (422, True)


def test_the_citys_staff_name_one_another_and_nobody_of_a_ward(office: Office) -> None:
    mine, other = (office.with_post("city", (), phone) for phone in ("+84912000075", "+84912000076"))
    window = window_of(mine)
    page = window.get(LEAVE)
    assert f'<option value="{id_of(other)}"' in page.text
    for nobody in (id_of(mine), id_of(office.staff)):
        assert f'<option value="{nobody}"' not in page.text
    assert window.post(LEAVE, {**NEXT_DAYS, "cover_id": id_of(office.staff)}).status_code == 422
    taken = window.post(LEAVE, {**NEXT_DAYS, "cover_id": id_of(other)})
    assert "Đã ghi ngày nghỉ." in words_of(window.follow(taken))


def test_what_stands_on_the_day_twice_has_no_name_twice(office: Office) -> None:
    request_id = office.entered(urgency="today")["id"]
    window = window_of(office.staff)
    entrust(window, request_id, id_of(office.staff))
    page = window.get(TODAY)
    assert rows_of(page) == [request_id] * 2
    names = re.findall(r' id="([^"]+)"', page.text)
    assert sorted(names) == sorted(set(names))
    assert f'id="request-{request_id}"' in window.get(QUEUE).text
