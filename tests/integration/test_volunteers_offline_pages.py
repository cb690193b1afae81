"""What a volunteer's phone may keep for reading without a network: said by each page, and by no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.web.pages.offline import FOR, SECONDS
from tests.integration.agenda_visit import Visit
from tests.integration.volunteer_window import TASKS, window_of, window_on
from tests.integration.volunteers_wiring import Office, an_application, volunteers_on
from tests.unit.volunteers.builders import MONDAY, at

HOUR = 3600
MINH_PHONE = "+84912000010"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def visit(office: Office) -> Visit:
    """Fixed for Wednesday at nine; it is Monday, half past eight."""
    visit = Visit(office)
    visit.scheduled()
    return visit


def test_the_list_may_be_kept_to_the_end_of_the_day_and_names_nobody(visit: Visit) -> None:
    page = window_of(visit.volunteer).get(TASKS)
    assert int(page.headers[SECONDS]) == 15.5 * HOUR
    assert page.headers["Cache-Control"] == "no-store"
    assert "Nguyễn Thị Lan" not in page.text
    assert "data-keep" not in page.text


def test_a_visit_may_be_kept_on_its_day_alone(visit: Visit) -> None:
    task = f"{TASKS}/{visit.request['id']}"
    assert SECONDS not in window_of(visit.volunteer).get(task).headers
    visit.office.clock.advance(at(3, 7) - MONDAY)
    minh = window_of(visit.office.signed_in(MINH_PHONE))
    assert int(minh.get(task).headers[SECONDS]) == 17 * HOUR
    named = f'data-keep="{task} /sessions/appointments/{visit.appointment_id}/fragment"'
    assert named in minh.get(TASKS).text


def test_how_to_reach_somebody_may_be_kept_only_by_whoever_asked_for_it_on_that_day(visit: Visit) -> None:
    contact = f"{TASKS}/{visit.request['id']}/contact"
    visit.office.clock.advance(at(2, 19) - MONDAY)
    assert SECONDS not in window_of(visit.office.signed_in(MINH_PHONE)).post(contact).headers
    visit.office.clock.advance(at(3, 7) - at(2, 19))
    minh = window_of(visit.office.signed_in(MINH_PHONE))
    assert SECONDS not in minh.get(contact).headers
    assert int(minh.post(contact).headers[SECONDS]) == 17 * HOUR


def test_whose_it_is_changes_with_the_person_and_with_the_day(visit: Visit) -> None:
    office = visit.office
    ha = window_of(office.volunteer("Trần Thu Hà", "+84912000011"))
    mine, hers = (window.get(TASKS).headers[FOR] for window in (window_of(visit.volunteer), ha))
    office.clock.advance(at(2, 9) - MONDAY)
    tomorrow = window_of(office.signed_in(MINH_PHONE)).get(TASKS).headers[FOR]
    assert len({mine, hers, tomorrow}) == 3


def test_nobody_else_has_anything_to_keep(office: Office) -> None:
    office.anyone.post("/volunteers", an_application("Nguyễn Văn Minh", MINH_PHONE))
    for window in (window_of(office.signed_in(MINH_PHONE)), window_of(office.staff)):
        assert window.get(TASKS).headers[SECONDS] == "0"


def test_who_is_suspended_is_refused_a_visit_and_keeps_nothing_of_it(visit: Visit) -> None:
    own_id = visit.volunteer.get("/me").json["id"]
    assert visit.office.staff.post(f"/volunteers/{own_id}/suspend", {"reason": "own_wish"}).status_code == 200
    minh = window_of(visit.office.signed_in(MINH_PHONE))
    refused = minh.get(f"{TASKS}/{visit.request['id']}")
    assert (refused.status_code, refused.headers[SECONDS]) == (403, "0")
    assert minh.get(TASKS).headers[SECONDS] == "0"


def test_a_page_that_is_asked_for_ahead_of_time_is_refused_without_a_word_about_what_is_kept(visit: Visit) -> None:
    refused = window_of(visit.volunteer).get(TASKS, **{"Sec-Purpose": "prefetch;prerender"})
    assert (refused.status_code, SECONDS in refused.headers) == (403, False)


def test_signing_out_has_the_browser_throw_away_what_was_kept(visit: Visit) -> None:
    answer = window_of(visit.volunteer).post("/volunteers/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"storage"'


def test_beside_every_sign_out_is_what_forgets_in_browsers_that_do_not_know_how(visit: Visit) -> None:
    assert "/leaving.js" in window_of(visit.volunteer).get(f"{TASKS}/{visit.request['id']}/contact").text
    assert "/leaving.js" not in window_on(visit.office).get("/volunteers/help").text


def test_the_worker_is_ours_alone_and_what_is_shown_without_a_network_is_in_both_languages(office: Office) -> None:
    window = window_on(office)
    with window.get("/volunteers/worker.js") as worker:
        assert (worker.status_code, worker.mimetype) == (200, "text/javascript")
        assert worker.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
        assert worker.headers["Cache-Control"] == "no-cache"
    assert "Máy đang không có mạng" in window.get(f"{TASKS}/offline").text
    assert "This phone has no network" in window.get(f"{TASKS}/offline?lang=en").text
