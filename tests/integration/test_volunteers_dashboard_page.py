"""The work in numbers: counted by the database, shown as pictures with a table beside each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from services.volunteers.tables import NOTHING_OWED, requests
from tests.integration.agenda_visit import Visit
from tests.integration.desk_window import statements_of, words_of
from tests.integration.volunteer_window import window_of
from tests.integration.volunteers_wiring import STAFF_PHONE, Office, volunteers_on
from tests.unit.volunteers.builders import BA_DINH

NUMBERS = "/volunteers/dashboard"
OTHER_WARD = "00008"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database_url, tmp_path) as office:
        office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [{"name": "Tổ 12"}, {"name": "Tổ 13"}]})
        yield office


def bars_of(page_text: str, heading: str) -> dict[str, str]:
    """The rows of the table under this heading: label → number."""
    part = page_text.partition(f'aria-labelledby="{heading}"')[2].partition("</section>")[0]
    rows = re.findall(r'<th scope="row"[^>]*>(.*?)</th>.*?<span class="bar-value">(.*?)</span>', part, re.S)
    return {re.sub(r"<[^>]+>", "", label).strip(): number for label, number in rows}


def test_waits_topics_and_neighbourhoods_are_counted(office: Office) -> None:
    office.entered(neighbourhood="Tổ 12")
    office.clock.advance(timedelta(days=1, hours=2))
    window = window_of(office.signed_in(STAFF_PHONE))
    office.staff = office.signed_in(STAFF_PHONE)
    for topics in (["vneid", "ihanoi"], ["ihanoi"]):
        office.entered(neighbourhood="Tổ 13", topics=topics)
    page = window.get(NUMBERS)
    assert bars_of(page.text, "waiting") == {
        "Dưới 1 ngày": "2",
        "1 đến 2 ngày": "1",
        "2 đến 3 ngày": "0",
        "3 đến 5 ngày": "0",
        "5 đến 10 ngày": "0",
        "Trên 10 ngày": "0",
    }
    assert bars_of(page.text, "topics") == {"VNeID": "2", "iHanoi": "2"}
    assert bars_of(page.text, "places") == {"Tổ 13": "2", "Tổ 12": "1"}
    said = words_of(page)
    assert "Một nửa số yêu cầu chờ chưa quá 1 giờ." in said
    assert "Chín phần mười số yêu cầu chờ chưa quá 1 ngày 2 giờ." in said
    assert "Quá hạn đã hứa: 0" in said


def test_todays_visits_stand_by_the_hour_they_begin(office: Office) -> None:
    visit = Visit(office)
    visit.scheduled()
    starts = office.staff.get(visit.path).json["starts_at"]
    window = window_of(office.staff)
    assert "Hôm nay không có buổi nào." in words_of(window.get(NUMBERS))
    office.clock.advance(timedelta(days=2))
    page = window_of(office.signed_in(STAFF_PHONE)).get(NUMBERS)
    assert starts.startswith("2025-12-03")
    assert "Buổi hướng dẫn hôm nay: 1" in words_of(page)
    assert list(bars_of(page.text, "visits").values()) == ["1"]


def test_a_map_of_tiles_stands_beside_the_table_where_the_ward_has_a_list(office: Office) -> None:
    office.entered(neighbourhood="Tổ 12")
    page = window_of(office.staff).get(NUMBERS)
    tiles = re.findall(r'class="tile tile-([0-9])".*?class="tile-name"[^>]*>([^<]*)<', page.text, re.S)
    assert tiles == [("4", "12"), ("0", "13")]


def test_the_city_sees_all_wards_and_one_of_them_and_staff_their_own(office: Office) -> None:
    office.entered()
    city = window_of(office.with_post("city", (), "+84912000009"))
    page = city.get(NUMBERS)
    assert bars_of(page.text, "places") == {"Phường Ba Đình": "1"}
    assert city.get(f"{NUMBERS}?ward={OTHER_WARD}").status_code == 200
    staff = window_of(office.staff)
    assert staff.get(f"{NUMBERS}?ward={OTHER_WARD}").status_code == 404
    assert staff.get(f"{NUMBERS}?ward=nonsense").status_code == 404
    others = window_of(office.with_post("counter", (OTHER_WARD,), "+84912000071"))
    assert "Không có yêu cầu nào đang chờ trả lời." in words_of(others.get(NUMBERS))
    volunteer = window_of(office.volunteer("Nguyễn Văn Minh", "+84912000010"))
    assert volunteer.get(NUMBERS).status_code == 403


def test_however_many_requests_there_are_the_page_asks_as_often(office: Office) -> None:
    window = window_of(office.staff)
    office.entered()
    with statements_of(office.runtime) as of_one:
        window.get(NUMBERS)
    for _ in range(4):
        office.entered()
    with statements_of(office.runtime) as of_five:
        window.get(NUMBERS)
    assert len(of_five) == len(of_one)


@pytest.mark.parametrize("kept", [True, False])
def test_the_board_the_day_and_the_numbers_say_the_same_of_what_is_overdue(office: Office, kept: bool) -> None:
    office.entered(urgency="today")
    office.clock.advance(timedelta(days=1))
    if not kept:
        with office.runtime.engine.begin() as connection:
            connection.execute(update(requests).values(owed_at=NOTHING_OWED))
    staff, late = office.signed_in(STAFF_PHONE), int(kept)
    window = window_of(staff)
    assert f"{late} Quá hạn" in words_of(window.get("/volunteers/queue"))
    assert f"Quá hạn đã hứa: {late}" in words_of(window.get(NUMBERS))
    assert ("Quá hạn đã hứa (1)" in words_of(window.get("/volunteers/today"))) is kept
    assert len(staff.get("/requests?overdue=true").json["items"]) == late
