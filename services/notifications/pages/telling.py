"""Calls and messages as pages tell them. Pure: what a row is made of comes with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.notifications.domain.calls import OPEN, Outcome, Why
from services.notifications.domain.message import (
    ACCOUNT,
    BY_CALL,
    DELIVERED,
    DROPPED,
    FAILED,
    LEFT,
    REACHED,
    SENT,
    STAFF,
    TO_CALL,
    UNREACHED,
)
from services.notifications.pages.blueprint import QUEUE
from services.notifications.pages.words_calls import CALLS
from services.notifications.pages.words_messages import MESSAGES
from shared.web.pages.drawing import shown_phone
from shared.web.pages.times import moment_of

Told = dict[str, Any]

_BAD = frozenset({Why.MISSED, Why.OVERDUE})
"""Somebody may not be well."""

_PRESSING = frozenset({Why.SUSPENDED, Why.NO_SHOW, Why.UNREACHED, Why.STOPPED})

_TONES = {
    **dict.fromkeys((SENT, DELIVERED, REACHED), "done"),
    **dict.fromkeys((FAILED, UNREACHED), "bad"),
    TO_CALL: "attention",
    DROPPED: "closed",
}

_CALLER = ("tôi là …", "I am …")
"""Where a script leaves room for the name of whoever phones."""


def call_told(
    call: Mapping[str, Any], wards: Mapping[str, str], caller: str | None, now: datetime, language: str
) -> Told:
    """What ``calls.html`` shows of a call of :mod:`services.notifications.queries.calls`.

    ``wards`` names the wards where there are several to tell apart, ``caller`` is who reads this and will phone.
    """
    is_open = call["status"] == OPEN
    return {
        "id": call["id"],
        "part": _part(call, now),
        "why": _said(f"why.{call['why']}", language),
        "tone": _tone(call["why"]),
        "ward": wards.get(call["ward"]),
        **_whom(call, language),
        "say": [_introduced(line, caller) for line in call["say"]],
        "facts": _facts(call, now, language),
        "outcome": None if is_open else _outcome(call, language),
        "request": f"{QUEUE}/{call['request_id']}" if call["request_id"] else None,
        "enter": f"{QUEUE}/new?ward={call['ward']}" if is_open and call["why"] == Why.WANTED else None,
        "outcomes": [each.value for each in Outcome],
    }


def _whom(call: Mapping[str, Any], language: str) -> Told:
    """Who is phoned, and who instead where they cannot be."""
    return {
        "name": call["name"] or _said("unnamed", language),
        "phone": call["phone"],
        "phone_shown": shown_phone(call["phone"]) if call["phone"] else None,
        "instead": call["asked_by"] if call["asked_by"] and call["asked_by"]["phone"] else None,
    }


def message_told(
    message: Mapping[str, Any], people: Mapping[str, str], wards: Mapping[str, str], language: str
) -> Told:
    """What ``messages.html`` shows of a message of :mod:`services.notifications.queries.messages`.

    ``people`` names who is told, by id.
    """
    status, at = message["status"], message["ended_at"] or message["queued_at"]
    return {
        "id": message["id"],
        "notice": _told_of(f"notice.{message['template']}", language, message["template"]),
        "who": _who(message, people, language),
        "status": _told_of(f"status.{status}", language),
        "tone": _TONES.get(status, "waiting"),
        "way": _way(message, language),
        "when": moment_of(at, language),
        "machine": at.isoformat(),
        "ward": wards.get(message["ward"]),
        "text": message["text"],
        "language": message["language"],
        "resend": message["part"] not in (ACCOUNT, STAFF) and status in (*LEFT, TO_CALL),
    }


def _who(message: Mapping[str, Any], people: Mapping[str, str], language: str) -> str:
    part = _told_of(f"part.{message['part']}", language)
    name = people.get(message["person_id"])
    return f"{name} ({part})" if name and message["part"] != STAFF else part


def _way(message: Mapping[str, Any], language: str) -> str:
    """By which step, to where, and why not, as far as there is anything to say."""
    step = BY_CALL if message["status"] in (REACHED, UNREACHED) else message["channel"]
    to = None if step == BY_CALL else message["to"]
    named = _told_of(f"step.{step}", language, step) if step else None
    key = "way_to" if named and to else "way" if named else "way_number"
    failure = message["failure"]
    lines = (
        _told_of(key, language).format(step=named, to=to) if named or to else None,
        _told_of("because", language).format(why=_why(failure, language)) if failure else None,
        _told_of("repeat", language) if message["repeat"] else None,
    )
    return " · ".join(line for line in lines if line)


def _why(failure: str, language: str) -> str:
    key = f"failure.{failure}"
    return _told_of(key if key in MESSAGES else "failure.other", language).format(code=failure)


def _told_of(key: str, language: str, otherwise: str = "") -> str:
    """A word of the messages' page; what no word is there for stands for itself."""
    sentence = MESSAGES.get(key)
    return sentence.said(language) if sentence else otherwise


def _part(call: Mapping[str, Any], now: datetime) -> str:
    if call["status"] != OPEN:
        return "ended"
    return "later" if call["due_at"] > now else "now"


def _tone(why: str) -> str:
    return "bad" if why in _BAD else "attention" if why in _PRESSING else "asking"


def _facts(call: Mapping[str, Any], now: datetime, language: str) -> list[str]:
    """What whoever phones should know besides; what is not so is left out."""
    is_open, untold = call["status"] == OPEN, call["outcome"] in (None, Outcome.NO_ANSWER)
    lines = (
        _said("tries", language).format(n=call["tries"]) if is_open and call["tries"] and untold else None,
        _said("again", language).format(moment=moment_of(call["due_at"], language))
        if is_open and call["due_at"] > now
        else None,
        _said("until", language).format(moment=moment_of(call["until"], language))
        if is_open and call["until"]
        else None,
        _said("noted", language).format(note=call["note"]) if call["note"] else None,
    )
    return [line for line in lines if line]


def _outcome(call: Mapping[str, Any], language: str) -> str:
    said = call["outcome"] if call["status"] == "ended" else "lapsed"
    return _said(f"outcome.{said}", language)


def _introduced(line: str, caller: str | None) -> str:
    """The line with the name of whoever phones, as far as it is known."""
    if caller is None:
        return line
    for gap in _CALLER:
        line = line.replace(gap, gap.replace("…", caller))
    return line


def _said(key: str, language: str) -> str:
    return CALLS[key].said(language)
