"""What people answer by text message: a word that stops messages, digits that answer a question, or words.

The first question open on a number is answered by ``1`` or ``0``; each further one by its own digit and then the
answer (``21``, ``20``), so that two visits or offers on one number are never mixed up. Digits only, because Telex
keyboards spoil words (words for people, section 8).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

YES, NO, TEXT = "yes", "no", "text"

STOP_WORDS = frozenset({"stop", "dung", "dừng", "dung lai", "dừng lại", "tc", "huy tin", "hủy tin", "huỷ tin"})
"""With their marks, because "đúng" and "dùng" are other words; "huỷ" is "hủy" in the older spelling."""

ANSWERS: dict[str, dict[int, str]] = {
    "offer": {1: YES, 0: NO},
    "request.agree": {1: YES, 0: NO},
    "visit.reminder.day": {1: YES, 0: NO},
    "task.reminder": {1: YES, 2: YES},
    "feedback": {1: YES, 2: NO},
}
"""Which digits answer the question a notice asks, and what they say."""

PROOFS = frozenset({"request.code"})
"""Notices answered by sending their six digits back."""

UNNUMBERED = 0
"""The digit of a question that is answered otherwise."""

FIRST_DIGIT, LAST_DIGIT = 1, 9

_SAY_NOTHING = frozenset({"So", "Sk", "Me", "Cf"})
"""Unicode's categories of pictures, skin colours, the frame of a key (1️⃣) and signs nobody sees."""

_DIGITS = re.compile(r"(?:dạ|vâng|ok)?[\s,.:]*([0-9]{1,2})[\s.,!]*(?:ạ|nhé|nhe|nha|a)?[\s.!]*")
_CODE = re.compile(r"\D*[0-9]{6}\D*")


@dataclass(frozen=True)
class Stop:
    """Nothing more is wanted at this number."""


@dataclass(frozen=True)
class Digits:
    """The answer ``option`` to question number ``digit``; the first question goes without a digit."""

    digit: int
    option: int


@dataclass(frozen=True)
class SixDigits:
    """A code sent back instead of typed into the page: that it came from the number proves the number."""


@dataclass(frozen=True)
class Words:
    """Something a person has to read."""


Reply = Stop | Digits | SixDigits | Words


@dataclass(frozen=True)
class Question:
    """A message that asked something at a number; ``open`` says that its answer would still matter."""

    message_id: str
    notice: str
    digit: int
    asked_at: datetime
    open: bool


@dataclass(frozen=True)
class Answered:
    """This question, with this option."""

    question: Question
    option: int
    answer: str


@dataclass(frozen=True)
class TooLate:
    """The question has been settled: the answer changes nothing, and the person is told so."""

    question: Question


@dataclass(frozen=True)
class Unclear:
    """It answers none of the questions asked at this number."""


Understood = Answered | TooLate | Unclear


def read_reply(text: str) -> Reply:
    """What somebody wrote, as far as a machine may understand it."""
    said = _without_pictures(unicodedata.normalize("NFKC", text)).casefold().strip()
    if re.sub(r"[\s.,!]+", " ", said).removesuffix(" ạ").strip() in STOP_WORDS:
        return Stop()
    if _CODE.fullmatch(said):
        return SixDigits()
    if match := _DIGITS.fullmatch(said):
        digit, option = match[1][:-1], match[1][-1]
        return Digits(int(digit or FIRST_DIGIT), int(option))
    return Words()


def _without_pictures(text: str) -> str:
    """``1️⃣`` and ``1 🙏`` say 1: telephones offer pictures beside the letters."""
    return "".join(
        sign for sign in text if unicodedata.category(sign) not in _SAY_NOTHING and not "\ufe00" <= sign <= "\ufe0f"
    )


def understand(reply: Reply, questions: Sequence[Question]) -> Understood:
    """Which of the ``questions`` asked at the number is answered, and how."""
    if not isinstance(reply, Digits | SixDigits):
        return Unclear()
    digit, option = (reply.digit, reply.option) if isinstance(reply, Digits) else (UNNUMBERED, FIRST_DIGIT)
    meant = [question for question in questions if question.digit == digit]
    if not meant:
        return Unclear()
    latest = max(meant, key=lambda question: question.asked_at)
    answer = YES if latest.notice in PROOFS else ANSWERS[latest.notice].get(option)
    if answer is None:
        return Unclear()
    return Answered(latest, option, answer) if latest.open else TooLate(latest)


def free_digit(taken: Collection[int]) -> int | None:
    """The digit of the next question at a number where ``taken`` are in use or resting; None when none is left."""
    return next((digit for digit in range(FIRST_DIGIT, LAST_DIGIT + 1) if digit not in taken), None)


def prefix(digit: int) -> str:
    """What is written before each answer: nothing for the first question."""
    return "" if digit == FIRST_DIGIT else str(digit)
