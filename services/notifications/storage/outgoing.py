"""How messages are found and kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true

from services.notifications.domain.message import BACKOFF, CAP, DROPPED, FAULT, HELD, QUEUED, QUIET, SENDING, Message
from services.notifications.tables import UNFINISHED_ROWS, appointments, messages, persons, requests, topics, wards
from shared.messaging.unit_of_work import UnitOfWork

_KNOWN = {
    "person": persons.c.id == messages.c.waits_for_id,
    "ward": wards.c.code == messages.c.waits_for_code,
    "topic": topics.c.id == messages.c.waits_for_code,
    "request": requests.c.id == messages.c.waits_for_id,
    "appointment": appointments.c.id == messages.c.waits_for_id,
}
"""Where that is known which a held message waits for."""


def keep_once(unit: UnitOfWork, message: Message) -> bool:
    """Keep a new message unless it has been told already; whether it is new."""
    if was_queued(unit, message.once, message.recipient, message.notice):
        return False
    unit.add(message.announce())
    unit.session.flush()
    return True


def was_told(unit: UnitOfWork, person_id: str, notice: str) -> bool:
    """Whether this person has had, or is about to have, this notice about anything."""
    told = and_(messages.c.person_id == person_id, messages.c.notice == notice, messages.c.status != DROPPED)
    return bool(unit.execute(select(exists().where(told))).scalar_one())


def was_told_of(unit: UnitOfWork, person_id: str, notice: str, about_id: str, since: datetime | None = None) -> bool:
    """Whether this person has had, or is about to have, this notice about this one thing, ever or since then."""
    told = and_(messages.c.about_id == about_id, messages.c.person_id == person_id, messages.c.notice == notice)
    lately = messages.c.queued_at > since if since else true()
    return bool(unit.execute(select(exists().where(told, lately, messages.c.status != DROPPED))).scalar_one())


def was_queued(unit: UnitOfWork, once: str, recipient: str, notice: str) -> bool:
    """Whether there is, or was, this message."""
    same = and_(messages.c.once == once, messages.c.recipient == recipient, messages.c.notice == notice)
    return bool(unit.execute(select(exists().where(same))).scalar_one())


def has_visit(unit: UnitOfWork, request_id: str, offer_id: str) -> bool:
    """Whether a time was ever fixed for this offer, as far as we have heard."""
    visits = select(appointments.c.offer_ids).where(appointments.c.request_id == request_id)
    return any(offer_id in offer_ids for offer_ids in unit.execute(visits).scalars())


def next_due(unit: UnitOfWork) -> Message | None:
    """The message that leaves next, locked: codes first, then the longest due; None when there is none."""
    # A time further away than any pause was written by a clock that ran ahead.
    rested = or_(messages.c.next_at <= unit.now, messages.c.next_at > unit.now + max(BACKOFF))
    due = and_(UNFINISHED_ROWS, messages.c.status == QUEUED, rested)
    order = (messages.c.priority, messages.c.next_at, messages.c.id)
    return unit.session.scalars(_locked(due).order_by(*order).limit(1)).first()


def lapsed(unit: UnitOfWork, limit: int) -> Sequence[Message]:
    """Messages whose sender did not come back in time, locked."""
    return _all(unit, and_(UNFINISHED_ROWS, messages.c.status == SENDING, messages.c.claimed_until <= unit.now), limit)


def releasable(unit: UnitOfWork, limit: int) -> Sequence[Message]:
    """Held messages that can be decided again: what they wait for is known or over, or they have expired."""
    known = (exists().where(messages.c.waits_for == what, there) for what, there in _KNOWN.items())
    rested = and_(messages.c.waits_for.in_((QUIET, CAP, FAULT)), messages.c.next_at <= unit.now)
    ready = or_(messages.c.expires_at <= unit.now, rested, *known)
    return _all(unit, and_(UNFINISHED_ROWS, messages.c.status == HELD, ready), limit)


def remembered_since(unit: UnitOfWork, before: datetime, limit: int) -> Sequence[Message]:
    """Messages that ended before a moment and still have their words or their code, locked."""
    remembered = or_(messages.c.text.is_not(None), messages.c.code.is_not(None))
    return _all(unit, and_(remembered, messages.c.ended_at < before), limit)


def _all(unit: UnitOfWork, condition: ColumnElement[bool], limit: int) -> Sequence[Message]:
    return unit.session.scalars(_locked(condition).limit(limit)).all()


def _locked(condition: ColumnElement[bool]) -> Select[Message]:
    return select(Message).where(condition).with_for_update(skip_locked=True)
