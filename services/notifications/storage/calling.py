"""How calls are found and kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select

from services.notifications.domain.calls import ENDED, LAPSED, OPEN, Call
from services.notifications.domain.message import TO_CALL, Message
from services.notifications.tables import OPEN_CALLS, calls, messages
from shared.messaging.unit_of_work import UnitOfWork


def keep_once(unit: UnitOfWork, call: Call) -> Call | None:
    """Keep a new call unless it has been listed already; None when it has."""
    if unit.execute(select(exists().where(calls.c.once == call.once))).scalar_one():
        return None
    unit.add(call.announce())
    unit.session.flush()
    return call


def open_about(unit: UnitOfWork, person_id: str | None, why: str, about_id: str) -> Call | None:
    """The open call to this person for this reason about the same thing."""
    same = and_(OPEN_CALLS, calls.c.status == OPEN, calls.c.about_id == about_id)
    mine = and_(same, calls.c.person_id == person_id, calls.c.why == why)
    return unit.session.scalars(select(Call).where(mine).with_for_update()).first()


def open_of_request(unit: UnitOfWork, request_id: str) -> Sequence[Call]:
    """The open calls that have to do with a request, locked."""
    return _open(unit, calls.c.request_id == request_id)


def open_of_appointment(unit: UnitOfWork, appointment_id: str) -> Sequence[Call]:
    """The open calls that have to do with an appointment, locked."""
    return _open(unit, calls.c.appointment_id == appointment_id)


def begun(unit: UnitOfWork, limit: int) -> Sequence[Call]:
    """Open calls that come too late by now, locked."""
    return _open(unit, calls.c.until <= unit.now, limit)


def messages_of(unit: UnitOfWork, call: Call) -> Sequence[Message]:
    """What the call has to tell instead of a channel, oldest first, locked."""
    mine = and_(messages.c.call_id == call.id, messages.c.status == TO_CALL)
    return unit.session.scalars(select(Message).where(mine).order_by(messages.c.id).with_for_update()).all()


def remembered_since(unit: UnitOfWork, before: datetime, limit: int) -> Sequence[Call]:
    """Calls that ended before a moment and still have their words, locked."""
    words = or_(calls.c.phone.is_not(None), calls.c.text.is_not(None), calls.c.note.is_not(None))
    old = and_(words, calls.c.status.in_((ENDED, LAPSED)), calls.c.ended_at < before)
    return unit.session.scalars(select(Call).where(old).with_for_update(skip_locked=True).limit(limit)).all()


def _open(unit: UnitOfWork, condition: ColumnElement[bool], limit: int | None = None) -> Sequence[Call]:
    mine = select(Call).where(OPEN_CALLS, calls.c.status == OPEN, condition)
    return unit.session.scalars(mine.with_for_update(skip_locked=limit is not None).limit(limit)).all()
