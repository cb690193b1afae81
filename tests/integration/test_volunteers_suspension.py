"""Suspension takes effect at once, and approval is each ward's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.volunteers.timers import send_waves
from shared.messaging.unit_of_work import Actor
from tests.integration.agenda_visit import Visit
from tests.integration.volunteers_wiring import Caller, Office, an_application, volunteers_on
from tests.unit.volunteers.builders import BA_DINH, at

MINH, HA = "Nguyễn Văn Minh", "Trần Thu Hà"
MINHS_PHONE, HEAD_PHONE = "+84912000010", "+84912000005"
NGOC_HA = "00008"
COMPLAINT = {"reason": "complaint"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def either(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """On SQLite and on PostgreSQL: for what leans on locks."""
    with volunteers_on(database_url, tmp_path) as office:
        yield office


def id_of(caller: Caller) -> str:
    return str(caller.get("/me").json["id"])


def suspend(office: Office, volunteer_id: str) -> Any:
    return office.staff.post(f"/volunteers/{volunteer_id}/suspend", COMPLAINT)


def request_of(office: Office, request: dict[str, Any]) -> dict[str, Any]:
    return dict(office.staff.get(f"/requests/{request['id']}").json)


def asked_in(office: Office, request: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["volunteer"]["name"], each["status"]) for each in request_of(office, request)["offers"]]


def told(office: Office, name: str) -> list[dict[str, Any]]:
    office.tell()
    return [event.data for event in office.ears.of(name)]


def test_a_suspended_volunteers_offers_are_withdrawn_and_the_next_are_asked_at_once(either: Office) -> None:
    minh = either.volunteer(MINH, MINHS_PHONE)
    request = either.entered()
    either.tick()
    either.volunteer(HA, "+84912000011")
    answer = suspend(either, id_of(minh))
    assert (answer.status_code, answer.json["status"], answer.json["suspended_because"]) == (
        200,
        "suspended",
        "complaint",
    )
    either.tick()
    assert asked_in(either, request) == [(MINH, "withdrawn"), (HA, "pending")]
    (withdrawn,) = told(either, "offer.withdrawn")
    assert (withdrawn["reason"], withdrawn["accepted"]) == ("suspended", False)
    (suspended,) = told(either, "volunteer.suspended")
    assert suspended["status"] == "suspended"


def test_whom_a_suspended_volunteer_was_to_visit_is_first_in_line_and_urgent_within_a_day(either: Office) -> None:
    visit = Visit(either)
    visit.scheduled()
    volunteer_id = id_of(visit.volunteer)
    either.clock.advance(timedelta(hours=26))
    either.staff.authorization = either.signed_in("+84912000001").authorization
    suspend(either, volunteer_id)
    shown = visit.seen()
    assert (shown["status"], shown["appointment_id"]) == ("open", None)
    (reopened,) = visit.told("request.reopened")
    assert (reopened["reason"], reopened["by"], reopened["urgency"]) == ("suspended", "staff", "today")
    (withdrawn,) = visit.told("offer.withdrawn")
    assert (withdrawn["reason"], withdrawn["accepted"], withdrawn["offers"]) == ("suspended", True, [])


def test_news_of_the_fallen_visit_changes_nothing_any_more(office: Office) -> None:
    visit = Visit(office)
    visit.scheduled()
    suspend(office, id_of(visit.volunteer))
    visit.cancelled(2, by="staff", reason="suspended", reopen=True)
    assert visit.seen()["status"] == "open"
    assert len(visit.told("request.reopened")) == 1


def test_a_suspended_volunteer_is_signed_out_and_takes_nothing(office: Office) -> None:
    minh = office.volunteer(MINH, MINHS_PHONE)
    office.entered()
    office.tick()
    (offer,) = minh.get("/offers").json["items"]
    volunteer_id = id_of(minh)
    office.clock.advance(timedelta(seconds=1))
    suspend(office, volunteer_id)
    assert minh.post(f"/offers/{offer['id']}/accept").status_code == 401
    office.clock.advance(timedelta(seconds=1))
    again = office.signed_in(MINHS_PHONE)
    assert again.get("/me").json["volunteer"]["status"] == "suspended"
    assert again.post(f"/offers/{offer['id']}/accept").status_code == 403
    (changed,) = [each for each in told(office, "person.contact_changed") if each["tokens_valid_after"]]
    assert changed["person_id"] == volunteer_id


def test_suspending_twice_is_suspending_once(office: Office) -> None:
    minh = office.volunteer(MINH, MINHS_PHONE)
    volunteer_id = id_of(minh)
    assert [suspend(office, volunteer_id).status_code for _ in range(2)] == [200, 200]
    assert len(told(office, "volunteer.suspended")) == 1


def test_a_wave_under_way_while_somebody_is_suspended_does_not_leave_them_asked(
    postgres_url: str, tmp_path: Path
) -> None:
    with volunteers_on(postgres_url, tmp_path) as office:
        volunteer_id = id_of(office.volunteer(MINH, MINHS_PHONE))
        request = office.entered()
        with office.runtime.unit(Actor("timer", "send_waves")) as wave:
            assert send_waves(wave) == 1
            suspend(office, volunteer_id)
            wave.commit()
        assert asked_in(office, request) == [(MINH, "pending")]
        office.tick()
        assert asked_in(office, request) == [(MINH, "withdrawn")]
        assert request_of(office, request)["reason"] == "nobody_eligible"


def test_only_the_wards_own_staff_suspend(office: Office) -> None:
    volunteer_id = id_of(office.volunteer(MINH, MINHS_PHONE))
    stranger = office.with_post("staff", (NGOC_HA,), "+84912000007")
    counter = office.with_post("counter", (BA_DINH,), "+84912000006")
    path = f"/volunteers/{volunteer_id}/suspend"
    assert [caller.post(path, COMPLAINT).status_code for caller in (stranger, counter, office.anyone)] == [
        404,
        403,
        401,
    ]
    refused = office.staff.post(path, {"reason": "gossip"})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["reason"])


def test_after_a_suspension_the_head_approves_and_staff_do_not(office: Office) -> None:
    volunteer_id = id_of(office.volunteer(MINH, MINHS_PHONE))
    suspend(office, volunteer_id)
    assert office.staff.post(f"/volunteers/{volunteer_id}/approve").status_code == 403
    head = office.with_post("head", (BA_DINH,), HEAD_PHONE)
    back = head.post(f"/volunteers/{volunteer_id}/approve").json
    assert (back["status"], back["approved_wards"], back["suspended_because"]) == ("active", [BA_DINH], None)
    request = office.entered()
    office.tick()
    assert asked_in(office, request) == [(MINH, "pending")]


def test_staff_approve_for_their_own_wards_only(office: Office) -> None:
    applied = office.anyone.post("/volunteers", an_application(MINH, MINHS_PHONE, wards=[BA_DINH, NGOC_HA])).json
    path = f"/volunteers/{applied['id']}/approve"
    assert office.staff.post(path).json["approved_wards"] == [BA_DINH]
    assert office.staff.post(path).status_code == 409, "theirs already"
    other = office.with_post("staff", (NGOC_HA,), "+84912000007")
    assert other.post(path).json["approved_wards"] == [BA_DINH, NGOC_HA]
    parts = [each["wards"] for each in told(office, "person.contact_changed") if each["roles"] == ["volunteer"]]
    assert parts[-1] == [BA_DINH, NGOC_HA]


def test_a_suspension_an_hour_before_the_visit_without_another_time_needs_new_times(office: Office) -> None:
    visit = Visit(office, windows=[{"start": at(3, 8).isoformat(), "end": at(3, 11).isoformat()}])
    visit.scheduled()
    volunteer_id = id_of(visit.volunteer)
    office.clock.advance(timedelta(hours=47, minutes=30))
    office.staff.authorization = office.signed_in("+84912000001").authorization
    suspend(office, volunteer_id)
    assert (visit.seen()["status"], visit.seen()["reason"]) == ("needs_times", "windows_past")
