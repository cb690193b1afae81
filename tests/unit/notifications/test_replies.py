"""What an answer by text message is understood as, and which question it answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.notifications.domain.replies import (
    Answered,
    Digits,
    Question,
    SixDigits,
    Stop,
    TooLate,
    Unclear,
    Words,
    free_digit,
    prefix,
    read_reply,
    understand,
)
from tests.unit.notifications.builders import NOW


def a_question(notice: str = "offer", digit: int = 1, *, open: bool = True, minutes_ago: int = 5) -> Question:
    return Question(f"{notice}{digit}", notice, digit, NOW - timedelta(minutes=minutes_ago), open)


@pytest.mark.parametrize(
    "text", ["STOP", "stop", " DUNG ", "Dung.", "DỪNG", "Dừng lại", "dừng  lại", "TC", "HUY TIN", "Hủy tin", "Dừng ạ"]
)
def test_these_words_stop_messages(text: str) -> None:
    assert read_reply(text) == Stop()


@pytest.mark.parametrize("text", ["Đúng", "dùng", "dung hen", "Đứng", "stop it", "dừng xe ở đâu", "hủy"])
def test_words_that_only_look_like_them_stop_nothing(text: str) -> None:
    assert read_reply(text) == Words()


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("1", Digits(1, 1)),
        (" 0 ", Digits(1, 0)),
        ("1.", Digits(1, 1)),
        ("1 ạ", Digits(1, 1)),
        ("Dạ 1", Digits(1, 1)),
        ("dạ, 0 nhé!", Digits(1, 0)),
        ("21", Digits(2, 1)),
        ("20", Digits(2, 0)),
        ("11", Digits(1, 1)),
        ("１", Digits(1, 1)),
        ("1️⃣", Digits(1, 1)),
        ("1 🙏🏽", Digits(1, 1)),
        ("✅ 1 ạ 👍", Digits(1, 1)),
        ("\u202e0\u202c", Digits(1, 0)),
    ],
)
def test_digits_are_an_answer_with_or_without_politeness(text: str, digits: Digits) -> None:
    assert read_reply(text) == digits


@pytest.mark.parametrize("text", ["", "Vâng", "1 hay 2", "123", "Cháu bận", "19h", "1/12", "🙂", "\u0303"])
def test_everything_else_is_read_by_a_person(text: str) -> None:
    assert read_reply(text) == Words()


def test_a_code_sent_back_proves_the_number() -> None:
    assert read_reply("Mã là 123456 ạ") == SixDigits()
    asked = a_question("request.code", 0)
    assert understand(SixDigits(), [asked]) == Answered(asked, 1, "yes")
    assert understand(SixDigits(), [a_question("request.code", 0, open=False)]) == TooLate(
        a_question("request.code", 0, open=False)
    )


def test_one_and_nought_answer_the_only_question() -> None:
    asked = a_question()
    assert understand(Digits(1, 1), [asked]) == Answered(asked, 1, "yes")
    assert understand(Digits(1, 0), [asked]) == Answered(asked, 0, "no")


def test_of_several_questions_on_one_number_the_digit_says_which() -> None:
    lan, hung = a_question("visit.reminder.day", 1), a_question("visit.reminder.day", 2)
    assert understand(Digits(1, 0), [lan, hung]) == Answered(lan, 0, "no")
    assert understand(Digits(2, 1), [lan, hung]) == Answered(hung, 1, "yes")


def test_a_question_that_is_settled_is_answered_too_late_even_while_another_is_open() -> None:
    settled, other = a_question("offer", 1, open=False), a_question("offer", 2)
    assert understand(Digits(1, 1), [settled, other]) == TooLate(settled)


def test_a_digit_used_twice_means_the_later_question() -> None:
    old, new = a_question("offer", 1, open=False, minutes_ago=2000), a_question("visit.reminder.day", 1)
    assert understand(Digits(1, 1), [new, old]) == Answered(new, 1, "yes")


def test_arriving_and_leaving_are_told_by_one_and_two() -> None:
    asked = a_question("task.reminder")
    assert understand(Digits(1, 1), [asked]) == Answered(asked, 1, "yes")
    assert understand(Digits(1, 2), [asked]) == Answered(asked, 2, "yes")


def test_what_one_can_do_alone_is_told_by_one_and_two() -> None:
    asked = a_question("feedback")
    assert understand(Digits(1, 2), [asked]) == Answered(asked, 2, "no")


@pytest.mark.parametrize("digits", [Digits(1, 7), Digits(3, 1)])
def test_a_digit_nobody_offered_is_not_understood(digits: Digits) -> None:
    assert understand(digits, [a_question()]) == Unclear()


def test_an_answer_without_a_question_is_not_understood() -> None:
    assert understand(Digits(1, 1), []) == Unclear()


def test_each_question_gets_the_first_digit_that_is_free() -> None:
    assert [free_digit(taken) for taken in ((), (1,), (1, 3), range(1, 10))] == [1, 2, 2, None]


def test_the_first_question_needs_no_digit_before_its_answers() -> None:
    assert [prefix(digit) for digit in (1, 2, 9)] == ["", "2", "9"]
