"""What an answer by SMS means for the visit it is about: digits only, because keyboards spoil words."""

from __future__ import annotations

from enum import Enum, auto


class Meaning(Enum):
    """What somebody meant."""

    SUITS = auto()
    DOES_NOT_SUIT = auto()
    ARRIVED = auto()
    OVER = auto()


TO_THE_HOUSEHOLD, TO_THE_VOLUNTEER = "visit.", "task."
"""How the messages begin that ask whether a time suits, and those that ask for arrival and end."""

_YES, _NO = "yes", "no"
_ARRIVED, _OVER = 1, 2


def meaning_of(template: str, answer: str, option: int | None) -> Meaning | None:
    """None for free text, and for answers to questions that are not ours."""
    if template.startswith(TO_THE_HOUSEHOLD):
        return {_YES: Meaning.SUITS, _NO: Meaning.DOES_NOT_SUIT}.get(answer)
    if template.startswith(TO_THE_VOLUNTEER):
        digit = option if option is not None else _ARRIVED if answer == _YES else None
        return {_ARRIVED: Meaning.ARRIVED, _OVER: Meaning.OVER}.get(digit or 0)
    return None
