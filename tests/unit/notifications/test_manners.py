"""Whom a message lets rest, and what is never held or capped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from services.notifications.domain.leaving import Drop, Later, Leave, Unreachable, Verdict, decide
from services.notifications.domain.letter import Letter
from services.notifications.domain.message import ASKED_BY, NUMBER, VOLUNTEER, Message
from services.notifications.domain.preferences import Level, Reach, Wish
from shared.rules import Narrowing
from tests.unit.notifications.builders import (
    BA_DINH,
    BY_MAIL,
    BY_TEXT,
    HUNG,
    LAN,
    MAI,
    NOW,
    TUESDAY_NINE,
    Told,
    a_code,
    a_message,
    a_request,
    about_visit,
    an_appointment,
    an_offer,
)

NOON = NOW.replace(hour=12, minute=0)
NIGHT = NOW.replace(hour=23, minute=0)
AFTER_NOON = NOW.replace(hour=14, minute=0)
FULL = {"told": 6}


def at(now: datetime, message: Message, routes: Any = (BY_TEXT,), **told: Any) -> Verdict:
    return decide(replace_queued(message, now), Told(**told), routes, now)


def replace_queued(message: Message, now: datetime) -> Message:
    message.queued_at = now
    return message


def left(verdict: Verdict) -> Letter:
    assert isinstance(verdict, Leave), verdict
    return verdict.letter


def test_a_message_to_a_resident_waits_for_the_end_of_the_nap() -> None:
    assert at(NOON, a_message()) == Later("quiet", AFTER_NOON)


def test_who_asks_for_another_rests_like_a_resident() -> None:
    hungs = a_message(to=HUNG, part=ASKED_BY)
    assert at(NOON, hungs) == Later("quiet", AFTER_NOON)


def test_an_offer_leaves_at_noon_and_waits_at_night() -> None:
    assert isinstance(at(NOON, an_offer()), Leave)
    tomorrow = an_offer(expires_at=TUESDAY_NINE + timedelta(hours=4))
    morning = (NIGHT + timedelta(days=1)).replace(hour=6, minute=30)
    assert at(NIGHT, tomorrow) == Later("quiet", morning)


def test_a_ward_may_let_its_people_rest_longer() -> None:
    ward = replace(BA_DINH, settings=Narrowing(quiet_residents=((time(8), time(9)),)))
    assert at(NOW, a_message(), wards=(ward,)) == Later("quiet", NOW.replace(hour=9, minute=0))


def test_a_code_is_never_held_and_never_capped() -> None:
    code = a_code(expires_at=NIGHT + timedelta(minutes=10))
    verdict = at(NIGHT, code, **FULL)
    assert isinstance(verdict, Leave)
    assert not verdict.counted


def test_an_offer_needed_today_is_never_held_and_never_capped() -> None:
    urgent = an_offer(expires_at=NIGHT + timedelta(minutes=30))
    assert isinstance(at(NIGHT, urgent, requests=(a_request(urgency="today"),), **FULL), Leave)


@pytest.mark.parametrize(
    ("notice", "part", "to"),
    [("visit.cancelled.us", "resident", LAN), ("task.cancelled", VOLUNTEER, MAI)],
)
def test_the_cancellation_of_a_visit_on_the_same_day_is_never_held_and_never_capped(
    notice: str, part: str, to: Any
) -> None:
    today = an_appointment(status="cancelled", starts_at=NIGHT + timedelta(minutes=30))
    off = about_visit(notice, to, part, request_id="request", expires_at=None)
    assert isinstance(at(NIGHT, off, appointments=(today,), **FULL), Leave)


def test_the_cancellation_of_a_later_visit_lets_people_rest() -> None:
    off = about_visit("visit.cancelled.us", expires_at=None)
    tomorrow = an_appointment(status="cancelled")
    verdict = at(NOON, off, appointments=(tomorrow,))
    assert verdict == Later("quiet", AFTER_NOON)


def test_the_answer_to_what_one_has_just_done_is_never_held_and_never_capped() -> None:
    assert isinstance(at(NIGHT, a_message(answers=True), **FULL), Leave)


def test_an_answer_that_comes_after_a_quarter_of_an_hour_is_no_answer_any_more() -> None:
    late = a_message(answers=True)
    late.queued_at = NOON - timedelta(minutes=16)
    assert decide(late, Told(), (BY_TEXT,), NOON) == Later("quiet", AFTER_NOON)


def test_who_has_just_written_is_answered_at_any_hour() -> None:
    answer = a_message("reply.late", "number", NUMBER, phone="+84912345678", request_id=None, about_kind="number")
    answer.person_id = None
    assert left(at(NIGHT, answer, **FULL)).to == "+84912345678"


def test_a_person_gets_so_many_messages_a_day_and_the_rest_tomorrow() -> None:
    assert isinstance(at(NOW, a_message(), told=5), Leave)
    tomorrow = (NOW + timedelta(days=1)).replace(hour=7, minute=0)
    assert at(NOW, a_message(), **FULL) == Later("cap", tomorrow)


def test_what_would_come_too_late_after_quiet_hours_is_told_by_telephone() -> None:
    early = an_appointment(starts_at=NOON + timedelta(hours=1))
    verdict = at(NOON, about_visit("visit.confirm", expires_at=early.starts_at), appointments=(early,))
    assert verdict == Unreachable("quiet")


def test_a_reminder_is_never_held_to_the_morning() -> None:
    evening = NOW.replace(hour=20, minute=30)
    assert at(evening, about_visit("visit.reminder.day")) == Drop("too_late")


def test_a_number_that_stopped_gets_no_invitation_and_no_reminder() -> None:
    assert at(NOW, an_offer(), stopped_numbers=(MAI.phone,), routes=(BY_TEXT,)) == Drop("stopped")
    assert at(NOW, about_visit("visit.reminder.day"), stopped_numbers=(LAN.phone,)) == Drop("stopped")


def test_who_expects_a_visit_and_stopped_messages_is_phoned() -> None:
    assert at(NOW, about_visit("visit.confirm"), stopped_numbers=(LAN.phone,)) == Unreachable("stopped")


def test_a_stopped_number_still_gets_the_code_it_asked_for() -> None:
    assert isinstance(at(NOW, a_code(), stopped_numbers=("+84912345678",)), Leave)


def test_stop_belongs_to_the_number_and_not_to_the_person() -> None:
    verdict = at(NOW, an_offer(), (BY_TEXT, BY_MAIL), stopped_numbers=(MAI.phone,))
    assert left(verdict).to == "mai@example.org"


def test_a_stop_is_heard_by_everybody_on_the_number() -> None:
    shared = replace(HUNG, phone=LAN.phone)
    verdict = at(NOW, a_message(to=HUNG, part=ASKED_BY), people=(LAN, shared), stopped_numbers=(LAN.phone,))
    assert verdict == Unreachable("stopped")


def test_who_prefers_mail_gets_mail_first() -> None:
    verdict = at(NOW, an_offer(), (BY_TEXT, BY_MAIL), wishes={"Mai": Wish(reach=Reach.EMAIL)})
    assert isinstance(verdict, Leave)
    assert (verdict.letter.channel, verdict.channel, verdict.step) == ("smtp", 1, 0)


def test_who_prefers_mail_and_has_no_address_gets_a_text_message() -> None:
    verdict = at(NOW, a_message(), (BY_TEXT, BY_MAIL), wishes={"Lan": Wish(reach=Reach.EMAIL)})
    assert left(verdict).channel == "file"


def test_who_wants_to_be_phoned_is_put_on_the_call_list() -> None:
    wishes = {"Lan": Wish(reach=Reach.CALL)}
    assert at(NOW, about_visit("visit.confirm"), wishes=wishes) == Unreachable("wants_a_call")
    assert at(NOW, about_visit("visit.reminder.day"), wishes=wishes) == Drop("wants_a_call")


def test_who_wants_only_what_is_needed_gets_no_reminder_and_no_thanks() -> None:
    wishes = {"Lan": Wish(level=Level.NEEDED)}
    assert at(NOW, about_visit("visit.reminder.day"), wishes=wishes) == Drop("not_wanted")
    assert isinstance(at(NOW, about_visit("visit.confirm"), wishes=wishes), Leave)


def test_a_question_gets_the_next_digit_where_answers_come_back() -> None:
    by_two_ways = replace(BY_TEXT, replies=True)
    first = at(NOW, an_offer(), (by_two_ways,))
    second = at(NOW, an_offer(), (by_two_ways,), taken=frozenset({1}))
    assert isinstance(first, Leave)
    assert isinstance(second, Leave)
    assert (first.digit, second.digit) == (1, 2)
    assert "Nhắn 1: nhận, 0: bận." in first.letter.text
    assert "Nhắn 21: nhận, 20: bận." in second.letter.text


def test_a_question_without_a_digit_left_asks_for_a_call() -> None:
    verdict = at(NOW, an_offer(), (replace(BY_TEXT, replies=True),), taken=frozenset(range(1, 10)))
    assert isinstance(verdict, Leave)
    assert verdict.digit is None
    assert "gọi 024 3825 1234" in verdict.letter.text


def test_where_no_answer_comes_back_nothing_is_asked() -> None:
    verdict = at(NOW, an_offer())
    assert isinstance(verdict, Leave)
    assert verdict.digit is None
