"""Whom a person of the ward has to phone, what to say, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.contracts import Event
from shared.contracts import sessions as agenda
from shared.contracts import volunteers as heard
from shared.ids import new_id
from shared.web.tokens import Post
from tests.integration.notifications_replying import Caller, Phones, phones_on
from tests.integration.notifications_wiring import (
    WARD,
    AStory,
    outgoing,
    pass_time,
    run_timers,
    send_all,
    stored,
    told,
)
from tests.unit.notifications.builders import TUESDAY_NINE

ELSEWHERE = "00256"


@pytest.fixture
def phones(database_url: str, tmp_path: Path) -> Iterator[Phones]:
    with phones_on(database_url, tmp_path) as opened:
        yield opened


@pytest.fixture
def story(phones: Phones) -> AStory:
    """Lan has a landline nobody can write to, and a visit on Tuesday at nine."""
    story = AStory(asked_by_id=None, lans_phone=None)
    phones.hear(*story.background(), story.opened(), story.scheduled())
    return story


def call_back(ward: str | None) -> Event:
    """Somebody leaves a number."""
    call_id = new_id()
    data = {"call_id": call_id, "ward": ward, "personal": {"phone": "+84243825999"}}
    return told(heard.CALL_WANTED, call_id, 1, data)


def calls(caller: Caller, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = caller.get(f"/calls{query}").json["items"]
    return found


def the(why: str, caller: Caller) -> dict[str, Any]:
    (found,) = (call for call in calls(caller) if call["why"] == why)
    return found


def about_visit(phones: Phones, caller: Caller, story: AStory) -> dict[str, Any]:
    (found,) = (call for call in calls(caller) if call["about"]["id"] == story.appointment_id)
    return found


def test_whom_no_channel_reaches_is_called_once_about_one_thing_with_words_to_say(
    phones: Phones, story: AStory
) -> None:
    call = about_visit(phones, phones.staff(WARD), story)
    assert (call["why"], call["person_id"], call["name"]) == ("unreached", story.resident_id, "Nguyễn Thị Lan")
    opening, confirm, safety, close = call["say"]
    assert opening.startswith("“Dạ, tôi là …, cán bộ phường, gọi về buổi hướng dẫn bác đã nhờ.")
    assert "024 3825 1234" in opening
    assert confirm.startswith("Điều cần báo: P. Ba Đình: 9h sáng thứ Ba 1/12, Lê Thị Mai đến giúp bác Lan.")
    assert "không thu tiền" in safety
    assert close == (
        "“Tôi nhắc lại: 9 giờ sáng thứ Ba, 1/12 (23 tháng Mười âm lịch), người đến tên là Lê Thị Mai, "
        "mã hẹn là ‘hoa sen, con cá’. Bác nhắc lại giúp tôi được không ạ?”"
    )


def test_who_was_reached_by_telephone_has_been_told(phones: Phones, story: AStory) -> None:
    staff = phones.staff(WARD)
    call = about_visit(phones, staff, story)
    answer = staff.post(f"/calls/{call['id']}", {"outcome": "reached", "note": "Bác nhớ rồi"})
    assert (answer.status_code, answer.json["status"], answer.json["outcome"]) == (200, "ended", "reached")
    told_of = [message["status"] for message in stored(phones.runtime) if message["call_id"] == call["id"]]
    assert set(told_of) == {"reached"}
    reached = [event for event in outgoing(phones.runtime) if event.type == "notifications.person.reached.v1"]
    assert reached[-1].data["step"] == "call"


def test_whoever_does_not_pick_up_is_called_again_later(phones: Phones, story: AStory) -> None:
    staff = phones.staff(WARD)
    call = about_visit(phones, staff, story)
    answer = staff.post(f"/calls/{call['id']}", {"outcome": "no_answer"}).json
    assert (answer["status"], answer["tries"]) == ("open", 1)
    assert answer["due_at"] > call["due_at"]


def test_what_came_of_a_call_is_said_once(phones: Phones, story: AStory) -> None:
    staff = phones.staff(WARD)
    call = about_visit(phones, staff, story)
    staff.post(f"/calls/{call['id']}", {"outcome": "wrong_number"})
    answer = staff.post(f"/calls/{call['id']}", {"outcome": "reached"})
    assert answer.status_code == 409
    statuses = {message["status"] for message in stored(phones.runtime) if message["call_id"] == call["id"]}
    assert statuses == {"unreached"}


def test_another_wards_call_is_not_there(phones: Phones, story: AStory) -> None:
    call = about_visit(phones, phones.staff(WARD), story)
    elsewhere = phones.staff(ELSEWHERE)
    assert calls(elsewhere) == []
    assert elsewhere.get(f"/calls?ward={WARD}").status_code == 404
    assert elsewhere.post(f"/calls/{call['id']}", {"outcome": "reached"}).status_code == 404
    assert phones.calling().get("/calls").status_code == 403


def test_what_is_no_longer_true_is_taken_off_the_list(phones: Phones, story: AStory) -> None:
    own = {"by": "resident", "reason": "ill", "late": True, "reopen": False}
    before = about_visit(phones, phones.staff(WARD), story)
    phones.hear(story.appointment(agenda.APPOINTMENT_CANCELLED, 2, "cancelled", **own))
    assert before["id"] not in [call["id"] for call in calls(phones.staff(WARD))]
    lapsed = next(call for call in calls(phones.staff(WARD), "?ended=true") if call["id"] == before["id"])
    assert (lapsed["status"], lapsed["say"]) == ("lapsed", [])


def test_a_call_about_a_visit_that_has_begun_comes_too_late(phones: Phones, story: AStory) -> None:
    pass_time(phones.runtime, timedelta(days=1, minutes=31))
    run_timers(phones.runtime)
    assert [call for call in calls(phones.staff(WARD)) if call["about"]["id"] == story.appointment_id] == []


def test_sending_it_again_after_all_takes_it_off_the_list(phones: Phones, story: AStory) -> None:
    staff = phones.staff(WARD)
    call = next(call for call in calls(staff) if call["about"]["kind"] == "request")
    (message,) = (message for message in stored(phones.runtime) if message["call_id"] == call["id"])
    story.lans_phone = "+84912345678"
    phones.hear(story.resident(2))
    assert staff.post(f"/messages/{message['id']}/resend", {}).status_code in (200, 202)
    assert call["id"] not in [listed["id"] for listed in calls(staff)]


def test_who_asked_to_be_called_back_is_on_the_list_of_their_ward(phones: Phones, story: AStory) -> None:
    wanted = call_back(WARD)
    phones.hear(wanted, wanted)
    call = the("wanted", phones.staff(WARD))
    assert (call["phone"], call["name"]) == ("+84243825999", None)
    assert call["say"][0].startswith("“Dạ, tôi là …, cán bộ phường, gọi lại theo số vừa để lại.")


def test_who_left_a_number_and_no_ward_is_on_the_citys_list(phones: Phones, story: AStory) -> None:
    phones.hear(call_back(None))
    assert "wanted" not in [call["why"] for call in calls(phones.staff(WARD))]
    assert the("wanted", phones.calling(Post("city")))["phone"] == "+84243825999"


def test_an_escalated_request_is_a_call_to_the_resident_until_it_goes_on(phones: Phones, story: AStory) -> None:
    phones.hear(story.escalated(), story.request(heard.REQUEST_ESCALATED, 6, "escalated", reason="promise_passed"))
    assert the("escalated", phones.staff(WARD))["person_id"] == story.resident_id
    phones.hear(story.request(heard.REQUEST_REOPENED, 7, "open", by="staff", reason="staff"))
    assert "escalated" not in [call["why"] for call in calls(phones.staff(WARD))]


def test_the_most_pressing_call_comes_first(phones: Phones, story: AStory) -> None:
    phones.hear(call_back(WARD), story.escalated())
    phones.hear(story.appointment(agenda.APPOINTMENT_MISSED, 3, "missed", by="volunteer", who="resident"))
    whys = [call["why"] for call in calls(phones.staff(WARD))]
    assert (whys[0], whys[-2:]) == ("missed", ["wanted", "escalated"])
    first = phones.staff(WARD).get("/calls?limit=2").json
    rest = phones.staff(WARD).get(f"/calls?cursor={first['next']}").json
    assert [call["why"] for call in (*first["items"], *rest["items"])] == whys


def test_who_was_not_at_home_is_asked_after(phones: Phones, story: AStory) -> None:
    phones.hear(story.appointment(agenda.APPOINTMENT_MISSED, 3, "missed", by="volunteer", who="resident"))
    phones.hear(story.request(heard.REQUEST_ESCALATED, 6, "escalated", reason="resident_missed"))
    call = the("missed", phones.staff(WARD))
    assert "Bác có khỏe không ạ?" in " ".join(call["say"])
    assert "escalated" not in [listed["why"] for listed in calls(phones.staff(WARD))]


def test_whose_helper_did_not_come_hears_an_apology(phones: Phones, story: AStory) -> None:
    phones.hear(story.appointment(agenda.APPOINTMENT_MISSED, 3, "missed", by="staff", who="volunteer"))
    assert the("no_show", phones.staff(WARD))["person_id"] == story.resident_id


def test_a_suspension_is_a_call_to_each_affected_resident(phones: Phones, story: AStory) -> None:
    own = {"by": "staff", "reason": "suspended", "late": True, "reopen": True}
    phones.hear(story.appointment(agenda.APPOINTMENT_CANCELLED, 3, "cancelled", **own))
    assert the("suspended", phones.staff(WARD))["person_id"] == story.resident_id


@pytest.mark.parametrize("status", ["scheduled", "confirmed", "under_way"])
def test_an_overdue_visit_is_a_call_to_its_helper_until_it_is_reported(
    phones: Phones, story: AStory, status: str
) -> None:
    overdue = story.appointment(agenda.APPOINTMENT_OVERDUE, 3, status, by="timer", minutes_over=20)
    phones.hear(overdue, overdue)
    call = the("overdue", phones.staff(WARD))
    assert (call["person_id"], call["phone"]) == (story.volunteer_id, story.mais_phone)
    phones.hear(story.completed())
    assert "overdue" not in [listed["why"] for listed in calls(phones.staff(WARD))]


def test_a_request_without_times_is_a_call_until_there_are_some(phones: Phones, story: AStory) -> None:
    phones.hear(story.request(heard.REQUEST_NEEDS_TIMES, 5, "needs_times", reason="windows_past"))
    assert the("times", phones.staff(WARD))["request_id"] == story.request_id
    phones.hear(story.request(heard.REQUEST_REOPENED, 6, "open", by="staff", reason="staff"))
    assert "times" not in [call["why"] for call in calls(phones.staff(WARD))]


def test_the_call_list_names_who_asked_for_the_resident(phones: Phones) -> None:
    story = AStory(lans_phone=None)
    phones.hear(*story.background(), story.opened())
    call = next(call for call in calls(phones.staff(WARD)) if call["person_id"] == story.resident_id)
    assert call["asked_by"] == {"name": "Trần Văn Hùng", "phone": story.hungs_phone}


def test_what_was_written_down_about_a_call_is_erased_in_time(phones: Phones, story: AStory) -> None:
    staff = phones.staff(WARD)
    call = about_visit(phones, staff, story)
    staff.post(f"/calls/{call['id']}", {"outcome": "reached", "note": "Bác nhớ rồi"})
    pass_time(phones.runtime, timedelta(days=31))
    send_all(phones.runtime)
    ended = next(one for one in calls(phones.staff(WARD), "?ended=true") if one["id"] == call["id"])
    assert ended["note"] is None


def test_a_visit_at_noon_that_cannot_be_announced_in_time_is_told_by_telephone(phones: Phones) -> None:
    story = AStory(asked_by_id=None)
    phones.hear(*story.background(), story.opened())
    noon = TUESDAY_NINE - timedelta(days=1) + timedelta(hours=3)
    pass_time(phones.runtime, noon - phones.runtime.clock.now())
    today = {"starts_at": noon + timedelta(hours=1, minutes=30), "ends_at": noon + timedelta(hours=2, minutes=30)}
    code = {"code": "hoa sen, con cá"}
    phones.hear(story.appointment(agenda.APPOINTMENT_SCHEDULED, 1, "scheduled", personal=code, **today))
    (call,) = (call for call in calls(phones.staff(WARD)) if call["about"]["id"] == story.appointment_id)
    assert call["why"] == "unreached"
