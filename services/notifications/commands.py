"""What notifications can do: one function an intention. None of them commits."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.notifications.channels import open_channels
from services.notifications.config import Config
from services.notifications.domain.errors import MessageNotFound, NoLongerTrue
from services.notifications.domain.leaving import Drop, Hold, Leave, decide
from services.notifications.domain.letter import Failure, Letter, Route
from services.notifications.domain.message import ACCOUNT, ASKED_BY, FIRST, LEASE, RESIDENT, VOLUNTEER, Message, Ticket
from services.notifications.storage import outgoing
from services.notifications.storage.knowledge import StoredKnowledge
from shared.correlation import Correlation
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork

Data = Mapping[str, Any]
"""The data of an event as its contract loaded it."""

SENDER = "sender"
"""The loop that sends; woken when there is something to send."""

STALE_THANKS = timedelta(days=1)
""" "Just before you" is not said later than this."""

BATCH = 50


@dataclass(frozen=True)
class Claim:
    """A letter this sender has taken, and the try it stands for."""

    message_id: str
    ticket: Ticket
    step: int
    letter: Letter
    repeat: bool


def tell_code(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """A code for a phone that has to be proven: once an event, no person needed, dead when it expires."""
    sign_in = data["purpose"] == "sign_in"
    about = ("account", data["account_id"]) if data["request_id"] is None else ("request", data["request_id"])
    _tell(
        unit,
        "signin.code" if sign_in else "request.code",
        event_id,
        (ACCOUNT, data["account_id"]),
        about,
        ward=data["ward"],
        priority=FIRST,
        language=data["language"],
        expires_at=data["expires_at"],
        reference=data["reference"],
        phone=data["personal"]["phone"],
        code=data["personal"]["code"],
    )


def tell_request_opened(unit: UnitOfWork, data: Data) -> None:
    """Resident and asker learn that the request is seen to, the first time it is opened."""
    for part, person_id in _household(data):
        _tell_of_request(unit, "request.received", data["request_id"], (part, person_id), data)


def tell_request_escalated(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Resident and asker learn that staff will phone."""
    for part, person_id in _household(data):
        _tell_of_request(unit, "request.delayed", event_id, (part, person_id), data)


def tell_offer(unit: UnitOfWork, event_id: str, told_at: datetime, data: Data) -> None:
    """One volunteer is asked.

    An offer whose announcement waited in the outbox past its end lives on for as long as it waited,
    so it is told with that later end.
    """
    expires_at: datetime = data["expires_at"]
    if expires_at <= unit.now:
        expires_at += unit.now - told_at
    _tell(
        unit,
        "offer",
        event_id,
        (VOLUNTEER, data["volunteer_id"]),
        ("offer", data["offer_id"]),
        ward=data["ward"],
        request_id=data["request_id"],
        expires_at=expires_at,
        distance_m=data["distance_m"],
    )


def tell_offer_withdrawn(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Who was asked and was not first is thanked; other ends of an unanswered offer are no news."""
    if data["reason"] != "others_first":
        return
    _tell(
        unit,
        "offer.taken",
        event_id,
        (VOLUNTEER, data["volunteer_id"]),
        ("offer", data["offer_id"]),
        ward=data["ward"],
        request_id=data["request_id"],
        expires_at=unit.now + STALE_THANKS,
    )


def tell_appointment_scheduled(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Everybody learns the time; resident and asker the code; on a first home visit what nobody will ask."""
    code, resident_id = data["personal"]["code"], data["resident_id"]
    resident, *askers = _household(data)
    _tell_of_appointment(unit, "visit.confirm", event_id, resident, data, code=code)
    for asker in askers:
        _tell_of_appointment(unit, "visit.confirm.relative", event_id, asker, data, code=code)
    if data["place"] == "home" and not outgoing.was_told(unit, resident_id, "visit.safety"):
        _tell_of_appointment(unit, "visit.safety", event_id, resident, data)
    for volunteer_id in data["volunteer_ids"]:
        _tell_of_appointment(
            unit, "task.accepted", event_id, (VOLUNTEER, volunteer_id), data, request_id=data["request_id"]
        )


def tell_appointment_completed(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Who asked on behalf of another learns that it is done."""
    for part, person_id in _household(data)[1:]:
        _tell(
            unit,
            "asker.done",
            event_id,
            (part, person_id),
            ("appointment", data["appointment_id"]),
            ward=data["ward"],
            appointment_id=data["appointment_id"],
        )


def claim_next(unit: UnitOfWork, routes: Sequence[Route]) -> Claim | Message | None:
    """Take the next message: a :class:`Claim` to send, the message itself when it was decided otherwise."""
    message = outgoing.next_due(unit)
    if message is None:
        return None
    _continue(unit, message)
    verdict = decide(message, StoredKnowledge(unit), routes, unit.now)
    if isinstance(verdict, Leave):
        message.begin(verdict.letter, verdict.step, unit.now + LEASE)
        return Claim(message.id, message.ticket, verdict.step, verdict.letter, message.repeat)
    if isinstance(verdict, Hold):
        message.hold(verdict.what, verdict.id)
    elif isinstance(verdict, Drop):
        message.drop(verdict.reason, unit.now)
    else:
        message.unreachable(unit.now)
    return message


def mark_outcome(unit: UnitOfWork, claim: Claim, failure: Failure | None) -> None:
    """Keep what the channel answered."""
    message = unit.get(Message, claim.message_id)
    if message is None:
        return
    _continue(unit, message)
    if failure is None:
        message.sent(claim.ticket, unit.now)
    else:
        message.fail(claim.ticket, failure, unit.now)


def resend(unit: UnitOfWork, message_id: str, wards: Container[str | None]) -> Message:
    """Send a message of one of ``wards`` again, from the first channel on.

    Raises :class:`MessageNotFound`, :class:`CodeNotRepeated`, :class:`StillOnItsWay` and, when what it
    says has changed meanwhile, :class:`NoLongerTrue`.
    """
    message = unit.get(Message, message_id)
    if message is None or message.ward not in wards:
        raise MessageNotFound
    message.resend(unit.now)
    if isinstance(decide(message, StoredKnowledge(unit), routes_of(unit.config), unit.now), Drop):
        raise NoLongerTrue
    unit.wake(SENDER)
    return message


def routes_of(config: Config) -> list[Route]:
    """The channels of the settings, as the domain knows them."""
    return [channel.route for channel in open_channels(config.channels)]


def lapse_dead_senders(unit: UnitOfWork) -> int:
    """Give back what senders took and did not finish; how many."""
    lapsed = outgoing.lapsed(unit, BATCH)
    for message in lapsed:
        message.lapse(unit.now)
    return _woken(unit, lapsed)


def release_held(unit: UnitOfWork) -> int:
    """Give back what waited for something that is known now; how many."""
    released = outgoing.releasable(unit, BATCH)
    for message in released:
        message.release(unit.now)
    return _woken(unit, released)


def forget_words(unit: UnitOfWork, keep: timedelta) -> int:
    """Erase the words of messages that ended longer ago than ``keep``; how many."""
    old = outgoing.remembered_since(unit, unit.now - keep, BATCH)
    for message in old:
        message.forget_words()
    return len(old)


def _woken(unit: UnitOfWork, queued: Sequence[Message]) -> int:
    if queued:
        unit.wake(SENDER)
    return len(queued)


def _continue(unit: UnitOfWork, message: Message) -> None:
    """What becomes of a message belongs to what it began with."""
    if message.correlation_id:
        unit.correlation = Correlation(message.correlation_id, message.causation_id)


def _household(data: Data) -> list[tuple[str, str]]:
    """The resident and, when somebody asked on their behalf, who did: (part, person id)."""
    asker = [(ASKED_BY, data["asked_by_id"])] if data["asked_by_id"] else []
    return [(RESIDENT, data["resident_id"]), *asker]


def _tell_of_request(unit: UnitOfWork, notice: str, once: str, to: tuple[str, str], data: Data) -> None:
    request_id = data["request_id"]
    _tell(unit, notice, once, to, ("request", request_id), ward=data["ward"], request_id=request_id)


def _tell_of_appointment(
    unit: UnitOfWork, notice: str, once: str, to: tuple[str, str], data: Data, **more: Any
) -> None:
    """What is said of a coming visit ends when it begins."""
    id = data["appointment_id"]
    until = data["starts_at"]
    about = ("appointment", id)
    _tell(unit, notice, once, to, about, ward=data["ward"], appointment_id=id, expires_at=until, **more)


def _tell(unit: UnitOfWork, notice: str, once: str, to: tuple[str, str], about: tuple[str, str], **more: Any) -> None:
    part, recipient = to
    message = Message(
        message_id=new_id(),
        notice=notice,
        once=once,
        recipient=recipient,
        part=part,
        person_id=None if part == ACCOUNT else recipient,
        about_kind=about[0],
        about_id=about[1],
        queued_at=unit.now,
        next_at=unit.now,
        correlation_id=unit.correlation.correlation_id,
        causation_id=unit.correlation.causation_id,
        **more,
    )
    if outgoing.keep_once(unit, message):
        unit.wake(SENDER)
