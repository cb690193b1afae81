"""Waves of offers on both databases: who is asked, who wins, who takes over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from services.volunteers.commands.answers import active_volunteer
from services.volunteers.timers import send_waves
from shared.contracts import sessions
from shared.messaging.unit_of_work import Actor
from tests.integration.volunteers_wiring import NEAR, STAFF_PHONE, Caller, Office, a_span, an_application, volunteers_on
from tests.unit.volunteers.builders import at

MINH, HA, LONG, MAI = "Nguyễn Văn Minh", "Trần Thu Hà", "Phạm Đức Long", "Lê Thị Mai"
FARTHER = {"lat": 21.0500, "lon": 105.8600}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def either(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """On SQLite and on PostgreSQL: for what leans on locks and on the outbox."""
    with volunteers_on(database_url, tmp_path) as office:
        yield office


def offers_of(volunteer: Caller) -> list[dict[str, Any]]:
    return list(volunteer.get("/offers").json["items"])


def answer(volunteer: Caller, how: str) -> Any:
    return volunteer.post(f"/offers/{offers_of(volunteer)[0]['id']}/{how}")


def request_of(office: Office, request: dict[str, Any]) -> dict[str, Any]:
    return dict(office.staff.get(f"/requests/{request['id']}").json)


def asked_in(office: Office, request: dict[str, Any]) -> list[tuple[str, int, str]]:
    return [(each["volunteer"]["name"], each["wave"], each["status"]) for each in request_of(office, request)["offers"]]


def test_the_best_three_are_asked_and_the_reasons_are_kept(office: Office) -> None:
    volunteers = office.volunteers(MINH, HA, LONG)
    office.volunteer(MAI, "+84912000014", location=FARTHER)
    request = office.entered()
    office.tick()
    shown = request_of(office, request)
    assert shown["status"] == "offered"
    assert sorted(each["volunteer"]["name"] for each in shown["offers"]) == sorted(volunteers)
    reasons = {reason["name"]: reason for reason in shown["offers"][0]["reasons"]}
    assert set(reasons) == {"topics", "distance_m", "free_windows", "load"}
    assert sum(reason["points"] for reason in reasons.values()) > 90
    (left,) = office.staff.get(f"/requests/{request['id']}/candidates").json["items"]
    assert (left["volunteer"]["name"], left["distance_m"]) == (MAI, 2600)


def test_an_offer_says_what_and_how_far_and_not_who_or_where(office: Office) -> None:
    minh = office.volunteer(MINH, "+84912000010")
    request = office.entered(neighbourhood="Tổ 12", note="Cửa sau")
    office.tick()
    (offer,) = offers_of(minh)
    assert (offer["neighbourhood"], offer["topics"], offer["distance_m"]) == ("Tổ 12", ["vneid"], 100)
    seen = str(offer) + str(minh.get(f"/requests/{request['id']}").json)
    assert not any(secret in seen for secret in ("Lan", "Đội Cấn", "Cửa sau", "+8491", "105.83"))


def test_one_declines_one_accepts_and_the_third_is_thanked(either: Office) -> None:
    volunteers = either.volunteers(MINH, HA, LONG)
    request = either.entered()
    either.tick()
    assert answer(volunteers[MINH], "decline").json["status"] == "declined"
    assert answer(volunteers[HA], "accept").json["status"] == "accepted"
    late = answer(volunteers[LONG], "accept")
    assert (late.status_code, late.json["code"]) == (409, "too_late")
    assert late.json["detail"] == "Việc này vừa có người nhận trước. Cảm ơn anh/chị đã sẵn lòng."
    either.tell()
    (withdrawn,) = either.ears.of("offer.withdrawn")
    assert withdrawn.data["reason"] == "others_first"
    (accepted,) = either.ears.of("offer.accepted")
    assert (accepted.data["status"], [offer["status"] for offer in accepted.data["offers"]]) == (
        "accepted",
        ["accepted"],
    )
    assert request_of(either, request)["status"] == "accepted"


def test_anothers_offer_is_not_there(office: Office) -> None:
    volunteers = office.volunteers(MINH, HA)
    office.entered()
    office.tick()
    theirs = offers_of(volunteers[HA])[0]["id"]
    assert volunteers[MINH].post(f"/offers/{theirs}/accept").status_code == 404


def test_an_applicant_is_asked_nothing_and_answers_nothing(office: Office) -> None:
    office.anyone.post("/volunteers", an_application(MINH, "+84912000010"))
    applicant = office.signed_in("+84912000010")
    office.entered()
    office.tick()
    assert office.ears.of("offer.made") == []
    assert applicant.get("/offers").status_code == 403
    assert applicant.get("/me").json["volunteer"]["status"] == "applied"


def test_nobody_eligible_is_escalated_at_once_with_the_reason(office: Office) -> None:
    request = office.entered()
    office.tick()
    office.tell()
    (escalated,) = office.ears.of("request.escalated")
    assert (escalated.subject, escalated.data["reason"]) == (request["id"], "nobody_eligible")


def test_windows_too_soon_for_anybody_to_be_told_need_new_times_without_asking(office: Office) -> None:
    office.volunteer(MINH, "+84912000010")
    request = office.entered(windows=[a_span(at(1, 14), at(1, 17))])
    office.tick()
    shown = request_of(office, request)
    assert (shown["status"], shown["reason"], shown["offers"]) == ("needs_times", "windows_past", [])


def test_unanswered_offers_expire_and_the_next_wave_asks_whoever_was_not_asked_first(either: Office) -> None:
    either.volunteers(MINH, HA, LONG)
    either.volunteer(MAI, "+84912000014", location=FARTHER)
    request = either.entered()
    either.tick()
    either.tick(timedelta(hours=5, minutes=1))
    first, second = asked_in(either, request)[:3], asked_in(either, request)[3:]
    assert {status for _, _, status in first} == {"expired"}
    assert second[0] == (MAI, 2, "pending")
    assert {name for name, _, _ in second[1:]} <= {MINH, HA, LONG}


def test_a_late_yes_counts_while_the_next_wave_is_asked(office: Office) -> None:
    volunteers = office.volunteers(MINH, HA, LONG)
    office.volunteer(MAI, "+84912000014", location=NEAR)
    request = office.entered()
    office.tick()
    late = next(volunteer for volunteer in volunteers.values() if offers_of(volunteer))
    first_offer = offers_of(late)[0]["id"]
    office.tick(timedelta(hours=5, minutes=1))
    assert late.post(f"/offers/{first_offer}/accept").json["status"] == "accepted"
    assert request_of(office, request)["status"] == "accepted"


def test_after_four_waves_a_person_takes_over(office: Office) -> None:
    office.volunteer(MINH, "+84912000010")
    days = [a_span(at(day, 8), at(day, 11, 30)) for day in range(20, 26)]
    request = office.entered(windows=days)
    for _ in range(5):
        office.tick(timedelta(hours=15))
    shown = office.signed_in(STAFF_PHONE).get(f"/requests/{request['id']}").json
    assert [(each["wave"], each["status"]) for each in shown["offers"]] == [(n, "expired") for n in (1, 2, 3, 4)]
    assert (shown["status"], shown["reason"]) == ("escalated", "waves_used_up")


def test_when_everybody_is_busy_the_next_wave_goes_at_once(office: Office) -> None:
    volunteers = office.volunteers(MINH, HA, LONG)
    office.volunteer(MAI, "+84912000014", location=FARTHER)
    request = office.entered()
    office.tick()
    for volunteer in volunteers.values():
        answer(volunteer, "decline")
    office.tick()
    assert asked_in(office, request)[3:] == [(MAI, 2, "pending")]


def test_an_offer_does_not_expire_while_its_announcement_waits_in_the_outbox(either: Office) -> None:
    minh = either.volunteer(MINH, "+84912000010")
    either.entered()
    either.run_timers()
    promised = offers_of(minh)[0]["expires_at"]
    either.clock.advance(timedelta(hours=5, minutes=30))
    either.run_timers()
    assert offers_of(minh)[0]["status"] == "pending"
    either.tell()
    either.run_timers()
    assert promised == "2025-12-01T06:30:00+00:00"
    assert offers_of(minh)[0]["expires_at"] == "2025-12-01T12:00:00+00:00"
    either.tick(timedelta(hours=5, minutes=31))
    assert [offer["status"] for offer in offers_of(minh)][-1] == "expired"


def test_two_workers_that_see_an_offer_leave_let_its_time_run_once(postgres_url: str, tmp_path: Path) -> None:
    with volunteers_on(postgres_url, tmp_path) as office:
        minh = office.volunteer(MINH, "+84912000010")
        office.entered()
        office.run_timers()
        office.clock.advance(timedelta(minutes=10))
        office.tell()
        met: list[str] = []

        def the_other_worker(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if "FROM outbox" in statement and not met:  # what has left is known, and no request is locked yet
                met.append(statement)
                office.run_timers()

        event.listen(office.runtime.engine, "after_cursor_execute", the_other_worker)
        office.run_timers()
        assert offers_of(minh)[0]["expires_at"] == "2025-12-01T06:40:00+00:00", "ten minutes later than promised"


def test_a_wave_asks_whoever_is_just_answering_another_request_without_waiting(
    postgres_url: str, tmp_path: Path
) -> None:
    with volunteers_on(postgres_url, tmp_path) as office:
        minh = office.volunteer(MINH, "+84912000010")
        office.entered()
        with office.runtime.unit(Actor("person")) as answering, office.runtime.unit(Actor("timer")) as asking:
            active_volunteer(answering, minh.get("/me").json["id"])
            asking.execute(text("SET LOCAL lock_timeout = '2s'"))
            assert send_waves(asking) == 1
            asking.commit()
        assert [offer["status"] for offer in offers_of(minh)] == ["pending"]


def test_help_needed_today_asks_five_for_half_an_hour(office: Office) -> None:
    office.volunteers(MINH, HA, LONG, MAI, "Vũ Anh Tuấn", "Bùi Thị Nga", weekly=[a_weekday(0, "13:00", "17:00")])
    request = office.entered(urgency="today", windows=[a_span(at(1, 13), at(1, 17))])
    office.tick()
    shown = request_of(office, request)
    assert len(shown["offers"]) == 5
    assert {offer["expires_at"] for offer in shown["offers"]} == {"2025-12-01T02:00:00+00:00"}


def a_weekday(weekday: int, start: str, end: str) -> dict[str, Any]:
    return {"weekday": weekday, "start": start, "end": end}


def test_nobody_takes_more_tasks_than_they_wish(office: Office) -> None:
    minh = office.volunteer(MINH, "+84912000010", max_open_tasks=1)
    for _ in range(2):
        office.entered()
    office.tick()
    first, second = offers_of(minh)
    assert minh.post(f"/offers/{first['id']}/accept").status_code == 200
    refused = minh.post(f"/offers/{second['id']}/accept")
    assert (refused.status_code, refused.json["code"]) == (409, "task_limit_reached")


def test_when_no_time_fits_one_volunteer_the_next_is_asked_and_the_first_not_again(either: Office) -> None:
    volunteers = either.volunteers(MINH, HA)
    request = either.entered()
    either.tick()
    offer = answer(volunteers[MINH], "accept").json
    unplaced = {
        "request_id": request["id"],
        "offer_id": offer["id"],
        "volunteer_id": volunteers[MINH].get("/me").json["id"],
        "reason": "no_free_time",
    }
    either.hear(sessions.APPOINTMENT_UNPLACED, offer["id"], 1, unplaced)
    either.tick()
    assert asked_in(either, request)[2:] == [(HA, 1, "pending")], "Hà was not first; now she is asked again"
    assert answer(volunteers[HA], "accept").json["status"] == "accepted"
    assert [event.data["reason"] for event in either.ears.of("request.reopened")] == ["unplaced"]
