"""The call list: who has to be phoned, what came of it, and what nobody has to phone about any more."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import datetime, timedelta
from typing import Any

from services.notifications.domain.calls import PRIORITY, Call, Outcome, Why
from services.notifications.domain.errors import CallNotFound
from services.notifications.domain.leaving import NO_LONGER_TRUE
from services.notifications.domain.message import Message
from services.notifications.domain.needed import still_needed, still_true
from services.notifications.storage import calling
from services.notifications.storage.knowledge import StoredKnowledge
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork

BATCH = 50


def list_call(
    unit: UnitOfWork, why: Why, once: str, about: tuple[str, str], *, ward: str | None, **more: Any
) -> Call | None:
    """Put a call on the list, unless it was listed under ``once`` already (then None).

    ``more`` are further fields of the call: ``person_id`` or ``phone``, ``request_id``, ``appointment_id``, ``text``.
    """
    call = Call(
        call_id=new_id(),
        why=why.value,
        once=f"{why}:{once}",
        ward=ward,
        about_kind=about[0],
        about_id=about[1],
        listed_at=unit.now,
        due_at=unit.now,
        priority=PRIORITY[why],
        **more,
    )
    return calling.keep_once(unit, call)


def list_unreached(unit: UnitOfWork, message: Message) -> str | None:
    """A person has to say what no channel could; one call for all that one person is to hear about one thing.

    The call's id; None for a bare number, which nobody phones.
    """
    if not message.has_person:
        return None
    found = calling.open_about(unit, message.person_id, Why.UNREACHED, message.about_id)
    found = found or list_call(
        unit,
        Why.UNREACHED,
        f"{message.id}.{message.round}",
        (message.about_kind, message.about_id),
        ward=message.ward,
        person_id=message.person_id,
        request_id=message.request_id,
        appointment_id=message.appointment_id,
        until=message.expires_at,
    )
    return found.id if found else None


def report(
    unit: UnitOfWork, call_id: str, wards: Container[str | None], outcome: Outcome, note: str | None = None
) -> Call:
    """What came of a call of one of ``wards``; what it had to tell is told, or will not be.

    Raises :class:`CallNotFound` and :class:`CallEnded`.
    """
    call = unit.get(Call, call_id)
    if call is None or call.ward not in wards:
        raise CallNotFound
    call.report(outcome, note, unit.config.rules.call_again, unit.now)
    if outcome is not Outcome.NO_ANSWER:
        for message in calling.messages_of(unit, call):
            message.called(outcome is Outcome.REACHED, unit.now)
    return call


def withdraw(unit: UnitOfWork, call_id: str) -> None:
    """A channel takes it over again: nobody has to phone, unless there was more to tell."""
    call = unit.get(Call, call_id)
    if call is not None and not calling.messages_of(unit, call):
        call.lapse(unit.now)


def review_request(unit: UnitOfWork, data: Mapping[str, Any]) -> None:
    """There is news of a request: some calls about it may not be needed any more."""
    for call in calling.open_of_request(unit, data["request_id"]):
        _review(unit, call)


def review_appointment(unit: UnitOfWork, data: Mapping[str, Any]) -> None:
    """There is news of an appointment: some calls about it may not be needed any more."""
    for call in calling.open_of_appointment(unit, data["appointment_id"]):
        _review(unit, call)


def lapse_begun(unit: UnitOfWork) -> int:
    """Take calls off the list that come too late by now; how many."""
    late = calling.begun(unit, BATCH)
    for call in late:
        for message in calling.messages_of(unit, call):
            message.called(False, unit.now)
        call.lapse(unit.now)
    return len(late)


def forget_calls(unit: UnitOfWork, before: datetime) -> int:
    """Erase the numbers and words of calls that ended before a moment; how many."""
    old = calling.remembered_since(unit, before, BATCH)
    for call in old:
        call.forget()
    return len(old)


def _review(unit: UnitOfWork, call: Call) -> None:
    knowledge = StoredKnowledge(unit)
    if call.why == Why.UNREACHED:
        messages = calling.messages_of(unit, call)
        untrue = [message for message in messages if not still_true(message, knowledge)]
        for message in untrue:
            message.drop(NO_LONGER_TRUE, unit.now)
        if len(untrue) == len(messages):
            call.lapse(unit.now)
    elif not still_needed(call, knowledge):
        call.lapse(unit.now)


LISTED_FOR = timedelta(days=30)
"""How long the words of a call that has ended can be read."""
