"""The queue: found by what people know of a request, and summed up against the promise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.volunteers.queries.queue import percentile
from tests.integration.agenda_visit import Visit
from tests.integration.volunteers_wiring import Office, on_behalf, volunteers_on
from tests.unit.volunteers.builders import BA_DINH, MONDAY, at

OTHER_WARD = "00008"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def summary(office: Office, query: str = "") -> dict[str, Any]:
    answer = office.staff.get(f"/queue/summary{query}")
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


# Search


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("thi lan", True),
        ("NGUYỄN THỊ LÁN", True),
        ("thu trang", True),
        ("0912000002", True),
        ("000003", True),
        ("4-25-001", True),
        ("4 25 1", True),
        ("4/25/001", True),
        ("4-25-002", False),
        ("999", False),
        ("%", False),
        ("_", False),
    ],
)
def test_a_request_is_found_by_names_without_marks_number_and_telephone(
    office: Office, words: str, found: bool
) -> None:
    request = office.anyone.post("/requests", on_behalf()).json
    items = office.staff.get(f"/requests?q={words.replace(' ', '%20').replace('%', '%25', words == '%')}").json["items"]
    assert [item["id"] for item in items] == ([request["id"]] if found else [])


# The summary


def test_an_empty_queue_waits_for_nothing(office: Office) -> None:
    assert summary(office)["waiting"] == {
        "count": 0,
        "p50_minutes": None,
        "p90_minutes": None,
        "p50_of_promise": None,
        "p90_of_promise": None,
    }


def test_what_waits_is_counted_by_status_and_against_the_promise(office: Office) -> None:
    office.entered()
    office.clock.advance(timedelta(hours=1))
    office.entered(urgency="today")
    office.anyone.post("/requests", on_behalf())
    office.clock.advance(timedelta(hours=2))
    seen = summary(office, f"?ward={BA_DINH}")
    assert {status: count for status, count in seen["counts"].items() if count} == {"open": 2, "unconfirmed": 1}
    assert (seen["ward"], seen["waiting"]["count"], seen["overdue"]) == (BA_DINH, 2, 0)
    assert (seen["waiting"]["p50_minutes"], seen["waiting"]["p90_minutes"]) == (120, 180)
    # Two of the six hours of the clock until 15:30, when four working hours are over.
    assert seen["waiting"]["p90_of_promise"] == pytest.approx(2 / 6)


def test_what_has_waited_longer_than_promised_is_overdue(office: Office) -> None:
    office.entered(urgency="today")
    office.clock.advance(at(1, 14, 31) - MONDAY)
    seen = summary(office)
    assert (seen["overdue"], seen["waiting"]["p50_of_promise"] > 1) == (1, True)


def test_the_visits_of_tomorrow_are_told(office: Office) -> None:
    visit = Visit(office)
    visit.scheduled()
    assert summary(office)["visits_tomorrow"] == 0
    office.clock.advance(at(2, 7) - MONDAY)
    staff = office.signed_in("+84912000001")
    assert staff.get("/queue/summary").json["visits_tomorrow"] == 1


def test_another_wards_queue_is_not_there(office: Office) -> None:
    assert office.staff.get(f"/queue/summary?ward={OTHER_WARD}").status_code == 404
    other = office.with_post("staff", (OTHER_WARD,), "+84912000099")
    office.entered()
    assert other.get("/queue/summary").json["waiting"]["count"] == 0


def test_a_counter_sees_the_summary_and_a_volunteer_does_not(office: Office) -> None:
    assert office.with_post("counter", (BA_DINH,), "+84912000098").get("/queue/summary").status_code == 200
    assert office.volunteer("Nguyễn Văn Minh", "+84912000010").get("/queue/summary").status_code == 403


def test_a_percentile_is_a_value_that_was_there() -> None:
    assert percentile([], 0.5) is None
    assert percentile([7], 0.9) == 7
    assert [percentile(range(1, 11), share) for share in (0.5, 0.9, 1)] == [5, 9, 10]
