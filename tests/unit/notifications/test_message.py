from __future__ import annotations

from datetime import timedelta

import pytest

from services.notifications.domain import facts
from services.notifications.domain.errors import CodeNotRepeated, StillOnItsWay
from services.notifications.domain.letter import Failure
from services.notifications.domain.message import BACKOFF, Message, Ticket
from shared.aggregate import Fact
from tests.unit.notifications.builders import LAN, NOW, a_code, a_letter, a_message

BUSY = Failure("try_later")
REFUSED = Failure("refused", for_good=True)


def begun(message: Message, step: int = 0) -> Ticket:
    message.begin(a_letter(channel=f"channel {step}"), step, NOW + timedelta(minutes=3))
    return message.ticket


def recorded(message: Message) -> list[type[Fact]]:
    return [type(each.fact) for each in message.recorded]


def test_a_message_that_left_has_reached_its_person() -> None:
    message = a_message().announce()
    message.sent(begun(message), NOW)
    assert message.status == "sent"
    assert recorded(message) == [facts.MessageQueued, facts.SendingBegan, facts.PersonReached]


def test_an_outcome_said_twice_is_recorded_once() -> None:
    message = a_message()
    ticket = begun(message)
    message.sent(ticket, NOW)
    message.sent(ticket, NOW)
    assert recorded(message).count(facts.PersonReached) == 1


def test_a_channel_that_is_busy_is_asked_again_later_and_later() -> None:
    message, pauses = a_message(), []
    for _ in BACKOFF:
        message.fail(begun(message), BUSY, NOW)
        pauses.append(message.next_at - NOW)
    assert pauses == list(BACKOFF)
    assert (message.status, message.step) == ("queued", 0)


def test_after_the_last_try_the_next_channel_has_its_turn() -> None:
    message = a_message()
    for _ in range(len(BACKOFF) + 1):
        message.fail(begun(message), BUSY, NOW)
    assert (message.step, message.attempts, message.next_at) == (1, 0, NOW)


def test_a_refusal_for_good_goes_to_the_next_channel_at_once() -> None:
    message = a_message()
    message.fail(begun(message), REFUSED, NOW)
    assert (message.step, message.next_at) == (1, NOW)


def test_a_pause_beyond_the_end_of_the_news_is_not_waited_for() -> None:
    message = a_message(expires_at=NOW + timedelta(seconds=5))
    message.fail(begun(message), BUSY, NOW)
    assert (message.step, message.next_at) == (1, NOW)


def test_a_later_channel_starts_counting_anew() -> None:
    message = a_message()
    message.fail(begun(message), BUSY, NOW)
    assert begun(message, step=2).attempt == 1
    assert message.channel == "channel 2"


def test_without_a_channel_left_somebody_has_to_phone() -> None:
    message = a_message()
    message.fail(begun(message), REFUSED, NOW)
    message.unreachable(NOW)
    assert (message.status, message.failure) == ("to_call", "refused")
    assert message.recorded[-1].fact == facts.PersonUnreached("channel 0")


def test_somebody_without_any_address_is_unreached_by_no_step() -> None:
    message = a_message()
    message.unreachable(NOW)
    assert message.failure == "no_address"
    assert message.recorded[-1].fact == facts.PersonUnreached("none")


def test_nobody_is_phoned_with_a_code() -> None:
    message = a_code()
    message.unreachable(NOW)
    assert message.status == "failed"
    assert recorded(message) == [facts.CodeFailed]


def test_a_lease_that_ran_out_marks_the_repeat() -> None:
    message = a_message()
    begun(message)
    message.lapse(NOW)
    begun(message)
    assert message.recorded[-1].fact == facts.SendingBegan("channel 0", "request.received", attempt=2, repeat=True)


def test_a_connection_that_broke_before_the_last_answer_marks_the_repeat() -> None:
    message = a_message()
    message.fail(begun(message), Failure("no_answer", may_have_left=True), NOW)
    assert message.repeat


def test_a_message_that_kills_its_senders_moves_on_too() -> None:
    message = a_message()
    for _ in range(len(BACKOFF) + 1):
        begun(message)
        message.lapse(NOW)
    assert message.step == 1


def test_a_sender_thought_dead_is_believed_when_it_says_sent() -> None:
    message = a_message()
    slow = begun(message)
    message.lapse(NOW)
    message.sent(slow, NOW)
    assert message.status == "sent"


def test_the_failure_of_a_try_that_lapsed_is_no_news() -> None:
    message = a_message()
    slow = begun(message)
    message.lapse(NOW)
    begun(message)
    message.fail(slow, REFUSED, NOW)
    assert (message.status, message.step) == ("sending", 0)


def test_every_try_has_the_same_key() -> None:
    message = a_message()
    first = begun(message).key
    message.lapse(NOW)
    assert begun(message).key == first == message.id


def test_a_code_is_forgotten_as_soon_as_it_left() -> None:
    message = a_code()
    message.sent(begun(message), NOW)
    assert (message.code, message.phone, message.to, message.text) == (None, None, None, None)
    assert recorded(message)[-1] is facts.CodeSent


def test_a_code_that_is_too_late_is_forgotten_too() -> None:
    message = a_code()
    message.drop("expired", NOW)
    assert (message.status, message.code, message.phone) == ("dropped", None, None)


def test_what_was_sent_can_be_sent_again_under_another_key() -> None:
    message = a_message()
    message.sent(begun(message), NOW)
    message.resend(NOW)
    assert (message.status, message.step, message.repeat) == ("queued", 0, False)
    assert message.key == f"{message.id}.2"


def test_whom_nothing_reached_can_be_tried_again_from_the_first_channel() -> None:
    message = a_message()
    message.fail(begun(message), REFUSED, NOW)
    message.unreachable(NOW)
    message.resend(NOW)
    assert (message.status, message.step, message.failure) == ("queued", 0, None)


def test_the_outcome_of_an_earlier_round_is_not_taken_for_the_present_one() -> None:
    message = a_message()
    first = begun(message)
    message.sent(first, NOW)
    message.resend(NOW)
    begun(message)
    message.sent(first, NOW)
    assert message.status == "sending"


def test_a_code_is_never_repeated_by_hand() -> None:
    message = a_code()
    message.sent(begun(message), NOW)
    with pytest.raises(CodeNotRepeated):
        message.resend(NOW)


def test_what_is_still_on_its_way_is_not_sent_again() -> None:
    message = a_message()
    with pytest.raises(StillOnItsWay) as refused:
        message.resend(NOW)
    assert "queued" in refused.value.sentence("vi")


def test_what_is_held_waits_for_one_thing_and_is_released() -> None:
    message = a_message()
    message.hold("person", LAN.id)
    assert (message.status, message.waits_for, message.waits_for_id) == ("held", "person", LAN.id)
    message.release(NOW)
    assert (message.status, message.waits_for, message.waits_for_id) == ("queued", None, None)


def test_a_ward_is_waited_for_by_its_code() -> None:
    message = a_message()
    message.hold("ward", "00004")
    assert (message.waits_for_id, message.waits_for_code) == (None, "00004")


def test_forgetting_the_words_keeps_that_it_was_told() -> None:
    message = a_message()
    message.sent(begun(message), NOW)
    message.forget_words()
    assert (message.status, message.to, message.text) == ("sent", None, None)


def test_no_fact_of_a_message_holds_a_number_or_a_code() -> None:
    message = a_code().announce()
    message.sent(begun(message), NOW)
    told = " ".join(str(each.fact.detail()) for each in message.recorded)
    assert "123456" not in told
    assert "912345678" not in told
