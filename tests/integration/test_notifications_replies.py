"""Answers by text message: understood once, told on, and never taken for an answer to what is settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from services.notifications.domain.message import RESIDENT
from shared.clock import HANOI
from shared.contracts import sessions as agenda
from shared.contracts import volunteers as heard
from shared.ids import new_id
from tests.integration.notifications_replying import Phones, phones_on, signed
from tests.integration.notifications_wiring import (
    WARD,
    AStory,
    a_person,
    arrived,
    lines,
    outgoing,
    pass_time,
    send_all,
    stored,
)

MAI = "+84903333444"
LAN = "+84912345678"


@pytest.fixture
def phones(database_url: str, tmp_path: Path) -> Iterator[Phones]:
    with phones_on(database_url, tmp_path) as opened:
        yield opened


@pytest.fixture
def story(phones: Phones) -> AStory:
    """Mai has been asked."""
    story = AStory()
    phones.hear(*story.background(), story.opened(), story.offer_made())
    return story


def evening_before(phones: Phones) -> None:
    """It is 18:05 on the evening before the visit, and whatever was due has left."""
    pass_time(phones.runtime, timedelta(hours=9, minutes=35))
    send_all(phones.runtime)


def test_a_volunteer_accepts_by_text_message(phones: Phones, story: AStory) -> None:
    answer = phones.write(MAI, "1")
    assert (answer.status_code, answer.json["status"]) == (202, "answered")
    (told,) = phones.replies()
    assert told["about"] == {"kind": "offer", "id": story.offer_id}
    assert (told["person_ids"], told["answer"], told["option"]) == ([story.volunteer_id], "yes", 1)
    assert (told["template"], told["personal"]) == ("offer", {"phone": MAI, "text": "1"})


def test_a_volunteer_declines_by_text_message(phones: Phones, story: AStory) -> None:
    phones.write(MAI, "0 ạ")
    (told,) = phones.replies()
    assert (told["answer"], told["option"]) == ("no", 0)


def test_the_same_message_handed_over_twice_counts_once(phones: Phones, story: AStory) -> None:
    first, again = phones.write(MAI, "1", id="gw-7"), phones.write(MAI, "1", id="gw-7")
    assert first.json == again.json
    assert len(phones.replies()) == 1


def test_the_same_answer_said_twice_is_told_once(phones: Phones, story: AStory) -> None:
    phones.write(MAI, "1")
    assert phones.write(MAI, "1").json["status"] == "same"
    assert len(phones.replies()) == 1


def test_an_answer_to_a_settled_question_changes_nothing_and_is_answered_kindly(
    phones: Phones, story: AStory, tmp_path: Path
) -> None:
    phones.hear(story.offer_withdrawn())
    assert phones.write(MAI, "1").json["status"] == "too_late"
    send_all(phones.runtime)
    assert phones.replies() == []
    assert (lines(tmp_path)[-1]["to"], lines(tmp_path)[-1]["template"]) == (MAI, "reply.late")


def test_a_late_yes_counts_while_somebody_is_still_sought(phones: Phones, story: AStory) -> None:
    phones.hear(story.request(heard.REQUEST_REOPENED, 4, "open", by="timer", reason="unplaced"))
    assert phones.write(MAI, "1").json["status"] == "answered"


def test_two_offers_on_one_number_are_told_apart_by_their_digit(phones: Phones, story: AStory, tmp_path: Path) -> None:
    other = AStory(volunteer_id=story.volunteer_id, asked_by_id=None, lans_phone="+84912000001")
    phones.hear(other.resident(), other.opened(), other.offer_made())
    texts = [line["text"] for line in lines(tmp_path) if line["template"] == "offer"]
    assert ["Nhắn 1: nhận, 0: bận." in texts[0], "Nhắn 21: nhận, 20: bận." in texts[1]] == [True, True]
    phones.write(MAI, "21")
    phones.write(MAI, "0")
    assert [(told["about"]["id"], told["answer"]) for told in phones.replies()] == [
        (other.offer_id, "yes"),
        (story.offer_id, "no"),
    ]


def test_how_it_went_is_asked_with_plain_digits_also_of_who_confirmed_the_evening_before(
    phones: Phones, story: AStory, tmp_path: Path
) -> None:
    phones.hear(story.scheduled())
    evening_before(phones)
    phones.write(LAN, "1")
    pass_time(phones.runtime, timedelta(hours=16))
    phones.hear(story.completed())
    assert "Được nhắn 1, chưa nhắn 2." in next(
        line["text"] for line in lines(tmp_path) if line["template"] == "feedback"
    )
    phones.write(LAN, "2")
    assert [(told["template"], told["answer"]) for told in phones.replies()][1:] == [("feedback", "no")]


def test_the_resident_says_by_text_message_that_the_time_does_not_suit(phones: Phones, story: AStory) -> None:
    phones.hear(story.scheduled())
    evening_before(phones)
    phones.write(LAN, "0")
    (told,) = phones.replies()
    assert (told["about"], told["answer"]) == ({"kind": "appointment", "id": story.appointment_id}, "no")
    assert told["template"].startswith("visit.reminder.day")
    assert told["person_ids"] == [story.resident_id]


def test_who_said_yes_may_still_say_no(phones: Phones, story: AStory) -> None:
    phones.hear(story.scheduled())
    evening_before(phones)
    phones.write(LAN, "1")
    phones.write(LAN, "0")
    assert [told["answer"] for told in phones.replies()] == ["yes", "no"]


def test_an_answer_to_the_reminder_of_a_visit_that_was_moved_changes_nothing(phones: Phones, story: AStory) -> None:
    phones.hear(story.scheduled())
    evening_before(phones)
    was = {"start": datetime(2026, 12, 1, 9, tzinfo=HANOI), "end": datetime(2026, 12, 1, 10, tzinfo=HANOI)}
    moved = {"starts_at": datetime(2026, 12, 4, 9, tzinfo=HANOI), "ends_at": datetime(2026, 12, 4, 10, tzinfo=HANOI)}
    code = {"code": "con cá, hoa sen"}
    phones.hear(
        story.appointment(agenda.APPOINTMENT_MOVED, 2, "scheduled", was=was, by="staff", personal=code, **moved)
    )
    assert phones.write(LAN, "1").json["status"] == "too_late"


def test_a_code_sent_back_by_text_message_proves_the_number(phones: Phones, story: AStory) -> None:
    phones.hear(story.code_requested())
    phones.write(story.hungs_phone, "123456")
    (told,) = phones.replies()
    assert (told["about"], told["answer"]) == ({"kind": "request", "id": story.request_id}, "yes")
    assert (told["template"], told["person_ids"]) == ("request.code", [story.asked_by_id])


def test_a_code_sent_back_after_it_died_proves_nothing(phones: Phones, story: AStory) -> None:
    phones.hear(story.code_requested())
    pass_time(phones.runtime, timedelta(minutes=11))
    assert phones.write(story.hungs_phone, "123456").json["status"] == "too_late"
    assert phones.replies() == []


def test_words_are_told_on_and_put_on_the_call_list(phones: Phones, story: AStory, tmp_path: Path) -> None:
    assert phones.write(MAI, "Hôm ấy cháu đi học, hôm khác được ạ").json["status"] == "words"
    send_all(phones.runtime)
    (told,) = phones.replies()
    assert (told["answer"], told["option"], told["about"]["id"]) == ("text", None, story.offer_id)
    (call,) = phones.staff(WARD).get("/calls").json["items"]
    assert (call["why"], call["wrote"]) == ("reply", "Hôm ấy cháu đi học, hôm khác được ạ")
    assert arrived(tmp_path)[-1] == (MAI, "reply.unclear")


def test_a_number_hears_once_a_day_that_it_was_not_understood(phones: Phones, story: AStory, tmp_path: Path) -> None:
    phones.write(MAI, "alo")
    phones.write(MAI, "alo alo")
    send_all(phones.runtime)
    assert [template for _, template in arrived(tmp_path)].count("reply.unclear") == 1
    assert len(phones.staff(WARD).get("/calls").json["items"]) == 2


def test_a_stranger_who_writes_is_not_answered_and_is_on_the_citys_list(
    phones: Phones, story: AStory, tmp_path: Path
) -> None:
    before = arrived(tmp_path)
    phones.write("+84988000111", "Cho tôi hỏi")
    send_all(phones.runtime)
    assert arrived(tmp_path) == before
    assert phones.replies() == []
    assert phones.staff(WARD).get("/calls").json["items"] == []


def test_stop_ends_invitations_and_reminders_and_puts_the_fixed_visit_on_the_call_list(
    phones: Phones, story: AStory, tmp_path: Path
) -> None:
    phones.hear(story.scheduled())
    assert phones.write(LAN, "DỪNG").json["status"] == "stopped"
    send_all(phones.runtime)
    assert arrived(tmp_path)[-1] == (LAN, "stop.done")
    evening_before(phones)
    assert [line for line in arrived(tmp_path) if line[0] == LAN][-1] == (LAN, "stop.done")
    (call,) = phones.staff(WARD).get("/calls").json["items"]
    assert (call["why"], call["person_id"], call["phone"]) == ("stopped", story.resident_id, LAN)


def test_stop_said_twice_is_answered_once(phones: Phones, story: AStory, tmp_path: Path) -> None:
    phones.write(MAI, "STOP")
    phones.write(MAI, "TC")
    send_all(phones.runtime)
    assert [template for to, template in arrived(tmp_path) if to == MAI].count("stop.done") == 1


def test_stop_counts_for_everybody_on_the_number(phones: Phones, story: AStory, tmp_path: Path) -> None:
    phones.hear(a_person(new_id(), "Phạm Thị Cúc", MAI))
    phones.write(MAI, "STOP")
    send_all(phones.runtime)
    other = AStory(volunteer_id=new_id(), mais_phone=MAI)
    phones.hear(*other.people(), other.opened(), other.offer_made())
    assert [template for to, template in arrived(tmp_path) if to == MAI] == ["offer", "stop.done"]


def test_an_unsigned_call_is_refused(phones: Phones, story: AStory) -> None:
    body = {"id": "1", "from": MAI, "text": "1"}
    assert phones.hand_over("inbound/file", body, "sha256=" + "0" * 64).status_code == 401
    assert phones.hand_over("inbound/file", body, signed(b"another body")).status_code == 401
    assert phones.hand_over("inbound/other", body).status_code == 404
    assert phones.replies() == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"from": MAI, "text": "1"}, "id"),
        ({"id": "1", "from": "12", "text": "1"}, "from"),
        ({"id": "1", "from": MAI, "text": "x" * 2001}, "text"),
        ({"id": "1", "from": MAI, "text": "1", "to": "9029"}, "to"),
    ],
)
def test_what_a_gateway_hands_over_must_be_whole(phones: Phones, body: dict[str, str], field: str) -> None:
    answer = phones.hand_over("inbound/file", body)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_signs_nobody_sees_do_not_spoil_an_answer(phones: Phones, story: AStory) -> None:
    assert phones.write(MAI, "\u200b1\u200e").json["status"] == "answered"


def test_a_receipt_says_that_a_message_arrived(phones: Phones, story: AStory) -> None:
    offer = next(message for message in stored(phones.runtime) if message["notice"] == "offer")
    assert phones.receipt(offer["id"]).json == {"news": True}
    assert phones.receipt(offer["id"]).json == {"news": False}
    assert next(m for m in stored(phones.runtime) if m["id"] == offer["id"])["status"] == "delivered"


def test_a_message_that_did_not_arrive_goes_on_down_the_ladder_to_a_call(phones: Phones, story: AStory) -> None:
    received = next(m for m in stored(phones.runtime) if m["notice"] == "request.received" and m["part"] == RESIDENT)
    assert phones.receipt(received["id"], "failed").json == {"news": True}
    send_all(phones.runtime)
    assert next(m for m in stored(phones.runtime) if m["id"] == received["id"])["status"] == "to_call"
    assert outgoing(phones.runtime)[-1].type == "notifications.person.unreached.v1"


def test_a_receipt_for_what_is_not_ours_is_no_news(phones: Phones) -> None:
    assert phones.receipt(new_id()).json == {"news": False}
    assert phones.receipt("nothing of ours").json == {"news": False}


def test_what_people_wrote_is_erased_in_time(phones: Phones, story: AStory) -> None:
    phones.write(MAI, "alo")
    pass_time(phones.runtime, timedelta(days=31))
    send_all(phones.runtime)
    with phones.runtime.reading() as connection:
        tables = phones.runtime.parts.metadata.tables
        (reply,) = connection.execute(tables["replies"].select()).mappings()
        assert (reply["phone"], reply["text"]) == (None, None)
        assert connection.execute(tables["questions"].select()).all() == []
