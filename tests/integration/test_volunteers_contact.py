"""When a volunteer sees how to reach the resident, what every look leaves, and who hears of too many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.integration.agenda_visit import Visit
from tests.integration.volunteers_wiring import RESIDENT_PHONE, Caller, Office, volunteers_on
from tests.unit.volunteers.builders import MONDAY, at

MINH_PHONE = "+84912000010"
ILL = {"reason": "ill"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def visit(office: Office) -> Visit:
    return Visit(office)


def contact(visit: Visit, by: Caller | None = None) -> Any:
    return (by or visit.volunteer).get(f"{visit.path}/contact")


def test_the_phone_is_shown_from_the_yes_and_the_address_from_the_evening_before(visit: Visit) -> None:
    assert (contact(visit).json["phone"], contact(visit).json["address"]) == (RESIDENT_PHONE, None)
    visit.scheduled()
    visit.office.clock.advance(at(2, 17, 59) - MONDAY)
    minh = visit.office.signed_in(MINH_PHONE)
    early = contact(visit, minh).json
    assert (early["address"], early["address_from"]) == (None, "2025-12-02T11:00:00+00:00")
    visit.office.clock.advance(timedelta(minutes=1))
    assert contact(visit, minh).json["address"] == "số 12, ngõ 34 phố Đội Cấn"


def test_before_the_yes_and_to_strangers_nothing_is_shown(office: Office) -> None:
    minh, hoa = office.volunteers("Nguyễn Văn Minh", "Lê Thị Hoa").values()
    path = f"/requests/{office.entered()['id']}/contact"
    assert minh.get(path).status_code == 404
    office.tick()
    assert (minh.get(path).status_code, hoa.get(path).status_code) == (409, 409)
    assert office.staff.get(path).status_code == 403
    assert office.anyone.get(path).status_code == 401


def test_the_contact_is_hidden_again_once_the_task_is_handed_back(visit: Visit) -> None:
    visit.volunteer.post(f"{visit.path}/hand-back", ILL)
    assert contact(visit).status_code == 409


def test_the_contact_is_hidden_again_once_the_request_is_cancelled(visit: Visit) -> None:
    visit.holder.post(f"{visit.path}/cancel", {"reason": "not_needed"})
    assert contact(visit).status_code == 409


def test_the_contact_is_hidden_again_once_the_volunteer_is_suspended(visit: Visit) -> None:
    minh = visit.volunteer.get("/me").json["id"]
    visit.office.clock.advance(timedelta(seconds=1))
    assert visit.office.staff.post(f"/volunteers/{minh}/suspend", {"reason": "complaint"}).status_code == 200
    assert contact(visit).status_code == 401
    assert contact(visit, visit.office.signed_in(MINH_PHONE)).status_code == 403


def test_the_contact_is_hidden_again_a_day_after_the_visit(visit: Visit) -> None:
    visit.scheduled()
    visit.completed()
    visit.office.clock.advance(at(4, 9, 59) - MONDAY)
    minh = visit.office.signed_in(MINH_PHONE)
    assert contact(visit, minh).status_code == 200
    visit.office.clock.advance(timedelta(minutes=1))
    assert contact(visit, minh).status_code == 409


def test_every_look_is_a_line_of_the_journal_with_who_looked(visit: Visit) -> None:
    contact(visit)
    (line,) = [
        row for row in visit.office.rows(visit.office.runtime.parts.kit.journal) if row["kind"] == "contact_seen"
    ]
    assert (line["actor_id"], line["detail"]["address"]) == (visit.volunteer.get("/me").json["id"], False)


def test_more_than_ten_looks_in_a_week_are_told_to_staff_once_a_week(visit: Visit) -> None:
    for _ in range(10):
        visit.office.clock.advance(timedelta(seconds=1))
        contact(visit)
    assert visit.told("volunteer.many_looks") == []
    for _ in range(3):
        visit.office.clock.advance(timedelta(seconds=1))
        contact(visit)
    (told,) = visit.told("volunteer.many_looks")
    assert (told["looks"], told["ward"]) == (11, "00004")
