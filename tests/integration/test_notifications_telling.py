"""Who is told what: from the events that are heard to the lines on people's phones, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from services.notifications.timers import KEEP_WORDS
from shared.contracts import sessions as agenda
from shared.contracts import volunteers as heard
from tests.integration.notifications_wiring import (
    AStory,
    Notifications,
    arrived,
    hear,
    lines,
    notifications_on,
    outgoing,
    pass_time,
    send_all,
    stored,
)
from tests.unit.notifications.builders import NOW


@pytest.fixture
def notifications(database_url: str, tmp_path: Path) -> Iterator[Notifications]:
    with notifications_on(database_url, tmp_path) as runtime:
        yield runtime


def test_everybody_is_told_on_the_straight_path(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    lan, hung, mai = story.lans_phone, story.hungs_phone, story.mais_phone
    hear(notifications, *story.background(), story.code_requested())
    send_all(notifications)
    hear(notifications, story.opened(), story.offer_made())
    send_all(notifications)
    hear(notifications, story.request(heard.OFFER_ACCEPTED, 4, "accepted", "accepted", **story._offer, minutes=60))
    hear(notifications, story.scheduled())
    send_all(notifications)
    hear(notifications, story.completed())
    send_all(notifications)
    assert arrived(tmp_path) == [
        (hung, "request.code"),
        (lan, "request.received"),
        (hung, "request.received"),
        (mai, "offer"),
        (lan, "visit.confirm"),
        (hung, "visit.confirm.relative"),
        (lan, "visit.safety"),
        (mai, "task.accepted"),
        (lan, "feedback"),
        (hung, "asker.done"),
    ]


def test_events_heard_twice_and_in_any_order_tell_everybody_once(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    events = [*story.background(), story.opened(), story.offer_made(), story.scheduled()]
    hear(notifications, *reversed(events), *events)
    send_all(notifications)
    hear(notifications, *events)
    send_all(notifications)
    told = arrived(tmp_path)
    assert sorted(told) == sorted(set(told))
    assert {template for _, template in told} == {
        *("request.received", "offer", "visit.confirm", "visit.confirm.relative", "visit.safety", "task.accepted")
    }


def test_a_request_opened_again_is_not_received_again(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.opened(2), story.opened(7))
    send_all(notifications)
    assert [template for _, template in arrived(tmp_path)] == ["request.received"] * 2


def test_an_offer_that_ended_before_it_was_told_is_not_told(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.offer_made(3), story.offer_withdrawn(4))
    send_all(notifications)
    assert arrived(tmp_path) == []
    assert {message["failure"] for message in stored(notifications)} == {"no_longer_true"}


def test_a_late_offer_is_told_when_a_newer_state_says_that_it_is_pending(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = AStory()
    newer = story.request(heard.REQUEST_STATED, 7, "offered", "pending")
    hear(notifications, *story.background(), newer, story.offer_made(3))
    send_all(notifications)
    assert arrived(tmp_path) == [(story.mais_phone, "offer")]


def test_who_was_asked_and_not_first_is_thanked(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.offer_made(3))
    send_all(notifications)
    hear(notifications, story.offer_withdrawn(4))
    send_all(notifications)
    assert arrived(tmp_path) == [(story.mais_phone, "offer"), (story.mais_phone, "offer.taken")]


@pytest.mark.parametrize(
    ("reason", "template"),
    [("tasks_overlap", "offer.refused"), ("task_limit_reached", "offer.refused"), ("offer_ended", "reply.late")],
)
def test_whose_answer_could_not_be_taken_hears_so(
    notifications: Notifications, tmp_path: Path, reason: str, template: str
) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.offer_made(3), story.answer_refused(4, reason))
    send_all(notifications)
    assert arrived(tmp_path)[-1] == (story.mais_phone, template)


def test_who_was_thanked_already_hears_nothing_more(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.offer_made(3), story.offer_withdrawn(4))
    hear(notifications, story.answer_refused(5, "too_late"))
    send_all(notifications)
    assert "reply.late" not in [template for _, template in arrived(tmp_path)]


@pytest.mark.parametrize("reason", ["expired", "cancelled", "suspended"])
def test_other_ends_of_an_offer_are_no_news(notifications: Notifications, tmp_path: Path, reason: str) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.offer_made(3))
    send_all(notifications)
    hear(notifications, story.offer_withdrawn(4, reason))
    send_all(notifications)
    assert arrived(tmp_path) == [(story.mais_phone, "offer")]


def test_an_offer_that_waited_longer_than_it_lived_lives_on_by_as_long(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = AStory()
    pass_time(notifications, timedelta(hours=3))
    hear(notifications, *story.background(), story.offer_made(expires_at=NOW + timedelta(hours=2)))
    send_all(notifications)
    (line,) = lines(tmp_path)
    assert "gọi 024 3825 1234 trước 1h30 chiều nay." in line["text"]


def test_a_message_waits_for_the_contact_and_leaves_when_it_comes(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory(asked_by_id=None)
    hear(notifications, story.ward(), story.topic(), story.opened())
    send_all(notifications)
    assert [message["status"] for message in stored(notifications)] == ["held"]
    hear(notifications, story.resident())
    send_all(notifications)
    assert arrived(tmp_path) == [(story.lans_phone, "request.received")]


def test_a_contact_that_is_only_restated_counts_as_much(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory(asked_by_id=None)
    hear(notifications, story.ward(), story.opened(), story.resident(contract=heard.PERSON_STATED))
    send_all(notifications)
    assert arrived(tmp_path) == [(story.lans_phone, "request.received")]


def test_a_message_goes_to_the_number_of_the_moment_it_leaves(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory(asked_by_id=None)
    hear(notifications, *story.background(), story.opened())
    story.lans_phone = "+84900000001"
    hear(notifications, story.resident(sequence=2))
    send_all(notifications)
    assert arrived(tmp_path) == [("+84900000001", "request.received")]


def test_an_older_number_never_replaces_a_newer_one(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory(asked_by_id=None, lans_phone="+84900000002")
    newer = story.resident(sequence=2)
    story.lans_phone = "+84900000001"
    hear(notifications, story.ward(), newer, story.resident(sequence=1), story.opened())
    send_all(notifications)
    assert arrived(tmp_path) == [("+84900000002", "request.received")]


def test_stated_events_are_never_news(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.request(heard.REQUEST_STATED, 5, "escalated"))
    hear(notifications, story.appointment(agenda.APPOINTMENT_STATED, 3, "scheduled"))
    send_all(notifications)
    assert arrived(tmp_path) == []


def test_an_escalation_is_told_to_resident_and_asker(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.escalated())
    send_all(notifications)
    assert arrived(tmp_path) == [(story.lans_phone, "request.delayed"), (story.hungs_phone, "request.delayed")]


def test_nothing_is_said_about_a_request_that_was_cancelled_meanwhile(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.opened(), story.closed())
    send_all(notifications)
    assert arrived(tmp_path) == []


def test_two_on_one_number_get_one_message(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory(hungs_phone="+84912345678", lans_phone_owner="relative")
    hear(notifications, *story.background(), story.scheduled())
    send_all(notifications)
    to_the_household = [template for to, template in arrived(tmp_path) if to == story.lans_phone]
    assert to_the_household == ["visit.confirm.relative", "visit.safety"]


def test_the_second_text_comes_with_the_first_visit_only(notifications: Notifications, tmp_path: Path) -> None:
    first = AStory(asked_by_id=None)
    second = AStory(asked_by_id=None, resident_id=first.resident_id, volunteer_id=first.volunteer_id)
    hear(notifications, *first.background(), first.scheduled(), second.scheduled())
    send_all(notifications)
    templates = [template for to, template in arrived(tmp_path) if to == first.lans_phone]
    assert sorted(templates) == ["visit.confirm", "visit.confirm", "visit.safety"]


def test_who_moved_and_left_no_number_is_for_a_person_to_phone(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory(asked_by_id=None, lans_phone=None)
    hear(notifications, *story.background(), story.opened())
    send_all(notifications)
    assert [message["status"] for message in stored(notifications) if message["part"] == "resident"] == ["to_call"]
    (told,) = outgoing(notifications)
    assert told.type == "notifications.person.unreached.v1"
    assert told.data["person_id"] == story.resident_id
    assert told.data["step"] == "none"


def test_reaching_somebody_is_told_in_the_correlation_it_began_with(notifications: Notifications) -> None:
    story = AStory(asked_by_id=None)
    opened = story.opened()
    hear(notifications, *story.background(), opened)
    send_all(notifications)
    (told,) = outgoing(notifications)
    assert told.type == "notifications.person.reached.v1"
    assert (told.data["template"], told.data["step"]) == ("request.received", "file")
    assert (told.data["about"], told.data["request_id"]) == (
        {"kind": "request", "id": story.request_id},
        story.request_id,
    )
    assert (told.correlation_id, told.causation_id) == (opened.correlation_id, opened.id)


def test_a_code_reaches_a_phone_nobody_knows_and_is_forgotten(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    code = story.code_requested()
    hear(notifications, code, code)
    send_all(notifications)
    (line,) = lines(tmp_path)
    assert "4-26-017: 123456" in line["text"]
    (message,) = stored(notifications)
    assert (message["status"], message["code"], message["phone"], message["text"]) == ("sent", None, None, None)
    assert outgoing(notifications) == []


def test_a_dead_code_is_not_sent(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, story.code_requested())
    pass_time(notifications, timedelta(minutes=10))
    send_all(notifications)
    assert arrived(tmp_path) == []
    (message,) = stored(notifications)
    assert (message["status"], message["failure"], message["code"]) == ("dropped", "expired", None)


def test_codes_go_before_everything_else(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory()
    hear(notifications, *story.background(), story.opened(), story.offer_made(), story.code_requested())
    send_all(notifications)
    assert arrived(tmp_path)[0] == (story.hungs_phone, "request.code")


def test_words_and_addresses_are_forgotten_after_a_month(notifications: Notifications) -> None:
    story = AStory(asked_by_id=None)
    hear(notifications, *story.background(), story.opened())
    send_all(notifications)
    assert stored(notifications)[0]["text"]
    pass_time(notifications, KEEP_WORDS + timedelta(hours=1))
    send_all(notifications)
    (message,) = stored(notifications)
    assert (message["status"], message["text"], message["to"]) == ("sent", None, None)


def test_readiness_names_wards_without_a_number(notifications: Notifications) -> None:
    story = AStory()
    hear(notifications, story.opened())
    silent = story.ward()
    silent.data["phone"] = None
    hear(notifications, silent)
    (check,) = [check for check in notifications.readiness() if check.name == "ward phones"]
    assert (check.status, check.detail) == ("warning", "messages can name no number for: 00004")
