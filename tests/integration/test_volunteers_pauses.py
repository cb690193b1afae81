"""Pauses, holidays and Tết: nobody is sent, no promise runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.contracts import sessions
from tests.integration.volunteers_wiring import STAFF_PHONE, Office, volunteers_on
from tests.unit.volunteers.builders import BA_DINH, at

TO_12 = {"name": "Tổ 12", "aliases": ["tổ dân phố 12"]}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database_url, tmp_path) as office:
        office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [TO_12, {"name": "Tổ 13"}]})
        yield office


def pause(office: Office, start: datetime, end: datetime, *neighbourhoods: str) -> dict[str, Any]:
    body = {"neighbourhoods": list(neighbourhoods), "from": start.isoformat(), "to": end.isoformat()}
    answer = office.staff.post(f"/wards/{BA_DINH}/pauses", {**body, "reason": "flood"})
    assert answer.status_code == 201, answer.json
    return dict(answer.json)


def request_seen(office: Office, request: dict[str, Any]) -> dict[str, Any]:
    return dict(office.staff.get(f"/requests/{request['id']}").json)


def due(office: Office, request: dict[str, Any]) -> datetime:
    office.tick()
    return datetime.fromisoformat(request_seen(office, request)["due_at"])


def mark(office: Office, day: date, kind: str, sequence: int = 1, ward: str | None = None) -> None:
    data = {"day": day, "ward": ward, "kind": kind, "name": "Nghỉ lễ"}
    subject = f"{day}" if ward is None else f"{day}/{ward}"
    office.hear(sessions.DAY_MARKED, subject, sequence, data)


def test_a_pause_is_told_with_the_neighbourhoods_it_holds_for(office: Office) -> None:
    made = pause(office, at(2, 0), at(3, 0), "tổ dân phố 12")
    assert made["neighbourhoods"] == ["to-12"]
    office.tell()
    (told,) = office.ears.of("ward.changed")[-1].data["pauses"]
    assert (told["pause_id"], told["neighbourhoods"], told["reason"]) == (made["id"], ["to-12"], "flood")
    assert [each["id"] for each in office.anyone.get(f"/wards/{BA_DINH}").json["pauses"]] == [made["id"]]


def test_the_same_pause_entered_twice_is_one(office: Office) -> None:
    assert pause(office, at(2, 0), at(3, 0), "Tổ 12")["id"] == pause(office, at(2, 0), at(3, 0), "to-12")["id"]
    assert len(office.anyone.get(f"/wards/{BA_DINH}").json["pauses"]) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"from": at(3, 0).isoformat(), "to": at(2, 0).isoformat()}, "to"),
        ({"from": at(1, 0).isoformat(), "to": at(1, 8).isoformat()}, "to"),
        ({"from": "2025-11-20T00:00:00+07:00"}, "from"),
        ({"to": "2026-03-01T00:00:00+07:00"}, "to"),
        ({"neighbourhoods": ["Tổ 12", "Tổ 99"]}, "neighbourhoods.1"),
        ({"reason": "rain"}, "reason"),
        ({"why": "rain"}, "why"),
    ],
    ids=["ends before it starts", "over already", "began long ago", "too long", "no such", "no code", "unknown field"],
)
def test_an_impossible_pause_names_the_field_and_changes_nothing(
    office: Office, changes: dict[str, Any], field: str
) -> None:
    body = {"from": at(2, 0).isoformat(), "to": at(3, 0).isoformat(), "reason": "flood", **changes}
    answer = office.staff.post(f"/wards/{BA_DINH}/pauses", body)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]
    assert office.anyone.get(f"/wards/{BA_DINH}").json["pauses"] == []


def test_a_pause_stops_the_promise_of_whoever_lives_in_it(office: Office) -> None:
    there = office.entered(neighbourhood="Tổ 12")
    elsewhere = office.entered(neighbourhood="Tổ 13", resident={"name": "Trần Văn Bảo", "phone": "0912000044"})
    by_phone = office.entered(
        neighbourhood="Tổ 12", place="phone", resident={"name": "Lê Thị Cúc", "phone": "0912000045"}
    )
    pause(office, at(2, 0), at(3, 0), "to-12")
    assert due(office, there) == at(5, 8, 30)
    assert due(office, elsewhere) == at(4, 8, 30)
    assert due(office, by_phone) == at(4, 8, 30), "a flood keeps nobody from the telephone"


def test_a_pause_that_ends_sooner_gives_the_promise_back(office: Office) -> None:
    request = office.entered()
    made = pause(office, at(1, 8, 30), at(3, 0))
    assert due(office, request) == at(5, 17)
    office.clock.advance(timedelta(hours=1))
    assert office.staff.post(f"/wards/{BA_DINH}/pauses/{made['id']}/end").status_code == 200
    assert due(office, request) == at(4, 9, 30)
    assert office.anyone.get(f"/wards/{BA_DINH}").json["pauses"] == []


def test_ending_a_pause_that_never_was_is_not_found(office: Office) -> None:
    nowhere = "0198a5e0-7c10-7000-8000-00000000009a"
    assert office.staff.post(f"/wards/{BA_DINH}/pauses/{nowhere}/end").status_code == 404


def test_a_holiday_moves_every_promise_and_taking_it_back_moves_them_back(office: Office) -> None:
    request = office.entered()
    mark(office, date(2025, 12, 2), "holiday")
    assert due(office, request) == at(5, 8, 30)
    mark(office, date(2025, 12, 2), "ordinary", sequence=2)
    assert due(office, request) == at(4, 8, 30)


def test_a_wards_own_holiday_is_its_own(office: Office) -> None:
    request = office.entered()
    mark(office, date(2025, 12, 2), "holiday", ward="00008")
    assert due(office, request) == at(4, 8, 30)
    mark(office, date(2025, 12, 2), "holiday", ward=BA_DINH)
    assert due(office, request) == at(5, 8, 30)


def test_older_news_of_a_day_changes_nothing(office: Office) -> None:
    mark(office, date(2025, 12, 2), "ordinary", sequence=3)
    mark(office, date(2025, 12, 2), "holiday", sequence=2)
    assert due(office, office.entered()) == at(4, 8, 30)


def test_a_request_taken_in_before_a_holiday_is_promised_around_it(office: Office) -> None:
    mark(office, date(2025, 12, 2), "holiday")
    office.tick()
    request = office.entered()
    assert datetime.fromisoformat(request_seen(office, request)["due_at"]) == at(5, 8, 30)


def test_a_day_of_heat_is_a_working_day(office: Office) -> None:
    mark(office, date(2025, 12, 2), "heat")
    assert due(office, office.entered()) == at(4, 8, 30)


def test_a_ward_that_promises_sooner_is_held_to_it(office: Office) -> None:
    head = office.with_post("head", (BA_DINH,), "+84912000005")
    request = office.entered()
    head.patch(f"/wards/{BA_DINH}", {"settings": {"promise_days": 1}})
    assert due(office, request) == at(2, 8, 30)


def test_a_pause_entered_late_still_keeps_a_promise_from_passing(office: Office) -> None:
    request = office.entered()
    office.clock.advance(at(4, 8) - office.clock.now())
    office.staff = office.signed_in(STAFF_PHONE)
    pause(office, at(4, 8), at(5, 8))
    office.tick(timedelta(hours=2))
    assert request_seen(office, request)["reason"] != "promise_passed"
    assert due(office, request) == at(5, 8, 30)
