"""One line of a request's timeline as a sentence, from what its journal line holds. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.volunteers.domain.line_words import (
    LINES,
    LINES_OUTSIDE,
    NOBODY_CARES,
    NOT_NEEDED_AFTER_YES,
    OF_SOMEBODY,
    OF_THEMSELVES,
    OUTCOMES,
    PARTS,
    PUT_OFF,
    REASONS,
    SOMEBODY,
    STEPS,
    STEPS_OUTSIDE,
    Words,
)

Moment = Callable[[datetime, str], str]
"""How a page says a moment in ``"vi"`` or ``"en"``: as it says every other."""

_MOMENTS = ("starts_at", "due_at", "until")


@dataclass(frozen=True)
class Line:
    """What the journal holds: the kind of fact, its own fields as JSON, and the part of whoever did it.

    ``part`` is None for an event or a timer; then the fact itself may say who is behind it.
    """

    kind: str
    detail: Mapping[str, Any]
    part: str | None


def sentence(line: Line, names: Mapping[str, str], language: str, moment: Moment, *, inside: bool = True) -> str:
    """``line`` in ``"vi"`` or ``"en"``; ``names`` are of persons and, for a helper, of offers too.

    Who is not there is somebody. ``inside`` is for staff: others are not told why a helper falls out.
    """
    outside = None if inside else _words_outside(line)
    said = _pick(outside or _words(line), language)
    told = _capital(said.format_map(_values(line, names, language, moment)))
    if outside:
        return told
    part = line.part or line.detail.get("by") or ""
    by = None if "elper}" in said or (line.kind in OF_THEMSELVES and part != "staff") else PARTS.get(part)
    return f"{told} ({_pick(by, language)})" if by else told


def _words_outside(line: Line) -> Words | None:
    """What is said instead of what staff read, without who did it."""
    if line.kind == "appointment_followed":
        return STEPS_OUTSIDE.get(line.detail["step"], PUT_OFF if _is_put_off(line) else None)
    if line.kind == "request_cancelled" and _is_theirs(line):
        return None
    return LINES_OUTSIDE.get(line.kind)


def _is_put_off(line: Line) -> bool:
    return line.detail["step"] == "cancelled" and bool(line.detail.get("reopen"))


def _is_theirs(line: Line) -> bool:
    """Whether the household may read the reason: their own, or one that says nothing of a person."""
    reason, by = line.detail.get("reason"), line.part or line.detail.get("by")
    return reason not in OF_SOMEBODY or (reason != "safety" and by in ("resident", "asked_by"))


def _words(line: Line) -> Words:
    if line.kind == "appointment_followed":
        return PUT_OFF if _is_put_off(line) else STEPS[line.detail["step"]]
    if line.kind == "offer_withdrawn" and line.detail.get("accepted"):
        return NOT_NEEDED_AFTER_YES
    if line.kind == "request_entrusted" and not line.detail.get("person_id"):
        return NOBODY_CARES
    return LINES[line.kind]


def _values(line: Line, names: Mapping[str, str], language: str, moment: Moment) -> dict[str, Any]:
    detail = line.detail
    helper = next((names[id] for id in _helper_ids(detail) if id in names), None) or _pick(SOMEBODY, language)
    reason, outcome = REASONS.get(str(detail.get("reason"))), OUTCOMES.get(str(detail.get("outcome")))
    return {
        "wave": detail.get("wave"),
        "helper": helper,
        "Helper": _capital(helper),
        "person": names.get(str(detail.get("person_id"))) or _pick(SOMEBODY, language),
        "reason": _pick(reason or REASONS["other"], language),
        "outcome": _pick(outcome or OUTCOMES["done"], language),
        **{name: moment(datetime.fromisoformat(detail[name]), language) for name in _MOMENTS if detail.get(name)},
    }


def _helper_ids(detail: Mapping[str, Any]) -> tuple[str, str]:
    """A line names the volunteer, or only the offer they were made."""
    return str(detail.get("volunteer_id")), str(detail.get("offer_id"))


def _pick(words: Words, language: str) -> str:
    return words[1] if language == "en" else words[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
