"""What to do with a message that wants to leave: a pure decision from what is known at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from services.notifications.domain.known import NEIGHBOUR, RELATIVE, Appointment, Knowledge, Person, Request, Ward
from services.notifications.domain.letter import PHONE, Letter, Route
from services.notifications.domain.message import ASKED_BY, RESIDENT, Message
from services.notifications.domain.notices import NOTICES, Subject
from services.notifications.domain.wording import Telling, compose
from services.notifications.domain.words import TEXTS

T = TypeVar("T")

EXPIRED, NO_LONGER_TRUE, SAME_NUMBER, NEIGHBOURS_PHONE = (
    "expired",
    "no_longer_true",
    "same_number",
    "neighbours_phone",
)


@dataclass(frozen=True)
class Leave:
    """Send this letter by the channel at place ``step``."""

    letter: Letter
    step: int


@dataclass(frozen=True)
class Hold:
    """Wait: ``what`` with this id has not been told to us yet."""

    what: str
    id: str


@dataclass(frozen=True)
class Drop:
    """Never send it, and why."""

    reason: str


@dataclass(frozen=True)
class Unreachable:
    """There is no channel left for which the person has an address."""


Verdict = Leave | Hold | Drop | Unreachable


class _NotKnownYet(Exception):
    def __init__(self, what: str, id: str) -> None:
        self.hold = Hold(what, id)


def decide(message: Message, knowledge: Knowledge, routes: Sequence[Route], now: datetime) -> Verdict:
    """Whether ``message`` leaves now, and as which letter. ``routes`` are the channels in their order."""
    if message.expires_at is not None and now >= message.expires_at:
        return Drop(EXPIRED)
    try:
        return _Desk(message, knowledge, routes, now).verdict()
    except _NotKnownYet as missing:
        return missing.hold


@dataclass(frozen=True)
class _Desk:
    """One message, and all that is looked up for it."""

    message: Message
    knowledge: Knowledge
    routes: Sequence[Route]
    now: datetime

    def verdict(self) -> Verdict:
        request, appointment = self._request(), self._appointment()
        if not NOTICES[self.message.notice].stands(Subject(self.message, request, appointment, self.knowledge)):
            return Drop(NO_LONGER_TRUE)
        reader, resident = self._reader(), self._resident(request, appointment)
        found = self._address(reader, self.message.step)
        if found is None:
            return Unreachable()
        step, to = found
        if self._told_to_resident_there(to, resident):
            return Drop(SAME_NUMBER)
        owner = self._owner(reader, self.routes[step])
        if self.message.notice == "visit.safety" and owner == NEIGHBOUR:
            return Drop(NEIGHBOURS_PHONE)
        telling = self._telling(owner, reader, resident, request, appointment)
        return Leave(self._letter(telling, step, to), step)

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

    def _address(self, person: Person | None, first: int) -> tuple[int, str] | None:
        """The first channel from place ``first`` on for which there is an address, and the address."""
        phone, email = (person.phone, person.email) if person else (self.message.phone, None)
        for step, route in enumerate(self.routes):
            to = phone if route.medium == PHONE else email
            if step >= first and to:
                return step, to
        return None

    def _told_to_resident_there(self, to: str, resident: Person | None) -> bool:
        """Two recipients on one number get one message, the resident's."""
        if self.message.part != ASKED_BY or not NOTICES[self.message.notice].paired:
            return False
        of_resident = self._address(resident, 0)
        return of_resident is not None and of_resident[1] == to

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

    def _letter(self, telling: Telling, step: int, to: str) -> Letter:
        route = self.routes[step]
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
