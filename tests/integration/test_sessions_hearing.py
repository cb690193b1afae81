"""Visits as leaders and merged persons see them, answers by SMS, and what time brings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.sessions.timers import ask_after_visits
from shared.contracts import Event
from shared.contracts import volunteers as heard
from shared.ids import new_id
from shared.messaging.unit_of_work import Actor
from tests.integration.sessions_town import AGENDA, REPORT, Town, a_town
from tests.integration.sessions_wiring import a_person, a_reply, a_team, a_volunteer, hear, outgoing, rows, told
from tests.unit.sessions.builders import at


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    with a_town(database_url, tmp_path) as opened:
        yield opened


def last(town: Town) -> Event:
    return outgoing(town.sessions)[-1]


def seen_with(town: Town, headers: dict[str, str], url: str | None = None) -> Any:
    answer = town.client.get(url or town.url, headers=headers)
    assert answer.status_code == 200
    return answer.json


def answer_by_sms(town: Town, template: str, answer: str, *people: str, option: int | None = None) -> None:
    hear(town.sessions, a_reply(town.appointment_id, template, answer, *people, option=option))


def tick(town: Town) -> None:
    with town.sessions.unit(Actor("timer", "ask_after_visits")) as unit:
        ask_after_visits(unit)
        unit.commit()


def test_a_teams_leader_sees_the_visits_of_its_members_without_code_and_result(town: Town) -> None:
    team, leader = new_id(), new_id()
    hear(town.sessions, a_team(team, leader), a_volunteer(town.volunteer_id, sequence=3, team_id=team))
    headers = town.token(leader)
    assert seen_with(town, headers)["visit_code"] is None
    assert [item["id"] for item in seen_with(town, headers, AGENDA)["items"]] == [town.appointment_id]
    assert town.client.post(f"{town.url}/cancel", headers=headers, json={"reason": "ill"}).status_code == 403
    town.post("volunteer", "complete", REPORT)
    assert seen_with(town, headers)["skills"] is None


def test_a_team_that_has_another_leader_is_seen_by_that_one_only(town: Town) -> None:
    team, before, after = new_id(), new_id(), new_id()
    hear(town.sessions, a_volunteer(town.volunteer_id, sequence=3, team_id=team))
    hear(town.sessions, a_team(team, after, sequence=2), a_team(team, before, sequence=1))
    assert town.client.get(town.url, headers=town.token(before)).status_code == 404
    assert town.client.get(town.url, headers=town.token(after)).status_code == 200
    hear(town.sessions, a_volunteer(town.volunteer_id, sequence=4))
    assert town.client.get(town.url, headers=town.token(after)).status_code == 404


def test_who_was_merged_into_another_person_keeps_their_visits_there(town: Town) -> None:
    kept, lan = new_id(), town.household.resident_id
    data = {**heard.PERSON_CONTACT_CHANGED.load(a_person(lan, "Nguyễn Thị Lan").data), "merged_into": kept}
    hear(town.sessions, told(heard.PERSON_CONTACT_CHANGED, lan, 2, data))
    assert seen_with(town, town.token(kept))["id"] == town.appointment_id
    assert len(seen_with(town, town.token(kept), AGENDA)["items"]) == 1


def test_who_answers_1_to_the_reminder_confirms(town: Town) -> None:
    answer_by_sms(town, "visit.reminder.day", "yes", town.household.resident_id, option=1)
    assert (last(town).type, last(town).data["by"]) == ("sessions.appointment.confirmed.v1", "resident")
    line = rows(town.sessions, town.sessions.parts.kit.journal)[-1]
    assert (line["actor_kind"], line["actor_id"], line["actor_role"]) == (
        *("event", town.household.resident_id, "resident"),
    )


def test_who_answers_0_to_the_reminder_cancels(town: Town) -> None:
    answer_by_sms(town, "visit.reminder.day", "no", town.household.asked_by_id, option=0)
    data = last(town).data
    assert (data["status"], data["by"], data["reason"], data["reopen"]) == ("cancelled", "asked_by", "busy", False)


def test_a_volunteer_who_answers_1_has_arrived_and_2_is_done(town: Town) -> None:
    town.go_to(at("8:31", 1))
    answer_by_sms(town, "task.reminder", "yes", town.volunteer_id, option=1)
    assert town.get("staff").json["status"] == "under_way"
    answer_by_sms(town, "task.reminder", "text", town.volunteer_id, option=2)
    town.go_to(at("12:00", 1))
    tick(town)
    assert [event.type.split(".")[2] for event in outgoing(town.sessions)] == ["scheduled", "started"]
    assert town.post("volunteer", "complete", REPORT).status_code == 200


def test_an_answer_to_an_old_question_changes_nothing(town: Town) -> None:
    town.post("staff", "cancel", {"reason": "ill"})
    so_far = len(outgoing(town.sessions))
    answer_by_sms(town, "visit.reminder.day", "yes", town.household.resident_id, option=1)
    answer_by_sms(town, "visit.reminder.day", "no", town.household.resident_id, option=0)
    answer_by_sms(town, "task.reminder", "yes", town.volunteer_id, option=1)
    assert len(outgoing(town.sessions)) == so_far
    assert rows(town.sessions, town.sessions.parts.kit.conflicts) == []


def test_an_answer_from_somebody_without_a_part_changes_nothing(town: Town) -> None:
    answer_by_sms(town, "visit.reminder.day", "no", town.volunteer_id, option=0)
    answer_by_sms(town, "task.reminder", "yes", town.household.resident_id, option=1)
    answer_by_sms(town, "visit.reminder.day", "text", town.household.resident_id)
    answer_by_sms(town, "feedback", "yes", town.household.resident_id, option=1)
    assert len(outgoing(town.sessions)) == 1


def test_a_no_that_comes_when_somebody_is_there_does_not_send_them_away(town: Town) -> None:
    town.post("volunteer", "start")
    answer_by_sms(town, "visit.reminder.day", "no", town.household.resident_id, option=0)
    assert town.get("staff").json["status"] == "under_way"


def test_an_answer_about_a_visit_that_never_was_is_shown_to_a_person(town: Town) -> None:
    hear(town.sessions, a_reply(new_id(), "visit.reminder.day", "yes", town.household.resident_id, option=1))
    (conflict,) = rows(town.sessions, town.sessions.parts.kit.conflicts)
    assert conflict["code"] == "appointment_unknown"


def test_a_visit_that_is_not_reported_is_told_once_twenty_minutes_past_its_end(town: Town) -> None:
    town.go_to(at("8:30", 1))
    town.post("volunteer", "start")
    for clock, told_by_then in (("9:49", 0), ("9:50", 1), ("10:30", 1)):
        town.go_to(at(clock, 1))
        tick(town)
        overdue = [event for event in outgoing(town.sessions) if "overdue" in event.type]
        assert len(overdue) == told_by_then
    assert (overdue[0].data["minutes_over"], overdue[0].data["by"]) == (20, "timer")


def test_a_visit_nobody_began_is_told_once_twenty_minutes_past_its_end(town: Town) -> None:
    for clock, told_by_then in (("9:49", 0), ("9:50", 1), ("12:00", 1)):
        town.go_to(at(clock, 1))
        tick(town)
        overdue = [event for event in outgoing(town.sessions) if "overdue" in event.type]
        assert len(overdue) == told_by_then
    assert (overdue[0].data["status"], overdue[0].data["minutes_over"]) == ("scheduled", 20)
