"""The projections as the domain asks for them."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from sqlalchemy import Column, Table, and_, exists, func, or_, select

from services.notifications.domain.known import Appointment, Person, Request, Topic, Ward
from services.notifications.domain.message import DROPPED, HELD, LEFT, QUEUED, SENDING
from services.notifications.domain.preferences import Level, Reach, Wish
from services.notifications.tables import (
    appointments,
    messages,
    numbers,
    persons,
    preferences,
    questions,
    requests,
    topics,
    visit_codes,
    wards,
)

T = TypeVar("T")

OLDEST = timedelta(days=90)
"""No message waits longer than this to be sent."""

MERGES = 5
"""How often one person may have turned out to be another; who was merged in a ring is taken as they are."""


class Reads(Protocol):
    """What runs statements: a unit of work, or a connection that only reads."""

    def execute(self, statement: Any, /) -> Any: ...


class StoredKnowledge:
    """Looks each thing up where ``unit`` reads; None is what nobody has told us of."""

    def __init__(self, unit: Reads) -> None:
        self._unit = unit

    def person(self, id: str) -> Person | None:
        person = self._find(Person, persons, persons.c.id, id)
        for _ in range(MERGES):
            if person is None or person.merged_into is None:
                return person
            person = self._find(Person, persons, persons.c.id, person.merged_into)
        return person

    def ward(self, code: str) -> Ward | None:
        return self._find(Ward, wards, wards.c.code, code)

    def topic(self, id: str) -> Topic | None:
        return self._find(Topic, topics, topics.c.id, id)

    def request(self, id: str) -> Request | None:
        return self._find(Request, requests, requests.c.id, id)

    def appointment(self, id: str) -> Appointment | None:
        return self._find(Appointment, appointments, appointments.c.id, id)

    def visit_code(self, appointment_id: str) -> str | None:
        code = select(visit_codes.c.code).where(visit_codes.c.appointment_id == appointment_id)
        return self._unit.execute(code).scalar_one_or_none()

    def wish(self, person_id: str) -> Wish:
        chosen = select(preferences.c.reach, preferences.c.level).where(preferences.c.person_id == person_id)
        row = self._unit.execute(chosen).one_or_none()
        return Wish(Reach(row.reach), Level(row.level)) if row else Wish()

    def stopped(self, phone: str) -> bool:
        number = (numbers.c.phone == phone) & numbers.c.stopped_at.is_not(None)
        return bool(self._unit.execute(select(exists().where(number))).scalar_one())

    def told_since(self, person_id: str, since: datetime) -> int:
        # Whoever else is about to tell this person something waits here, so that both count each other.
        self._unit.execute(select(persons.c.id).where(persons.c.id == person_id).with_for_update(key_share=True))
        left = or_(messages.c.status == SENDING, messages.c.ended_at >= since)
        mine = and_(messages.c.person_id == person_id, messages.c.counted, messages.c.queued_at > since - OLDEST, left)
        return int(self._unit.execute(select(func.count()).select_from(messages).where(mine)).scalar_one())

    def digits(
        self, phone: str, message_id: str, since: datetime, settled: str | None
    ) -> tuple[int | None, frozenset[int]]:
        at_number = and_(questions.c.phone == phone, questions.c.asked_at > since)
        about = questions.join(messages, messages.c.id == questions.c.message_id)
        found = select(questions.c.message_id, questions.c.digit, messages.c.about_id).select_from(about)
        asked = list(self._unit.execute(found.where(at_number)))
        own = next((row.digit for row in asked if row.message_id == message_id), None)
        return own, frozenset(row.digit for row in asked if row.about_id != settled)

    def was_asked(self, offer_id: str) -> bool:
        offer = (messages.c.about_id == offer_id) & (messages.c.notice == "offer")
        left = or_(messages.c.status.in_((*LEFT, SENDING)), messages.c.repeat)
        return bool(self._unit.execute(select(exists().where(offer, left))).scalar_one())

    def heard_of(self, appointment_id: str, person_id: str) -> bool:
        theirs = (messages.c.about_id == appointment_id) & (messages.c.person_id == person_id)
        told = or_(messages.c.status.not_in((QUEUED, HELD, DROPPED)), messages.c.repeat)
        return bool(self._unit.execute(select(exists().where(theirs, told))).scalar_one())

    def was_hinted(self, person_id: str, since: datetime) -> bool:
        hinted = and_(messages.c.person_id == person_id, messages.c.queued_at >= since, messages.c.hinted)
        left = messages.c.status.in_((*LEFT, SENDING))
        return bool(self._unit.execute(select(exists().where(hinted, left))).scalar_one())

    def _find(self, kind: type[T], table: Table, key: Column[Any], id: str) -> T | None:
        columns = [table.c[f.name] for f in fields(kind)]  # type: ignore[arg-type]
        row = self._unit.execute(select(*columns).where(key == id)).mappings().one_or_none()
        return None if row is None else kind(**row)
