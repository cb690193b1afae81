"""What somebody of the ward says on the telephone: who they are, what there is to tell, and once more at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notifications.domain import times
from services.notifications.domain.calls import Call, Why
from services.notifications.domain.known import Appointment, Knowledge, Person, Request
from services.notifications.domain.lookup import Lookup, NotKnownYet
from services.notifications.domain.message import Message
from services.notifications.domain.notices import VISIT_AHEAD
from services.notifications.domain.telling import Telling
from services.notifications.domain.wording import compose, say
from services.notifications.domain.words.en.calls import SCRIPTS as ENGLISH
from services.notifications.domain.words.vi.calls import SCRIPTS as VIETNAMESE
from shared.clock import HANOI
from shared.lunar import in_words

SCRIPTS = {"vi": VIETNAMESE, "en": ENGLISH}

_OPENINGS = {Why.AGREEMENT: "open.agreement", Why.WANTED: "open.stranger", Why.REPLY: "open.reply"}


def script(call: Call, messages: Sequence[Message], knowledge: Knowledge, now: datetime) -> list[str]:
    """What to say, line by line; a line that speaks of what is not known here is left out."""
    return list(_Caller(call, messages, knowledge, now).lines())


def spoken(at: datetime, language: str) -> str:
    """ "9 giờ sáng thứ Ba, 1/12 (23 tháng Mười âm lịch)", where a text message writes "9h sáng thứ Ba 1/12"."""
    said = times.moment(at, language)
    if language == "en":
        return said
    hours = re.sub(r"(\d+)h(\d*) ", lambda match: f"{match[1]} giờ {match[2]} ".replace("  ", " "), said)
    weekday = re.sub(r"(thứ \w+|Chủ nhật) ([0-9])", r"\1, \2", hours)
    return f"{weekday} ({in_words(at.astimezone(HANOI).date())})"


@dataclass(frozen=True)
class _Caller:
    call: Call
    messages: Sequence[Message]
    knowledge: Knowledge
    now: datetime

    def lines(self) -> Iterator[str]:
        telling = self._telling()
        yield from self._said(f"phone.{self._phone_owner()}", telling)
        opening = self._said(self._opening(), telling)
        yield next(opening, None) or say(SCRIPTS[telling.language]["open.stranger"], telling)
        if self.call.text:
            yield SCRIPTS[telling.language]["wrote"].format(dieu=self.call.text)
        yield from self._said(self.call.why, telling)
        for message in self.messages:
            yield from self._content(message, telling.language)
        if self._has_code(telling):
            yield from self._said("close", telling)

    def _opening(self) -> str:
        """How to begin: only who asked is phoned about what they asked for."""
        appointment = self._appointment()
        if appointment is not None and self.call.person_id in appointment.volunteer_ids:
            return "open.helper"
        return _OPENINGS.get(Why(self.call.why), "open")

    def _phone_owner(self) -> str | None:
        """Whose the number is, where it is not the own one of the household."""
        about = self._appointment() or self._request()
        person = self._person(self.call.person_id)
        return person.phone_owner if person and about and person.id == about.resident_id else None

    def _said(self, key: str, telling: Telling) -> Iterator[str]:
        template = SCRIPTS[telling.language].get(key)
        if template is None or ("{nguoi}" in template and not telling.helpers):
            return
        if telling.appointment:
            template = template.replace("{luc}", spoken(telling.appointment.starts_at, telling.language))
        try:
            yield say(template, telling)
        except LookupError:
            return

    def _content(self, message: Message, language: str) -> Iterator[str]:
        """What the message would have said, asking for a call instead of an answer."""
        lookup = Lookup(message, self.knowledge, self.now)
        try:
            words = compose(lookup.telling(lookup.subject(), None), brief=False)
        except (NotKnownYet, LookupError):
            return
        yield SCRIPTS[language]["tell"].format(dieu=words.text)

    def _telling(self) -> Telling:
        appointment, request = self._appointment(), self._request()
        person, resident = self._person(self.call.person_id), self._resident(appointment, request)
        helpers = [self.knowledge.person(id) for id in (appointment.volunteer_ids if appointment else ())]
        reader = person or resident
        return Telling(
            template=self.call.why,
            variant="",
            language=reader.language if reader and reader.language in SCRIPTS else "vi",
            now=self.now,
            ward=self.knowledge.ward(self.call.ward) if self.call.ward else None,
            reader=reader,
            resident=resident,
            helpers=tuple(helper for helper in helpers if helper),
            request=request,
            appointment=appointment,
            reference=request.reference if request else None,
            code=self.knowledge.visit_code(appointment.id) if appointment else None,
        )

    def _has_code(self, telling: Telling) -> bool:
        """A visit ahead is repeated at the end, to whoever is to be visited."""
        appointment = telling.appointment
        if appointment is None or telling.code is None or appointment.status not in VISIT_AHEAD:
            return False
        return self.call.person_id in (appointment.resident_id, appointment.asked_by_id)

    def _appointment(self) -> Appointment | None:
        id = self.call.appointment_id
        return self.knowledge.appointment(id) if id else None

    def _request(self) -> Request | None:
        return self.knowledge.request(self.call.request_id) if self.call.request_id else None

    def _resident(self, appointment: Appointment | None, request: Request | None) -> Person | None:
        about = appointment or request
        return self._person(about.resident_id) if about else None

    def _person(self, id: str | None) -> Person | None:
        return self.knowledge.person(id) if id else None
