"""What people answer by text message, and what their providers say became of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.notifications.commands.calling import list_call
from services.notifications.commands.queueing import SENDER, queue
from services.notifications.domain.answer import IncomingReply
from services.notifications.domain.asking import still_asked
from services.notifications.domain.calls import Why
from services.notifications.domain.message import NUMBER, Message
from services.notifications.domain.replies import (
    Answered,
    Question,
    Stop,
    TooLate,
    Understood,
    Words,
    read_reply,
    understand,
)
from services.notifications.storage import asked
from services.notifications.storage.knowledge import StoredKnowledge
from shared.clock import HANOI
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork

_KEY = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.[0-9]{1,3})?")
"""The provider's key of a message: its id, and how often staff have had it sent again."""

REMEMBERED = timedelta(days=7)
"""An answer to a question older than this is not understood as one."""


@dataclass(frozen=True)
class _Sender:
    """Whom a reply came from: the number, its people, and the last message one of them got."""

    phone: str
    people: list[str]
    last: Message | None

    @property
    def ward(self) -> str | None:
        return self.last.ward if self.last else None

    @property
    def known(self) -> bool:
        return bool(self.people)


def take_reply(
    unit: UnitOfWork, gateway: str, provider_id: str, phone: str, text: str, written_at: datetime | None = None
) -> IncomingReply:
    """Understand what came in by ``gateway`` under this id, once; the same id again changes nothing."""
    before = asked.reply_of(unit, gateway, provider_id)
    if before is not None:
        return before
    people = asked.people_at(unit, phone)
    sender = _Sender(phone, people, asked.latest_to(unit, people) if people else None)
    reply = IncomingReply(new_id(), gateway, provider_id, unit.now, phone, text, written_at, sender.ward)
    said = read_reply(text)
    if isinstance(said, Stop):
        _stop(unit, reply, sender)
    else:
        _hear(unit, reply, sender, isinstance(said, Words), understand(said, _questions(unit, phone)))
    unit.add(reply)
    return reply


def take_receipt(unit: UnitOfWork, key: str, delivered: bool, reason: str) -> bool:
    """What a provider says of the message it knows under ``key``; whether that was news."""
    ours = _KEY.fullmatch(key)
    message = unit.get(Message, ours[1]) if ours else None
    if message is None:
        return False
    if delivered:
        return message.deliver(key)
    if not message.bounce(key, reason, unit.now):
        return False
    unit.wake(SENDER)
    return True


def stop_number(unit: UnitOfWork, phone: str, people: list[str]) -> bool:
    """No invitation and no reminder goes there any more; whoever expects a visit is phoned. Whether it is new."""
    if not asked.number_of(unit, phone).stop(unit.now):
        return False
    for appointment_id, request_id, resident_id, ward in asked.visits_ahead_of(unit, people):
        list_call(
            unit,
            Why.STOPPED,
            f"{appointment_id}.{resident_id}",
            ("appointment", appointment_id),
            ward=ward,
            person_id=resident_id,
            request_id=request_id,
            appointment_id=appointment_id,
        )
    return True


def _stop(unit: UnitOfWork, reply: IncomingReply, sender: _Sender) -> None:
    reply.stop()
    if stop_number(unit, sender.phone, sender.people):
        _tell_number(unit, "stop.done", reply.id, sender)


def _hear(unit: UnitOfWork, reply: IncomingReply, sender: _Sender, in_words: bool, what: Understood) -> None:
    if isinstance(what, Answered):
        _take_answer(unit, reply, sender, what)
    elif isinstance(what, TooLate):
        reply.come_too_late(what.question.message_id)
        _tell_number(unit, "reply.late", reply.id, sender)
    else:
        _have_it_read(unit, reply, sender, in_words)


def _take_answer(unit: UnitOfWork, reply: IncomingReply, sender: _Sender, what: Answered) -> None:
    message, before = asked.question(unit, what.question.message_id)
    if before == what.option:
        reply.repeat(message.id)
        return
    asked.note_answer(unit, message.id, what.option)
    to = asked.asked_with(unit, message, sender.people)
    reply.answer(message.id, message.template or message.notice, message.about, to, what.option, what.answer)


def _have_it_read(unit: UnitOfWork, reply: IncomingReply, sender: _Sender, in_words: bool) -> None:
    """Somebody of the ward reads and phones; the number hears once a day that it was not understood."""
    last = sender.last
    if in_words and last is not None:
        reply.say(last.id, last.template or last.notice, last.about, asked.asked_with(unit, last, sender.people))
    else:
        reply.puzzle()
    list_call(
        unit,
        Why.REPLY,
        reply.id,
        (last.about_kind, last.about_id) if last else ("reply", reply.id),
        ward=sender.ward,
        person_id=last.person_id if last else None,
        request_id=last.request_id if last else None,
        appointment_id=last.appointment_id if last else None,
        phone=sender.phone,
        text=reply.text,
    )
    _tell_number(unit, "reply.unclear", f"{unit.now.astimezone(HANOI):%Y-%m-%d}", sender)


def _tell_number(unit: UnitOfWork, notice: str, once: str, sender: _Sender) -> None:
    """Answer whoever wrote. A number nobody is known at is not answered: anybody may write in its name."""
    if not sender.known:
        return
    number = asked.number_of(unit, sender.phone)
    queue(
        unit,
        notice,
        once,
        (NUMBER, number.id),
        ("number", number.id),
        ward=sender.ward,
        phone=sender.phone,
        language=sender.last.language if sender.last else None,
        answers=True,
    )


def _questions(unit: UnitOfWork, phone: str) -> list[Question]:
    knowledge = StoredKnowledge(unit)
    return [
        Question(message.id, message.notice, digit, asked_at, still_asked(message, knowledge, unit.now))
        for message, digit, asked_at, _ in asked.questions_at(unit, phone, unit.now - REMEMBERED)
    ]
