"""A volunteer's visits in the calendar of their phone: by a secret link, without anybody's name or address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from werkzeug.test import TestResponse

from services.sessions.tables import calendar_links
from tests.integration.desk_window import words_of
from tests.integration.sessions_town import Town, a_town
from tests.integration.sessions_windows import window_of
from tests.integration.sessions_wiring import WARD, a_ward, hear, rows, suspended
from tests.kit.windows import Window
from tests.unit.sessions.builders import at

CALENDAR = "/sessions/calendar"


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    with a_town(database_url, tmp_path) as opened:
        hear(opened.sessions, a_ward(WARD))
        yield opened


@pytest.fixture
def minh(town: Town) -> Window:
    return window_of(town, "volunteer")


def link_in(page: TestResponse) -> str:
    found = re.search(r"<code>(http\S+?\.ics)</code>", page.text)
    assert found, page.text
    return found[1]


def read(town: Town, link: str) -> TestResponse:
    """What a calendar program gets: it knows nothing but the link."""
    return window_of(town).client.get(link.partition("/sessions")[2])


def events(answer: TestResponse) -> list[icalendar.Component]:
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    return icalendar.Calendar.from_ical(answer.get_data()).walk("VEVENT")


def test_a_calendar_shows_what_and_when(town: Town, minh: Window) -> None:
    (event,) = events(read(town, link_in(minh.post(CALENDAR))))
    assert str(event["summary"]) == "Hướng dẫn: VNeID"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (at("8:30", 1), at("9:30", 1))


def test_a_calendar_names_nobody_and_no_place(town: Town, minh: Window) -> None:
    text = read(town, link_in(minh.post(CALENDAR))).get_data(as_text=True).replace("\r\n ", "")
    for secret in ("Lan", "Minh", "Ba Đình", "LOCATION", "+849"):
        assert secret not in text


def test_a_link_is_shown_once_and_kept_as_a_hash(town: Town, minh: Window) -> None:
    link = link_in(minh.post(CALENDAR))
    secret = link.rpartition("/")[2].removesuffix(".ics")
    page = minh.get(CALENDAR)
    assert secret not in page.text
    assert "Đang dùng đường dẫn lấy từ 8 giờ 30 sáng thứ Hai, 7/12." in words_of(page)
    assert secret not in str(rows(town.sessions, calendar_links))


def test_a_new_link_ends_the_old_one_at_once(town: Town, minh: Window) -> None:
    old, new = link_in(minh.post(CALENDAR)), link_in(minh.post(CALENDAR))
    assert read(town, old).status_code == 404
    assert len(events(read(town, new))) == 1
    assert len(rows(town.sessions, calendar_links)) == 1


def test_a_link_that_is_dropped_opens_nothing(town: Town, minh: Window) -> None:
    link = link_in(minh.post(CALENDAR))
    page = minh.follow(minh.post(f"{CALENDAR}/drop"))
    assert "Đã bỏ đường dẫn." in words_of(page)
    assert read(town, link).status_code == 404
    assert minh.post(f"{CALENDAR}/drop").status_code == 303, "once more changes nothing"


def test_a_link_nobody_has_is_not_there(town: Town) -> None:
    assert read(town, "http://localhost/sessions/api/v1/calendar/nobodyhasthissecret.ics").status_code == 404


def test_a_visit_that_fell_leaves_the_calendar(town: Town, minh: Window) -> None:
    link = link_in(minh.post(CALENDAR))
    assert town.post("resident", "cancel", {"reason": "ill"}).status_code == 200
    assert events(read(town, link)) == []


def test_who_was_suspended_reads_nothing_any_more(town: Town, minh: Window) -> None:
    link = link_in(minh.post(CALENDAR))
    hear(town.sessions, suspended(town.volunteer_id))
    assert events(read(town, link)) == []


def test_only_volunteers_have_a_calendar(town: Town) -> None:
    assert window_of(town, "staff").get(CALENDAR).status_code == 403
    assert window_of(town, "resident").post(CALENDAR).status_code == 403
    assert window_of(town).get(CALENDAR).status_code == 303


def test_a_form_of_another_site_makes_no_link(town: Town, minh: Window) -> None:
    assert minh.post(CALENDAR, {}, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert rows(town.sessions, calendar_links) == []
