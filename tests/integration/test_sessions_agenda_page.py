"""The visits of a day or a week: a ward's to its staff, one's own to everybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.ids import new_id
from tests.integration.desk_window import statements_of, words_of
from tests.integration.sessions_town import Town, a_town
from tests.integration.sessions_windows import page_of, window_of
from tests.integration.sessions_wiring import WARD, AHousehold, a_person, a_volunteer, a_ward, hear
from tests.unit.sessions.builders import at, span

AGENDA = "/sessions/agenda"


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """On Tuesday at eight, half an hour before the visit."""
    with a_town(database_url, tmp_path) as opened:
        hear(opened.sessions, a_ward(WARD))
        opened.go_to(at("8:00", 1))
        yield opened


def another_visit(town: Town, name: str) -> None:
    """Somebody else's of the same ward, on Wednesday."""
    house, helper = AHousehold(windows=(span("8:00", "11:00", 2),)), new_id()
    town.go_to(at("8:30"))
    hear(town.sessions, a_person(house.resident_id, name), a_person(helper, "Phạm Thị Hoa"), a_volunteer(helper))
    hear(town.sessions, house.accepted({new_id(): helper}))
    town.go_to(at("8:00", 1))


def test_staff_read_todays_visits_of_their_ward_with_a_way_to_each(town: Town) -> None:
    page = window_of(town, "staff").get(AGENDA)
    words = words_of(page)
    assert "Lịch hẹn của Phường Ba Đình" in words
    assert "8 giờ 30 đến 9 giờ 30 sáng" in words
    assert "Nguyễn Thị Lan" in words
    assert "Trần Văn Minh" in words
    assert f'href="{page_of(town)}"' in page.text


def test_the_week_shows_every_day_and_tomorrow_is_not_today(town: Town) -> None:
    another_visit(town, "Đặng Văn Sơn")
    staff = window_of(town, "staff")
    assert "Đặng Văn Sơn" not in words_of(staff.get(AGENDA))
    week = words_of(staff.get(f"{AGENDA}?view=week"))
    assert "Từ thứ Hai, 7/12 đến Chủ nhật, 13/12 · 2 buổi" in week
    assert "Đặng Văn Sơn" in week
    assert "Đặng Văn Sơn" in words_of(staff.get(f"{AGENDA}?from=2026-12-09"))


def test_a_volunteer_reads_their_own_visits_only(town: Town) -> None:
    another_visit(town, "Đặng Văn Sơn")
    page = window_of(town, "volunteer").get(f"{AGENDA}?view=week")
    words = words_of(page)
    assert "Lịch hẹn của tôi" in words
    assert "Nguyễn Thị Lan" in words
    assert "Đặng Văn Sơn" not in words
    assert re.search(r'<a href="/volunteers/tasks" class="govuk-back-link">\s*Việc của tôi', page.text)


def test_staff_read_that_somebody_guesses_codes_in_their_ward_and_nobody_else_does(town: Town) -> None:
    hear(town.sessions, a_ward("00008"))
    body = {"code": "cái ô, cái ô", "ward": WARD, "neighbourhood": "Tổ 12"}
    for n in range(99):
        address = {"REMOTE_ADDR": f"203.0.113.{n % 3}"}
        town.client.post("/api/v1/visit-codes/check", json=body, environ_base=address)
    staff, said = window_of(town, "staff"), "từ 100 lần thử mã hẹn không đúng"
    assert said not in words_of(staff.get(AGENDA))
    town.client.post("/api/v1/visit-codes/check", json=body)
    assert said in words_of(staff.get(AGENDA))
    assert said in staff.get(f"{AGENDA}/fragment").text
    assert said not in words_of(window_of(town, "other staff").get(AGENDA))
    assert said not in words_of(window_of(town, "volunteer").get(AGENDA))
    town.go_to(at("9:00", 1))
    assert said not in words_of(staff.get(AGENDA))


def test_staff_of_another_ward_read_their_own_and_cannot_ask_for_this_one(town: Town) -> None:
    hear(town.sessions, a_ward("00008"))
    other = window_of(town, "other staff")
    assert "Nguyễn Thị Lan" not in words_of(other.get(AGENDA))
    assert other.get(f"{AGENDA}?ward={WARD}").status_code == 404


def test_nobody_reads_it_without_signing_in(town: Town) -> None:
    answer = window_of(town, "tracking").get(AGENDA)
    assert answer.headers["Location"] == "/volunteers/sign-in?next=/sessions/agenda"


def test_a_day_that_cannot_be_read_is_today(town: Town) -> None:
    assert "Nguyễn Thị Lan" in words_of(window_of(town, "staff").get(f"{AGENDA}?from=h%C3%B4m%20nay"))


def test_a_full_week_takes_as_many_statements_as_an_empty_one(town: Town) -> None:
    staff = window_of(town, "staff")
    with statements_of(town.sessions) as few:
        staff.get(f"{AGENDA}?view=week")
    another_visit(town, "Đặng Văn Sơn")
    with statements_of(town.sessions) as many:
        staff.get(f"{AGENDA}?view=week")
    assert len(many) == len(few)


def test_the_box_for_other_pages_names_todays_visits_and_leads_to_all(town: Town) -> None:
    another_visit(town, "Đặng Văn Sơn")
    box = window_of(town, "staff").get(f"{AGENDA}/fragment")
    assert "<html" not in box.text
    assert "Nguyễn Thị Lan" in box.text
    assert "Đặng Văn Sơn" not in box.text
    assert f'href="{AGENDA}?ward={WARD}"' in box.text
