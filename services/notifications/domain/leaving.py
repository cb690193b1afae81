"""What to do with a message that wants to leave: a pure decision from what is known at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from services.notifications.domain import manners
from services.notifications.domain.known import NEIGHBOUR, RELATIVE, Appointment, Knowledge, Person, Request, Ward
from services.notifications.domain.letter import PHONE, Letter, Route
from services.notifications.domain.message import ASKED_BY, RESIDENT, Message
from services.notifications.domain.notices import NOTICES, Subject
from services.notifications.domain.preferences import Reach, Wish
from services.notifications.domain.reminders import REMINDERS
from services.notifications.domain.replies import ANSWERS, free_digit
from services.notifications.domain.rules import Rules
from services.notifications.domain.wording import Telling, compose
from services.notifications.domain.words import TEXTS

T = TypeVar("T")

EXPIRED, NO_LONGER_TRUE, SAME_NUMBER, NEIGHBOURS_PHONE = (
    "expired",
    "no_longer_true",
    "same_number",
    "neighbours_phone",
)
STOPPED, NOT_WANTED, WANTS_A_CALL, TOO_LATE = "stopped", "not_wanted", "wants_a_call", "too_late"


@dataclass(frozen=True)
class Leave:
    """Send this letter by the channel at place ``channel``, the person's ``step``-th.

    ``digit`` is the number of the question it asks, None when it asks none; ``counted`` says that it is one of
    the day's.
    """

    letter: Letter
    step: int
    channel: int
    digit: int | None = None
    counted: bool = True


@dataclass(frozen=True)
class Hold:
    """Wait: ``what`` with this id has not been told to us yet."""

    what: str
    id: str


@dataclass(frozen=True)
class Later:
    """Leave the person in peace until then: ``quiet`` hours, or the day's messages have been sent (``cap``)."""

    why: str
    until: datetime


@dataclass(frozen=True)
class Drop:
    """Never send it, and why."""

    reason: str


@dataclass(frozen=True)
class Unreachable:
    """There is no channel left for which the person has an address, or none may be used in time."""

    reason: str = "no_address"


Verdict = Leave | Hold | Later | Drop | Unreachable


_CITY = Rules()


class _NotKnownYet(Exception):
    def __init__(self, what: str, id: str) -> None:
        self.hold = Hold(what, id)


def decide(
    message: Message, knowledge: Knowledge, routes: Sequence[Route], now: datetime, rules: Rules = _CITY
) -> Verdict:
    """Whether ``message`` leaves now, and as which letter. ``routes`` are the channels in their order."""
    if message.expires_at is not None and now >= message.expires_at:
        return Drop(EXPIRED)
    try:
        return _Desk(message, knowledge, routes, now, rules).verdict()
    except _NotKnownYet as missing:
        return missing.hold


@dataclass(frozen=True)
class _Desk:
    """One message, and all that is looked up for it."""

    message: Message
    knowledge: Knowledge
    routes: Sequence[Route]
    now: datetime
    rules: Rules

    def verdict(self) -> Verdict:
        request, appointment = self._request(), self._appointment()
        if not NOTICES[self.message.notice].stands(Subject(self.message, request, appointment, self.knowledge)):
            return Drop(NO_LONGER_TRUE)
        reader, resident = self._reader(), self._resident(request, appointment)
        wish = self._wish()
        if not manners.is_wanted(self.message, wish):
            return Drop(NOT_WANTED)
        ladder = manners.addresses(self.message, reader, wish, self.routes, self.knowledge)
        if wish.reach == Reach.CALL or len(ladder) <= self.message.step:
            return self._by_no_channel(wish, reader)
        channel, to = ladder[self.message.step]
        if self._told_to_resident_there(to, resident):
            return Drop(SAME_NUMBER)
        owner = self._owner(reader, self.routes[channel])
        if self.message.notice == "visit.safety" and owner == NEIGHBOUR:
            return Drop(NEIGHBOURS_PHONE)
        digit = self._digit(self.routes[channel], to)
        telling = self._telling(owner, reader, resident, request, appointment)
        letter = self._letter(telling, channel, to)
        if manners.never_waits(self.message, request, appointment, self.rules, self.now):
            return Leave(letter, self.message.step, channel, digit, counted=False)
        return self._peace() or Leave(letter, self.message.step, channel, digit)

    def _wish(self) -> Wish:
        person_id = self.message.person_id
        return self.knowledge.wish(person_id) if person_id else Wish()

    def _by_no_channel(self, wish: Wish, reader: Person | None) -> Verdict:
        """Somebody phones, unless it is nothing one phones about."""
        phone = reader.phone if reader else None
        if wish.reach == Reach.CALL:
            reason = WANTS_A_CALL
        elif self.message.step == 0 and phone and self.knowledge.stopped(phone):
            reason = STOPPED
        else:
            return Unreachable()
        return Drop(reason) if self.message.notice in manners.OPTIONAL else Unreachable(reason)

    def _peace(self) -> Verdict | None:
        """What waits for the end of quiet hours, or for tomorrow; what would be useless then, somebody says."""
        waiting = manners.wait(self.message, self.knowledge, self._ward(), self.rules, self.now)
        if waiting is None:
            return None
        why, until = waiting
        expires_at = self.message.expires_at
        if self.message.notice not in REMINDERS and (expires_at is None or until < expires_at):
            return Later(why, until)
        return Drop(TOO_LATE) if self.message.notice in manners.OPTIONAL else Unreachable(why)

    def _digit(self, route: Route, to: str) -> int | None:
        """The number of the question this message asks at the number, where answers come back."""
        if not route.replies or self.message.notice not in ANSWERS:
            return None
        own, taken = self.knowledge.digits(to, self.message.id, self.now - self.rules.digit_rests)
        return own if own is not None else free_digit(taken)

    def _request(self) -> Request | None:
        id = self.message.request_id
        return _there("request", id, self.knowledge.request(id)) if id else None

    def _appointment(self) -> Appointment | None:
        id = self.message.appointment_id
        return _there("appointment", id, self.knowledge.appointment(id)) if id else None

    def _ward(self) -> Ward | None:
        """The ward, waited for; only a code does not wait, it names the ward where it can."""
        code = self.message.ward
        if code is None or self.message.is_code:
            return self.knowledge.ward(code) if code else None
        return _there("ward", code, self.knowledge.ward(code))

    def _person(self, id: str) -> Person:
        return _there("person", id, self.knowledge.person(id))

    def _reader(self) -> Person | None:
        return self._person(self.message.person_id) if self.message.person_id else None

    def _resident(self, request: Request | None, appointment: Appointment | None) -> Person | None:
        if not NOTICES[self.message.notice].names_resident:
            return None
        about = appointment or request
        return self._person(about.resident_id) if about else None

    def _told_to_resident_there(self, to: str, resident: Person | None) -> bool:
        """Two recipients on one number get one message, the resident's."""
        if self.message.part != ASKED_BY or not NOTICES[self.message.notice].paired:
            return False
        wish = self.knowledge.wish(resident.id) if resident else Wish()
        of_resident = manners.addresses(self.message, resident, wish, self.routes, self.knowledge)
        return bool(of_resident) and of_resident[0][1] == to

    def _owner(self, reader: Person | None, route: Route) -> str | None:
        """Whose the phone is, where that matters: only for the person who is helped, and only for a phone."""
        if reader is None or self.message.part != RESIDENT or route.medium != PHONE:
            return None
        return reader.phone_owner

    def _telling(
        self,
        owner: str | None,
        reader: Person | None,
        resident: Person | None,
        request: Request | None,
        appointment: Appointment | None,
    ) -> Telling:
        message, notice = self.message, NOTICES[self.message.notice]
        topics = request.topics if request and notice.names_topics else ()
        helpers = appointment.volunteer_ids if appointment and notice.names_helpers else ()
        language = (reader.language if reader else message.language) or "vi"
        return Telling(
            template=_template(message.notice, owner),
            variant=self._variant(owner, request, appointment),
            language=language if language in TEXTS else "vi",
            now=self.now,
            ward=self._ward(),
            reader=reader,
            resident=resident,
            helpers=tuple(self._person(id) for id in helpers),
            topics=tuple(_there("topic", id, self.knowledge.topic(id)) for id in topics),
            request=request,
            appointment=appointment,
            reference=request.reference if request else message.reference,
            code=message.code,
            until=message.expires_at,
            distance_m=message.distance_m,
        )

    def _variant(self, owner: str | None, request: Request | None, appointment: Appointment | None) -> str:
        if owner == NEIGHBOUR:
            return "neighbour"
        if self.message.notice in ("request.received", "request.delayed"):
            promised = request is not None and request.due_at is not None and request.due_at > self.now
            return "" if promised else "undated"
        about = appointment or request
        place = about.place if about else "home"
        return "ward_office" if place == "class" else place

    def _letter(self, telling: Telling, channel: int, to: str) -> Letter:
        route = self.routes[channel]
        words = compose(telling, brief=route.brief)
        return Letter(
            message_id=self.message.key,
            to=to,
            channel=route.name,
            template=telling.template,
            language=telling.language,
            subject=words.subject,
            text=words.text,
            about=self.message.about,
            at=self.now,
        )


def _there(what: str, id: str, found: T | None) -> T:
    if found is None:
        raise _NotKnownYet(what, id)
    return found


def _template(notice: str, owner: str | None) -> str:
    """On somebody else's phone the resident is told through them."""
    return "visit.confirm.relative" if notice == "visit.confirm" and owner in (RELATIVE, NEIGHBOUR) else notice
