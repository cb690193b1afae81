"""Which visits have a reminder due, and who has just been told of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, or_, select

from services.notifications.domain.message import DROPPED
from services.notifications.domain.reminders import REMINDERS
from services.notifications.tables import appointments, messages, persons, reminders
from shared.messaging.unit_of_work import UnitOfWork


def due(unit: UnitOfWork, limit: int) -> Sequence[Any]:
    """Visits ahead for which it is time to look whether a reminder is due, locked."""
    visits = select(appointments).join(reminders, reminders.c.appointment_id == appointments.c.id)
    rows = visits.where(reminders.c.look_at <= unit.now).order_by(reminders.c.look_at).limit(limit)
    return unit.execute(rows.with_for_update(of=reminders, skip_locked=True)).all()


def look_again(unit: UnitOfWork, appointment_id: str, at: datetime | None) -> None:
    """When to look next whether a reminder of the visit is due; None when none is left."""
    if at is None:
        unit.execute(delete(reminders).where(reminders.c.appointment_id == appointment_id))
    else:
        values = {"appointment_id": appointment_id, "look_at": at}
        unit.upsert(reminders, values, key=("appointment_id",), newer=None)


def forget_earlier(unit: UnitOfWork, request_id: str, appointment_id: str) -> None:
    """Nobody is reminded of a visit in whose place another was fixed, also where its end was never told.

    So it is where the agenda was restored, had lost the visit and placed it anew; ids grow.
    """
    earlier = select(appointments.c.id).where(
        appointments.c.request_id == request_id, appointments.c.id < appointment_id
    )
    unit.execute(delete(reminders).where(reminders.c.appointment_id.in_(earlier)))


def told_lately(unit: UnitOfWork, person_id: str, appointment_id: str, since: datetime) -> bool:
    """Whether somebody heard of this visit since a moment, otherwise than by a reminder."""
    news = (messages.c.notice.not_in(sorted(REMINDERS)), messages.c.status != DROPPED, messages.c.queued_at > since)
    told = exists().where(messages.c.about_id == appointment_id, messages.c.person_id == person_id, *news)
    return bool(unit.execute(select(told)).scalar_one())


def share_a_phone(unit: UnitOfWork, visit: Any) -> bool:
    """Whether the resident is reached by the phone of who asked for them, or by none at all."""
    asker = select(persons.c.phone).where(persons.c.id == visit.asked_by_id).scalar_subquery()
    theirs = or_(persons.c.phone.is_(None), persons.c.phone == asker)
    return bool(unit.execute(select(exists().where(persons.c.id == visit.resident_id, theirs))).scalar_one())
