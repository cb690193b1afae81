"""What may be told when: which messages wait for nobody's rest, and which are let go rather than phoned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.notifications.domain.known import Appointment, Knowledge, Person, Request, Ward
from services.notifications.domain.letter import EMAIL, PHONE, Route
from services.notifications.domain.message import CAP, NUMBER, QUIET, Message
from services.notifications.domain.preferences import Level, Reach, Wish
from services.notifications.domain.quiet import quiet_spans, quiet_until
from services.notifications.domain.reminders import REMINDERS
from services.notifications.domain.rules import Rules
from shared.clock import HANOI

INVITATIONS = frozenset({"offer", "request.agree"})
"""Questions that are asked in another way too: of others, or by a call that is on the list already."""

COURTESIES = frozenset({"offer.taken", "feedback", "thanks", "asker.done", "visit.safety"})
"""Kind to say, and nobody misses a visit for not having heard it."""

OPTIONAL = REMINDERS | INVITATIONS | COURTESIES
"""A number that stopped messages gets none of these; nobody phones about them either."""

CANCELLATIONS = frozenset(
    {"visit.cancelled.us", "visit.cancelled.resident", "task.cancelled", "offer.cancelled", "pause.weather"}
)


def wait(
    message: Message, knowledge: Knowledge, ward: Ward | None, rules: Rules, now: datetime
) -> tuple[str, datetime] | None:
    """Why the message has to wait (``quiet`` or ``cap``) and until when; None when it may leave now."""
    spans = quiet_spans(message.part, rules, ward.settings if ward else None)
    rest = quiet_until(now, spans)
    if rest is not None:
        return QUIET, rest
    today = now.astimezone(HANOI).replace(hour=0, minute=0, second=0, microsecond=0)
    if message.person_id and knowledge.told_since(message.person_id, today) >= rules.daily_cap:
        tomorrow = today + timedelta(days=1)
        return CAP, quiet_until(tomorrow, spans) or tomorrow
    return None


def never_waits(
    message: Message, request: Request | None, appointment: Appointment | None, rules: Rules, now: datetime
) -> bool:
    """Codes, offers needed today, answers to what one has just done oneself, and same-day cancellations."""
    if message.is_code or message.part == NUMBER:
        return True
    if message.answers and now < message.queued_at + rules.answers_within:
        return True
    if message.notice == "offer":
        return request is not None and request.urgency == "today"
    return message.notice in CANCELLATIONS and appointment is not None and _today(appointment.starts_at, now)


def is_wanted(message: Message, wish: Wish) -> bool:
    """Whether somebody with this wish wants to hear it at all."""
    return wish.level == Level.ALL or message.notice not in REMINDERS | COURTESIES


def addresses(
    message: Message, person: Person | None, wish: Wish, routes: Sequence[Route], knowledge: Knowledge
) -> list[tuple[int, str]]:
    """Where the message may go: (place among the channels, address), in the order in which to try.

    Who prefers e-mail gets it first where there is one; a number that has stopped messages gets only what somebody
    there has just asked for.
    """
    phone, email = (person.phone, person.email) if person else (message.phone, None)
    if phone and not _may_be_written_to(message, phone, knowledge):
        phone = None
    found = [(step, to) for step, route in enumerate(routes) if (to := phone if route.medium == PHONE else email)]
    if wish.reach == Reach.EMAIL:
        found.sort(key=lambda place: routes[place[0]].medium != EMAIL)
    return found


def _may_be_written_to(message: Message, phone: str, knowledge: Knowledge) -> bool:
    return message.is_code or message.part == NUMBER or not knowledge.stopped(phone)


def _today(at: datetime, now: datetime) -> bool:
    return at.astimezone(HANOI).date() == now.astimezone(HANOI).date()
