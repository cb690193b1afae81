"""What the words of one message need, looked up at the moment it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from services.notifications.domain.known import (
    RELATIVE,
    Appointment,
    Knowledge,
    Pause,
    Person,
    Request,
    Topic,
    Ward,
    pause_over,
)
from services.notifications.domain.message import RESIDENT, Message
from services.notifications.domain.notices import NOTICES, Notice, Subject
from services.notifications.domain.telling import Telling
from services.notifications.domain.variants import template_of, variant_of
from services.notifications.domain.words import TEXTS

T = TypeVar("T")


class NotKnownYet(Exception):
    """``what`` with this id has not been told to us yet."""

    def __init__(self, what: str, id: str) -> None:
        self.what, self.id = what, id


@dataclass(frozen=True)
class Lookup:
    """One message and all that is known about it; every method raises :class:`NotKnownYet` for what is not."""

    message: Message
    knowledge: Knowledge
    now: datetime

    @property
    def notice(self) -> Notice:
        return NOTICES[self.message.notice]

    def subject(self) -> Subject:
        return Subject(self.message, self.request(), self.appointment(), self.knowledge)

    def request(self) -> Request | None:
        id = self.message.request_id
        return _there("request", id, self.knowledge.request(id)) if id else None

    def appointment(self) -> Appointment | None:
        id = self.message.appointment_id
        return _there("appointment", id, self.knowledge.appointment(id)) if id else None

    def ward(self) -> Ward | None:
        """The ward, waited for; only a code does not wait, it names the ward where it can."""
        code = self.message.ward
        if code is None or self.message.is_code:
            return self.knowledge.ward(code) if code else None
        return _there("ward", code, self.knowledge.ward(code))

    def reader(self) -> Person | None:
        return self._person(self.message.person_id) if self.message.person_id else None

    def asker(self, subject: Subject) -> Person | None:
        asker_id = subject.request.asked_by_id if subject.request else None
        return self._person(asker_id) if asker_id else None

    def about_money(self, subject: Subject) -> bool:
        return any(self._topic(id).money for id in (subject.request.topics if subject.request else ()))

    def resident(self, subject: Subject) -> Person | None:
        about = subject.appointment or subject.request
        return self._person(about.resident_id) if about and self.notice.names_resident else None

    def telling(
        self,
        subject: Subject,
        owner: str | None,
        *,
        replies: bool = False,
        prefix: str | None = None,
        with_hint: bool = False,
    ) -> Telling:
        """All that the words may speak of. ``owner`` is whose phone it goes to, where that matters.

        ``replies`` says that answers come back, ``prefix`` is what goes before each answer to this question, None
        where it cannot be answered.
        """
        message, reader, ward = self.message, self.reader(), self.ward()
        request, appointment = subject.request, subject.appointment
        language = (reader.language if reader else message.language) or "vi"
        pause = self._pause(subject, ward)
        return Telling(
            template=template_of(subject, owner),
            variant=variant_of(subject, owner, pause, self.now),
            language=language if language in TEXTS else "vi",
            now=self.now,
            ward=ward,
            reader=reader,
            resident=self.resident(subject),
            helpers=self._helpers(subject),
            topics=tuple(self._topic(id) for id in (request.topics if request and self.notice.names_topics else ())),
            request=request,
            appointment=appointment,
            pause=pause,
            reference=request.reference if request else message.reference,
            code=message.code,
            until=message.expires_at,
            distance_m=message.distance_m,
            minutes=message.minutes,
            amount=message.amount,
            through_others=message.part != RESIDENT or owner == RELATIVE,
            replies=replies,
            prefix=prefix,
            with_hint=with_hint,
        )

    def _person(self, id: str) -> Person:
        return _there("person", id, self.knowledge.person(id))

    def _helpers(self, subject: Subject) -> tuple[Person, ...]:
        if not self.notice.names_helpers:
            return ()
        about = subject.appointment
        return tuple(self._person(id) for id in (about.volunteer_ids if about else (self.message.about_id,)))

    def _topic(self, id: str) -> Topic:
        return _there("topic", id, self.knowledge.topic(id))

    def _pause(self, subject: Subject, ward: Ward | None) -> Pause | None:
        if self.message.notice != "pause.weather" or ward is None or subject.appointment is None:
            return None
        neighbourhood = subject.request.neighbourhood if subject.request else None
        return pause_over(ward, subject.appointment.starts_at, neighbourhood)


def _there(what: str, id: str, found: T | None) -> T:
    if found is None:
        raise NotKnownYet(what, id)
    return found
