"""The sample ward can be entered on any day."""

from __future__ import annotations

from datetime import date, datetime

from services.demo import demo_page
from services.demo.load import days_of, request_of
from services.demo.people import RESIDENTS
from shared.clock import HANOI


def test_the_samples_are_wanted_on_three_days_from_the_networks_own_time_on() -> None:
    days = days_of(datetime(2026, 11, 23, 2, 20, tzinfo=HANOI), hours=24)
    assert [day.date() for day in days] == [date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)]
    windows = request_of(RESIDENTS[0], "vneid", days)["windows"]
    assert windows[0] == {"start": "2026-11-25T08:00:00+07:00", "end": "2026-11-25T11:00:00+07:00"}
    assert len(windows) == 6


def test_around_tet_the_samples_are_wanted_after_it() -> None:
    kitchen_gods = datetime(2027, 1, 30, 9, 0, tzinfo=HANOI)
    assert days_of(kitchen_gods, hours=24)[0].date() == date(2027, 2, 21)


def test_the_demos_page_names_the_people_of_both_languages_and_the_way_to_sign_in() -> None:
    browser = demo_page("http://localhost:8000", "/var/messages.jsonl").test_client()
    page = browser.get("/", headers={"Accept-Language": "vi"})
    assert page.status_code == 200
    for said in ("Đỗ Thị Hoa", "cán bộ phường", "0912 000 101", "/var/messages.jsonl", 'href="/volunteers/sign-in"'):
        assert said in page.text
    assert "ward staff" in browser.get("/?lang=en").text
    assert "style-src 'self'" in page.headers["Content-Security-Policy"]
