"""Which template a notice is told in, and in which variant: how it came about, and where the visit is."""

from __future__ import annotations

from datetime import datetime

from services.notifications.domain.known import NEIGHBOUR, RELATIVE, Pause
from services.notifications.domain.message import ASKED_BY, VOLUNTEER
from services.notifications.domain.notices import BY_RESIDENT, Subject

NAMED_PAUSES = frozenset({"flood", "storm", "heat", "power"})
"""The reasons of a pause that there are words for."""


def template_of(subject: Subject, owner: str | None) -> str:
    """On somebody else's phone the resident is told through them; a move nobody heard the start of is a new visit."""
    message, notice = subject.message, subject.message.notice
    if notice == "visit.moved" and not subject.heard:
        notice = "visit.confirm.relative" if message.part == ASKED_BY else "visit.confirm"
    return "visit.confirm.relative" if notice == "visit.confirm" and owner in (RELATIVE, NEIGHBOUR) else notice


def variant_of(subject: Subject, owner: str | None, pause: Pause | None, now: datetime) -> str:
    """How it came about and the place, as far as they matter to the words; on a neighbour's phone neither does."""
    if owner == NEIGHBOUR:
        return NEIGHBOUR
    return " ".join(part for part in (_how(subject, owner, pause, now), _place(subject)) if part)


def _how(subject: Subject, owner: str | None, pause: Pause | None, now: datetime) -> str | None:
    message, request = subject.message, subject.request
    match message.notice:
        case "request.received" | "request.delayed":
            return None if request and request.due_at and request.due_at > now else "undated"
        case "staff.received":
            return request.status if request else None
        case "staff.unreached":
            return "request" if request else None
        case "offer.cancelled":
            return _called_off(subject)
        case "task.cancelled":
            return "waits" if message.variant and _still_holds_it(subject) else None
        case "pause.weather":
            why = None if pause and pause.reason in NAMED_PAUSES else "other"
            return " ".join(filter(None, (why, VOLUNTEER if message.part == VOLUNTEER else None)))
        case "noshow.resident":
            return RELATIVE if owner == RELATIVE else None
        case "stop.done" | "reply.late" | "reply.unclear":
            return None if message.ward else "anywhere"
    return message.variant


def _called_off(subject: Subject) -> str | None:
    """Only where the resident's side said so is it said that they did."""
    said_so = subject.message.variant or (subject.request.ended_by if subject.request else None)
    return None if said_so in BY_RESIDENT else "called_off"


def _still_holds_it(subject: Subject) -> bool:
    """Of two, who has not given the task back still goes, once there is another second one."""
    offers = subject.request.offers if subject.request else ()
    return any((each.volunteer_id, each.status) == (subject.message.person_id, "accepted") for each in offers)


def _place(subject: Subject) -> str:
    about = subject.appointment or subject.request
    place = about.place if about else "home"
    return "ward_office" if place == "class" else place
