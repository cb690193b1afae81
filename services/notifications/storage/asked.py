"""Questions asked at numbers, the replies that came in, and numbers that want no messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from services.notifications.domain.answer import IncomingReply
from services.notifications.domain.message import LEFT, SENDING, Message
from services.notifications.domain.preferences import Number
from services.notifications.tables import appointments, messages, numbers, persons, questions, replies
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork


def note_question(unit: UnitOfWork, message_id: str, phone: str, digit: int) -> None:
    """Keep under which digit a message asks; a repeat of it keeps the digit it had."""
    values = {"message_id": message_id, "phone": phone, "digit": digit, "asked_at": unit.now}
    statement = unit.insert(questions).values(values)
    unit.execute(statement.on_conflict_do_nothing(index_elements=["message_id"]))


def questions_at(unit: UnitOfWork, phone: str, since: datetime) -> list[tuple[Message, int, datetime, int | None]]:
    """What was asked at a number since a moment: message, digit, when, and the option it was answered with last."""
    asked = select(questions).where(questions.c.phone == phone, questions.c.asked_at > since)
    found = [(unit.get(Message, row.message_id, lock=False), row) for row in unit.execute(asked)]
    return [(message, row.digit, row.asked_at, row.answered) for message, row in found if message is not None]


def question(unit: UnitOfWork, message_id: str) -> tuple[Message, int | None]:
    """The message of a question, and the option it was answered with last; locked, so that answers come in turn."""
    message = unit.session.get_one(Message, message_id, with_for_update=True)
    answered = select(questions.c.answered).where(questions.c.message_id == message_id)
    return message, unit.execute(answered).scalar_one()


def note_answer(unit: UnitOfWork, message_id: str, option: int) -> None:
    """Keep what a question was answered with."""
    unit.execute(update(questions).where(questions.c.message_id == message_id).values(answered=option))


def reply_of(unit: UnitOfWork, gateway: str, provider_id: str) -> IncomingReply | None:
    """The reply a gateway handed over under this id before."""
    same = (replies.c.gateway == gateway) & (replies.c.provider_id == provider_id)
    return unit.session.scalars(select(IncomingReply).where(same)).one_or_none()


def latest_to(unit: UnitOfWork, person_ids: Sequence[str]) -> Message | None:
    """The last message that left for one of these people."""
    left = messages.c.status.in_((*LEFT, SENDING))
    mine = select(Message).where(messages.c.person_id.in_(person_ids), left)
    return unit.session.scalars(mine.order_by(messages.c.queued_at.desc()).limit(1)).first()


def people_at(unit: UnitOfWork, phone: str) -> list[str]:
    """Everybody who is reached at this number."""
    found = select(persons.c.id).where(persons.c.phone == phone, persons.c.merged_into.is_(None))
    return list(unit.execute(found.order_by(persons.c.id)).scalars())


def number_of(unit: UnitOfWork, phone: str) -> Number:
    """The number as this service keeps it; a new one is kept from now on."""
    found = unit.session.scalars(select(Number).where(numbers.c.phone == phone).with_for_update()).one_or_none()
    if found is None:
        found = Number(new_id(), phone)
        unit.add(found)
    return found


def visits_ahead_of(unit: UnitOfWork, person_ids: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """The fixed visits of these residents: appointment, request, resident, ward."""
    ahead = (appointments.c.starts_at > unit.now, appointments.c.status.in_(("scheduled", "confirmed")))
    wanted = (appointments.c.id, appointments.c.request_id, appointments.c.resident_id, appointments.c.ward)
    rows = unit.execute(select(*wanted).where(appointments.c.resident_id.in_(person_ids), *ahead))
    return [(row.id, row.request_id, row.resident_id, row.ward) for row in rows]


def forget_replies(unit: UnitOfWork, before: datetime, limit: int) -> int:
    """Erase the words of old replies, and old questions with their numbers; how many."""
    old = (replies.c.text.is_not(None), replies.c.received_at < before)
    found = unit.session.scalars(select(IncomingReply).where(*old).with_for_update(skip_locked=True).limit(limit)).all()
    for reply in found:
        reply.forget()
    unit.execute(delete(questions).where(questions.c.asked_at < before))
    return len(found)


def asked_with(unit: UnitOfWork, message: Message, person_ids: Sequence[str]) -> list[str]:
    """Of the people at a number those whom ``message`` asked: its reader, and who got no message of their own.

    A code asks whoever holds the number.
    """
    if not message.has_person:
        return list(person_ids)
    together = (messages.c.about_id == message.about_id, messages.c.once == message.once)
    notices = or_(messages.c.notice == message.notice, messages.c.notice.startswith(f"{message.notice}."))
    rows = unit.execute(select(messages.c.person_id).where(*together, notices, messages.c.person_id.is_not(None)))
    asked = set(rows.scalars())
    return [person_id for person_id in person_ids if person_id in asked] or [
        person_id for person_id in (message.person_id,) if person_id
    ]
