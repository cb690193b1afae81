"""Whose request is looked at first, and where distances are measured from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.volunteers.storage.requests import due_for_a_wave
from shared.contracts import sessions
from shared.ids import new_id
from shared.messaging.unit_of_work import Actor
from tests.integration.agenda_visit import Visit
from tests.integration.volunteers_wiring import HOME, Caller, Office, a_span, volunteers_on
from tests.unit.volunteers.builders import BA_DINH, at

WARD = f"/wards/{BA_DINH}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def resident(name: str, phone: str) -> dict[str, Any]:
    return {"name": name, "phone": phone, "birth_year": 1950}


def references_in_line(office: Office) -> list[str]:
    with office.runtime.unit(Actor("timer", "send_waves")) as unit:
        return [request.reference for request in due_for_a_wave(unit, 20)]


def newest_offer(volunteer: Caller) -> dict[str, Any]:
    return dict(volunteer.get("/offers").json["items"][0])


def test_needed_today_comes_first_then_who_lost_a_helper_then_who_has_waited_longest(office: Office) -> None:
    lost = Visit(office, windows=[a_span(at(day, 8), at(day, 11, 30)) for day in (9, 10)])
    office.clock.advance(timedelta(minutes=1))
    early = office.entered(resident=resident("Hoàng Văn Tám", "+84912000031"))
    office.clock.advance(timedelta(minutes=1))
    late = office.entered(resident=resident("Bùi Thị Nhàn", "+84912000032"))
    office.clock.advance(timedelta(minutes=1))
    hours = [a_span(at(1, 14), at(1, 17))]
    today = office.entered(resident=resident("Đặng Văn Phúc", "+84912000033"), urgency="today", windows=hours)
    lost.volunteer.post(f"{lost.path}/hand-back", {"reason": "ill"})
    waiting = [each["reference"] for each in (today, lost.request, early, late)]
    assert references_in_line(office) == waiting


def test_who_lost_a_helper_under_a_day_before_comes_before_those_who_lost_one_for_later(office: Office) -> None:
    lost = Visit(office)
    other = Visit.__new__(Visit)
    other.office, other.volunteer, other.appointment_id = office, lost.volunteer, new_id()
    other.request = office.entered(resident=resident("Hoàng Văn Tám", "+84912000031"))
    other.path = f"/requests/{other.request['id']}"
    office.tick()
    other.offer_id = other.volunteer.post(f"/offers/{newest_offer(other.volunteer)['id']}/accept").json["id"]
    other.hear(sessions.APPOINTMENT_SCHEDULED, 1, starts_at=at(2, 8), ends_at=at(2, 9), personal={"code": "con cá"})
    lost.volunteer.post(f"{lost.path}/hand-back", {"reason": "ill"})
    other.volunteer.post(f"{other.path}/hand-back", {"reason": "ill"})
    assert references_in_line(office) == [other.request["reference"], lost.request["reference"]]


def test_without_a_location_the_middle_of_the_neighbourhood_counts(office: Office) -> None:
    minh = office.volunteer("Nguyễn Văn Minh", "+84912000010", location=HOME)
    there = {"name": "Tổ 12", "aliases": [], "location": {"lat": HOME["lat"] + 0.009, "lon": HOME["lon"]}}  # 1 km north
    assert office.staff.patch(WARD, {"neighbourhoods": [there]}).status_code == 200
    office.entered(location=None, neighbourhood="tổ 12")
    office.tick()
    assert newest_offer(minh)["distance_m"] == 1000


def test_with_neither_the_middle_of_the_ward_counts_and_no_distance_is_named(office: Office) -> None:
    minh = office.volunteer("Nguyễn Văn Minh", "+84912000010")
    office.entered(location=None)
    office.tick()
    assert newest_offer(minh)["distance_m"] is None
