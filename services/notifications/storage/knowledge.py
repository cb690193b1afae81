"""The projections as the domain asks for them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Column, Table, exists, or_, select

from services.notifications.domain.known import Appointment, Person, Request, Topic, Ward
from services.notifications.domain.message import SENDING, SENT
from services.notifications.tables import appointments, messages, persons, requests, topics, visit_codes, wards
from shared.messaging.unit_of_work import UnitOfWork

T = TypeVar("T")

MERGES = 5
"""How often one person may have turned out to be another; who was merged in a ring is taken as they are."""


class StoredKnowledge:
    """Looks each thing up in this unit of work; None is what nobody has told us of."""

    def __init__(self, unit: UnitOfWork) -> None:
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

    def was_asked(self, offer_id: str) -> bool:
        offer = (messages.c.about_id == offer_id) & (messages.c.notice == "offer")
        left = or_(messages.c.status.in_((SENT, SENDING)), messages.c.repeat)
        return bool(self._unit.execute(select(exists().where(offer, left))).scalar_one())

    def _find(self, kind: type[T], table: Table, key: Column[Any], id: str) -> T | None:
        columns = [table.c[f.name] for f in fields(kind)]  # type: ignore[arg-type]
        row = self._unit.execute(select(*columns).where(key == id)).mappings().one_or_none()
        return None if row is None else kind(**row)
