"""The agenda over HTTP: who sees what, and what they may say of a visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.sessions.domain.visit_code import WORDS
from services.sessions.tables import appointments
from shared.contracts import volunteers as heard
from shared.ids import new_id
from tests.integration.sessions_town import AGENDA, REPORT, Town, a_town
from tests.integration.sessions_wiring import (
    AHousehold,
    a_person,
    a_volunteer,
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


ENTITLED = ["resident", "asked_by", "tracking", "volunteer", "staff", "head", "counter", "city"]
STRANGERS = ["other tracking", "other volunteer", "other staff", "leader"]


def test_everybody_who_has_a_part_sees_the_appointment_its_names_and_its_code(town: Town) -> None:
    for who in ENTITLED:
        answer = town.get(who)
        assert answer.status_code == 200, who
        seen = answer.json
        assert {(p["role"], p["name"]) for p in seen["people"]} == {
            ("resident", "Nguyễn Thị Lan"),
            ("asked_by", None),
            ("volunteer", "Trần Văn Minh"),
        }
        assert set(seen["visit_code"].split(", ")) < set(WORDS)
        assert (seen["status"], seen["starts_at"]) == ("scheduled", "2026-12-08T01:30:00+00:00")
        assert answer.headers["ETag"] == '"1"'


def test_for_everybody_else_it_does_not_exist(town: Town) -> None:
    for who in STRANGERS:
        assert town.get(who).status_code == 404, who
        assert town.get(who, AGENDA).json == {"items": [], "next": None}, who
        assert town.post(who, "confirm").status_code == 404, who
    assert town.client.get(town.url).status_code == 401


def test_an_unknown_appointment_is_not_found(town: Town) -> None:
    answer = town.get("staff", f"{AGENDA}/{new_id()}")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_no_answer_holds_the_hash_or_the_cell(town: Town) -> None:
    assert not {"tracking_hash", "cell", "participants"} & set(town.get("staff").json)


def test_the_agenda_lists_what_one_may_see(town: Town) -> None:
    for who in ENTITLED:
        items = town.get(who, AGENDA).json["items"]
        assert [item["id"] for item in items] == [town.appointment_id], who


def test_staff_asking_for_another_ward_are_told_that_there_is_none(town: Town) -> None:
    assert town.get("staff", f"{AGENDA}?ward=00004").json["items"]
    assert town.get("staff", f"{AGENDA}?ward=00008").status_code == 404
    assert town.get("city", f"{AGENDA}?ward=00008").json["items"] == []
    assert town.get("resident", f"{AGENDA}?ward=00008").json["items"] == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("from=2026-12-08&to=2026-12-08", 1),
        ("from=2026-12-09", 0),
        ("to=2026-12-07", 0),
        ("from=2026-12-09&to=2026-12-07", 0),
        ("from=2026-12-08T02:00:00Z", 1),
        ("from=2026-12-08T02:30:00Z", 0),
        ("to=2026-12-08T01:30:00Z", 0),
    ],
)
def test_the_agenda_is_cut_by_days_and_by_moments(town: Town, asked: str, found: int) -> None:
    assert len(town.get("staff", f"{AGENDA}?{asked}").json["items"]) == found


@pytest.mark.parametrize(
    ("asked", "field"),
    [("from=yesterday", "from"), ("to=2026-02-30", "to"), ("ward=4", "ward"), ("limit=0", "limit")],
)
def test_an_agenda_nobody_can_read_names_the_field(town: Town, asked: str, field: str) -> None:
    answer = town.get("staff", f"{AGENDA}?{asked}")
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_a_long_agenda_comes_in_pages_in_the_order_of_time(town: Town) -> None:
    for _ in range(3):
        other = new_id()
        hear(town.sessions, a_volunteer(other), AHousehold().accepted({new_id(): other}))
    first = town.get("staff", f"{AGENDA}?limit=3").json
    second = town.get("staff", f"{AGENDA}?limit=3&cursor={first['next']}").json
    assert (len(first["items"]), len(second["items"]), second["next"]) == (3, 1, None)
    assert len({item["id"] for item in first["items"] + second["items"]}) == 4


@pytest.mark.parametrize(
    ("who", "by"),
    [
        ("resident", "resident"),
        ("asked_by", "asked_by"),
        ("tracking", "asked_by"),
        ("staff", "staff"),
        ("city", "staff"),
    ],
)
def test_the_households_side_and_staff_confirm(town: Town, who: str, by: str) -> None:
    answer = town.post(who, "confirm")
    assert (answer.status_code, answer.json["status"]) == (200, "confirmed")
    event = outgoing(town.sessions)[-1]
    assert (event.type, event.data["by"], event.sequence) == ("sessions.appointment.confirmed.v1", by, 2)


def test_confirming_again_answers_alike_and_tells_nobody(town: Town) -> None:
    town.post("resident", "confirm")
    told_so_far = len(outgoing(town.sessions))
    assert town.post("tracking", "confirm").json["status"] == "confirmed"
    assert len(outgoing(town.sessions)) == told_so_far


@pytest.mark.parametrize("who", ["volunteer", "counter"])
def test_nobody_confirms_for_the_resident_but_staff(town: Town, who: str) -> None:
    assert town.post(who, "confirm").status_code == 403
    assert town.get("staff").json["status"] == "scheduled"


def test_a_visit_runs_from_arrival_to_its_report(town: Town) -> None:
    town.go_to(at("8:20", 1))
    started = town.post("volunteer", "start")
    assert (started.status_code, started.json["status"]) == (200, "under_way")
    town.go_to(at("9:20", 1))
    completed = town.post("volunteer", "complete", REPORT)
    assert (completed.status_code, completed.json["status"]) == (200, "completed")
    event = outgoing(town.sessions)[-1]
    assert (event.type, event.data["by"], event.data["minutes"]) == (
        "sessions.appointment.completed.v1",
        "volunteer",
        50,
    )
    lan = town.household.resident_id
    assert event.data["skills"] == [{"participant_id": lan, "topic": "vneid", "level": "alone"}]
    assert event.data["follow_up"] is None


def test_an_early_arrival_is_in_the_journal(town: Town) -> None:
    town.post("volunteer", "start")
    line = rows(town.sessions, town.sessions.parts.kit.journal)[-1]
    assert line["detail"] == {"by": "volunteer", "minutes_early": 24 * 60}
    assert (line["actor_kind"], line["actor_id"], line["actor_role"]) == ("person", town.volunteer_id, "volunteer")


def test_a_follow_up_is_told_with_its_windows(town: Town) -> None:
    window = span("9:00", "11:00", 8)
    wanted = {"topics": ["ihanoi"], "windows": [{"start": window.start.isoformat(), "end": window.end.isoformat()}]}
    assert town.post("volunteer", "complete", {**REPORT, "follow_up": wanted}).status_code == 200
    follow_up = outgoing(town.sessions)[-1].data["follow_up"]
    assert follow_up["topics"] == ["ihanoi"]
    assert follow_up["windows"] == [{"start": "2026-12-15T02:00:00+00:00", "end": "2026-12-15T04:00:00+00:00"}]


def test_the_result_is_for_resident_volunteer_and_staff_and_the_note_for_those_who_work(town: Town) -> None:
    town.post("volunteer", "complete", REPORT)
    seen = {who: town.get(who).json for who in ENTITLED}
    assert {who for who in ENTITLED if seen[who]["minutes"] == 50} == {"resident", "volunteer", "staff", "head", "city"}
    assert {who for who in ENTITLED if seen[who]["note"]} == {"volunteer", "staff", "head", "city"}
    assert {seen[who]["visit_code"] for who in ENTITLED} == {None}


def test_the_note_is_in_no_event_and_no_journal_line(town: Town) -> None:
    town.post("volunteer", "complete", REPORT)
    kit = town.sessions.parts.kit
    written = [bytes(row["body"]).decode() for row in rows(town.sessions, kit.outbox)]
    written += [str(row["detail"]) for row in rows(town.sessions, kit.journal)]
    assert not any("kính" in text for text in written)


@pytest.mark.parametrize("turn", ["confirm", "start", "complete"])
def test_a_completed_visit_refuses_with_a_kind_sentence(town: Town, turn: str) -> None:
    town.post("volunteer", "complete", REPORT)
    answer = town.post("staff", turn, REPORT if turn == "complete" else None)
    assert (answer.status_code, answer.json["code"]) == (409, "visit_is_over")
    assert "Xin cảm ơn" in answer.json["detail"]


@pytest.mark.parametrize(("who", "status"), [("resident", 403), ("asked_by", 403), ("counter", 403), ("tracking", 401)])
def test_the_household_does_not_report_on_its_own_visit(town: Town, who: str, status: int) -> None:
    assert town.post(who, "start").status_code == status
    assert town.post(who, "complete", REPORT).status_code == status
    assert len(outgoing(town.sessions)) == 1


WINDOW_PAST = {"start": "2026-12-01T09:00:00+07:00", "end": "2026-12-01T10:00:00+07:00"}
BACKWARDS = {"start": "2026-12-10T10:00:00+07:00", "end": "2026-12-10T09:00:00+07:00"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": "50"}, "minutes"),
        ({"skills": [{"topic": "vneid", "level": "perfect"}]}, "skills.0.level"),
        ({"skills": [{"topic": "knitting", "level": "alone"}]}, "skills.0.topic"),
        ({"skills": [{"topic": "vneid", "level": "alone"}] * 2}, "skills.1.topic"),
        ({"skills": [{"participant_id": new_id(), "topic": "vneid", "level": "alone"}]}, "skills.0.participant_id"),
        ({"follow_up": {"topics": []}}, "follow_up.topics"),
        ({"follow_up": {"topics": ["knitting"]}}, "follow_up.topics.0"),
        ({"follow_up": {"topics": ["vneid"], "windows": [WINDOW_PAST]}}, "follow_up.windows.0.end"),
        ({"follow_up": {"topics": ["vneid"], "windows": [BACKWARDS]}}, "follow_up.windows.0.end"),
        ({"note": ""}, "note"),
        ({"mood": "good"}, "mood"),
    ],
)
def test_a_report_that_cannot_be_names_the_field_and_changes_nothing(
    town: Town, change: dict[str, Any], field: str
) -> None:
    answer = town.post("volunteer", "complete", {**REPORT, **change})
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert town.get("staff").json["status"] == "scheduled"


def test_the_same_report_sent_twice_with_its_key_is_recorded_once(town: Town) -> None:
    headers = {**town.by("volunteer"), "Idempotency-Key": "report-1"}
    answers = [town.client.post(f"{town.url}/complete", headers=headers, json=REPORT) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json == answers[1].json
    assert len(outgoing(town.sessions)) == 2


def test_a_token_made_before_a_sign_out_everywhere_no_longer_counts(town: Town) -> None:
    headers = town.by("volunteer")
    after = town.sessions.clock.now() + timedelta(minutes=1)
    data = {**a_person(town.volunteer_id, "Trần Văn Minh").data, "tokens_valid_after": after}
    hear(town.sessions, told(heard.PERSON_CONTACT_CHANGED, town.volunteer_id, 2, data))
    assert town.client.get(town.url, headers=headers).status_code == 401


def test_of_a_pair_each_may_report(town: Town) -> None:
    pair, first, second = AHousehold(needed=2), new_id(), new_id()
    offers = {new_id(): first, new_id(): second}
    hear(town.sessions, a_volunteer(first), a_volunteer(second), pair.accepted(offers))
    (both,) = [row for row in rows(town.sessions, appointments) if row["request_id"] == pair.request_id]
    theirs = replace(town, appointment_id=both["id"], volunteer_id=first, household=pair)
    assert theirs.post("volunteer", "start").json["status"] == "under_way"
    assert replace(theirs, volunteer_id=second).post("volunteer", "start").json["status"] == "under_way"
    assert replace(theirs, volunteer_id=second).post("volunteer", "complete", REPORT).status_code == 200
    assert theirs.post("volunteer", "complete", REPORT).status_code == 409
