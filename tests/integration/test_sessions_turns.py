"""A visit is moved, cancelled and missed by those it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.sessions.tables import bookings
from shared.contracts import Event
from shared.contracts import volunteers as heard
from shared.ids import new_id
from shared.web.tokens import Post
from tests.integration.sessions_town import AGENDA, REPORT, Town, a_town
from tests.integration.sessions_wiring import (
    AHousehold,
    a_volunteer,
    appointments_of,
    hear,
    outgoing,
    rows,
    told,
)
from tests.unit.sessions.builders import at, span


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    with a_town(database_url, tmp_path) as opened:
        yield opened


def last(town: Town) -> Event:
    return outgoing(town.sessions)[-1]


def move(town: Town, who: str, to: datetime) -> Any:
    return town.post(who, "move", {"starts_at": to.isoformat()})


def cancel(town: Town, who: str, **body: Any) -> Any:
    return town.post(who, "cancel", {"reason": "busy", **body})


@pytest.mark.parametrize(
    ("who", "by"),
    [("resident", "resident"), ("asked_by", "asked_by"), ("tracking", "asked_by"), ("staff", "staff")],
)
def test_the_household_and_staff_move_a_visit_to_any_time_at_which_all_are_free(town: Town, who: str, by: str) -> None:
    old = town.get("staff").json["visit_code"]
    answer = move(town, who, at("14:30", 3))
    assert (answer.status_code, answer.json["status"]) == (200, "scheduled")
    assert (answer.json["starts_at"], answer.json["ends_at"]) == (
        "2026-12-10T07:30:00+00:00",
        "2026-12-10T08:30:00+00:00",
    )
    assert answer.json["visit_code"] != old
    moved = last(town)
    assert (moved.type, moved.sequence, moved.data["by"]) == ("sessions.appointment.moved.v1", 2, by)
    assert moved.data["was"] == {"start": "2026-12-08T01:30:00+00:00", "end": "2026-12-08T02:30:00+00:00"}
    assert moved.data["personal"] == {"code": answer.json["visit_code"]}


def test_a_moved_visit_stays_confirmed_and_is_booked_at_its_new_time_only(town: Town) -> None:
    town.post("resident", "confirm")
    assert move(town, "staff", at("14:30", 3)).json["status"] == "confirmed"
    booked = rows(town.sessions, bookings)
    assert {row["person_id"] for row in booked} == {town.household.resident_id, town.volunteer_id}
    assert {(row["starts_at"], row["ends_at"]) for row in booked} == {(at("14:30", 3), at("15:30", 3))}


def test_a_visit_may_move_by_a_quarter_of_an_hour_because_its_own_time_does_not_stand_in_its_way(town: Town) -> None:
    assert move(town, "staff", at("8:45", 1)).status_code == 200


def test_a_visit_moved_to_where_it_is_keeps_its_code_and_tells_nobody(town: Town) -> None:
    code = town.get("staff").json["visit_code"]
    assert move(town, "staff", at("8:30", 1)).json["visit_code"] == code
    assert len(outgoing(town.sessions)) == 1


def test_a_volunteer_moves_a_visit_only_inside_the_times_the_household_named(town: Town) -> None:
    refused = move(town, "volunteer", at("14:30", 3))
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["starts_at"])
    assert move(town, "volunteer", at("9:45", 1)).status_code == 200


@pytest.mark.parametrize(
    "to",
    [at("8:29", 1), at("8:00"), at("9:00", -7), at("9:00", 400), at("9:00", 3) + timedelta(seconds=30), at("22:00", 1)],
    ids=["under a day ahead", "now", "past", "beyond a year", "not on the minute", "the volunteer is not free"],
)
def test_a_time_that_cannot_be_names_the_field_and_changes_nothing(town: Town, to: datetime) -> None:
    before = town.get("staff").json
    answer = move(town, "staff", to)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["starts_at"])
    assert town.get("staff").json == before
    assert len(rows(town.sessions, bookings)) == 2


def test_nobody_is_double_booked_by_a_move(town: Town) -> None:
    other = AHousehold(windows=(span("14:00", "16:00", 2),))
    hear(town.sessions, other.accepted({new_id(): town.volunteer_id}))
    (placed,) = appointments_of(town.sessions, other)
    answer = move(town, "staff", placed["starts_at"] + timedelta(minutes=30))
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["starts_at"])
    assert move(town, "staff", placed["ends_at"] + timedelta(minutes=30)).status_code == 200


def test_two_moves_to_one_time_at_once_book_the_volunteer_once(town: Town) -> None:
    other = AHousehold()
    hear(town.sessions, other.accepted({new_id(): town.volunteer_id}))
    (placed,) = appointments_of(town.sessions, other)
    urls = [f"{AGENDA}/{placed['id']}/move", f"{town.url}/move"]
    headers, body = town.by("staff"), {"starts_at": at("14:30", 3).isoformat()}

    def post(url: str) -> int:
        return int(town.client.application.test_client().post(url, headers=headers, json=body).status_code)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(post, urls)) == [200, 422]
    starts = [row["starts_at"] for row in rows(town.sessions, bookings) if row["person_id"] == town.volunteer_id]
    assert sorted(starts)[1:] == [at("14:30", 3)]


def test_help_needed_today_may_be_moved_with_three_hours_notice(town: Town) -> None:
    household = town.household
    state = household.stated("scheduled", {}, 9).data
    (offer,) = town.get("staff").json["offer_ids"]
    standing = [{"offer_id": offer, "volunteer_id": town.volunteer_id, "status": "accepted", "minutes": 60}]
    hurried = {**heard.REQUEST_STATED.load(state), "urgency": "today", "offers": standing}
    hear(town.sessions, told(heard.REQUEST_STATED, household.request_id, 9, hurried))
    assert move(town, "staff", at("11:29")).status_code == 422
    assert move(town, "staff", at("11:30")).status_code == 200


def test_a_visit_that_has_begun_is_not_moved(town: Town) -> None:
    town.post("volunteer", "start")
    answer = move(town, "staff", at("14:30", 3))
    assert (answer.status_code, answer.json["code"]) == (409, "visit_has_begun")


@pytest.mark.parametrize(
    ("who", "by", "reopen"),
    [
        ("resident", "resident", False),
        ("asked_by", "asked_by", False),
        ("tracking", "asked_by", False),
        ("volunteer", "volunteer", True),
        ("staff", "staff", True),
        ("head", "staff", True),
    ],
)
def test_who_cancels_says_whether_help_is_still_wanted(town: Town, who: str, by: str, reopen: bool) -> None:
    answer = cancel(town, who)
    assert (answer.status_code, answer.json["status"], answer.json["visit_code"]) == (200, "cancelled", None)
    assert (answer.json["cancelled_by"], answer.json["reason"], answer.json["late"]) == (by, "busy", False)
    data = last(town).data
    assert (data["by"], data["reason"], data["late"], data["reopen"]) == (by, "busy", False, reopen)
    assert data["volunteer_id"] == (town.volunteer_id if by == "volunteer" else None)
    assert rows(town.sessions, bookings) == []


def test_staff_say_whether_another_helper_is_looked_for(town: Town) -> None:
    assert cancel(town, "staff", reopen=False).status_code == 200
    assert last(town).data["reopen"] is False


@pytest.mark.parametrize("who", ["resident", "tracking", "volunteer"])
def test_nobody_but_staff_chooses_what_follows_a_cancel(town: Town, who: str) -> None:
    answer = cancel(town, who, reopen=True)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["reopen"])
    assert town.get("staff").json["status"] == "scheduled"


def test_a_cancel_under_a_day_before_is_late(town: Town) -> None:
    town.go_to(at("18:00"))
    assert cancel(town, "volunteer").json["late"] is True


@pytest.mark.parametrize("reason", ["handed_back", "suspended", "rain", "", None])
def test_a_reason_is_one_that_people_give(town: Town, reason: str | None) -> None:
    answer = cancel(town, "staff", reason=reason)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["reason"])


def test_a_cancelled_visit_takes_no_further_turn_and_says_that_nobody_comes(town: Town) -> None:
    cancel(town, "resident")
    bodies = {"cancel": {"reason": "ill"}, "move": {"starts_at": at("9:00", 3).isoformat()}, "complete": REPORT}
    for turn in ("confirm", "start", "cancel", "move", "complete"):
        answer = town.post("staff", turn, bodies.get(turn))
        assert (answer.status_code, answer.json["code"]) == (409, "visit_was_cancelled"), turn
    assert "không có ai đến" in answer.json["detail"]


def test_a_cancel_sent_twice_with_its_key_is_one(town: Town) -> None:
    headers = {**town.by("resident"), "Idempotency-Key": "cancel-1"}
    answers = [town.client.post(f"{town.url}/cancel", headers=headers, json={"reason": "ill"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(outgoing(town.sessions)) == 2


@pytest.mark.parametrize("who", ["volunteer", "staff"])
def test_that_the_resident_was_not_at_home_is_told_with_who_says_so(town: Town, who: str) -> None:
    town.go_to(at("8:50", 1))
    answer = town.post(who, "missed", {"who": "resident"})
    assert (answer.status_code, answer.json["status"], answer.json["missed"]) == (200, "missed", "resident")
    event = last(town)
    assert event.type == "sessions.appointment.missed.v1"
    assert (event.data["by"], event.data["who"], event.data["volunteer_id"]) == (who, "resident", None)
    assert rows(town.sessions, bookings) == []


@pytest.mark.parametrize(("who", "by"), [("resident", "resident"), ("tracking", "asked_by"), ("staff", "staff")])
def test_that_the_volunteer_did_not_come_is_told_by_the_household_or_staff(town: Town, who: str, by: str) -> None:
    town.go_to(at("9:10", 1))
    assert town.post(who, "missed", {"who": "volunteer"}).json["missed"] == "volunteer"
    assert (last(town).data["by"], last(town).data["who"]) == (by, "volunteer")


def test_of_a_pair_who_says_that_they_did_not_come_means_themselves(town: Town) -> None:
    pair, first, second = AHousehold(needed=2), new_id(), new_id()
    offers = {new_id(): first, new_id(): second}
    hear(town.sessions, a_volunteer(first), a_volunteer(second), pair.accepted(offers))
    (both,) = appointments_of(town.sessions, pair)
    headers = town.token(second, Post("volunteer", frozenset({"00004"})))
    missed = town.client.post(f"{AGENDA}/{both['id']}/missed", headers=headers, json={"who": "volunteer"})
    assert missed.status_code == 200
    assert last(town).data["volunteer_id"] == second


@pytest.mark.parametrize("who", ["resident", "tracking"])
def test_the_household_does_not_record_its_own_absence(town: Town, who: str) -> None:
    assert town.post(who, "missed", {"who": "resident"}).status_code == 403
    assert town.get("staff").json["status"] == "scheduled"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "who"),
        ({"who": "staff"}, "who"),
        ({"who": "volunteer", "volunteer_id": "minh"}, "volunteer_id"),
        ({"who": "volunteer", "volunteer_id": new_id()}, "volunteer_id"),
    ],
)
def test_a_miss_of_nobody_who_was_to_come_is_refused(town: Town, body: dict[str, Any], field: str) -> None:
    answer = town.post("staff", "missed", body)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


@pytest.mark.parametrize("turn", ["move", "cancel", "missed"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("counter", 403), ("other volunteer", 404), ("other staff", 404), ("other tracking", 404), ("leader", 404)],
)
def test_for_strangers_a_visit_takes_no_turn(town: Town, turn: str, who: str, status: int) -> None:
    bodies = {
        "move": {"starts_at": at("14:30", 3).isoformat()},
        "cancel": {"reason": "ill"},
        "missed": {"who": "resident"},
    }
    assert town.post(who, turn, bodies[turn]).status_code == status
    assert len(outgoing(town.sessions)) == 1
