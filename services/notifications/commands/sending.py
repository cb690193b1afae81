"""How messages leave: taken by a sender, given back, sent again, forgotten."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.notifications.channels import open_channels
from services.notifications.commands.calling import list_unreached, withdraw
from services.notifications.commands.queueing import SENDER
from services.notifications.commands.telling import tell_unreached
from services.notifications.config import Config
from services.notifications.domain.errors import MessageNotFound, NoLongerTrue
from services.notifications.domain.leaving import Drop, Hold, Later, Leave, Show, Unreachable, Verdict, decide
from services.notifications.domain.letter import Failure, Letter, Route
from services.notifications.domain.message import FAULT, LEASE, Message, Ticket
from services.notifications.storage import asked, outgoing
from services.notifications.storage.knowledge import StoredKnowledge
from shared.correlation import Correlation
from shared.messaging.apart import apart
from shared.messaging.unit_of_work import UnitOfWork

BATCH = 50

TRY_AGAIN = timedelta(minutes=5)
"""When to look again at a message that could not be decided on."""

GIVE_UP = timedelta(hours=1)
"""How long it is tried before somebody has to phone."""


@dataclass(frozen=True)
class Claim:
    """A letter this sender has taken, the try it stands for, since when it is due and what it belongs to."""

    message_id: str
    ticket: Ticket
    channel: int
    letter: Letter
    repeat: bool
    due_at: datetime
    correlation: Correlation


def claim_next(unit: UnitOfWork, routes: Sequence[Route]) -> Claim | Message | None:
    """Take the next message: a :class:`Claim` to send, the message itself when it was decided otherwise."""
    message = outgoing.next_due(unit)
    if message is None:
        return None
    _continue(unit, message)
    verdict = _decided(unit, message, routes)
    if isinstance(verdict, Leave):
        return _claimed(unit, message, verdict)
    if isinstance(verdict, Hold):
        message.hold(verdict.what, verdict.id)
    elif isinstance(verdict, Show):
        message.show(verdict.words, unit.now)
    elif isinstance(verdict, Later):
        message.postpone(verdict.why, verdict.until)
    elif isinstance(verdict, Drop):
        message.drop(verdict.reason, unit.now)
    else:
        message.call_id = list_unreached(unit, message)
        message.unreachable(unit.now, verdict.reason)
        if message.has_person:
            tell_unreached(unit, message)
    return message


def _decided(unit: UnitOfWork, message: Message, routes: Sequence[Route]) -> Verdict:
    """What to do with the message. One over which we stumble waits a while, then somebody phones; the others go on."""
    found: list[Verdict] = []

    def look() -> None:
        found.append(decide(message, StoredKnowledge(unit), routes, unit.now, unit.config.rules))

    if apart(unit, message, look):
        return found[0]
    if unit.now < message.queued_at + GIVE_UP:
        return Later(FAULT, unit.now + TRY_AGAIN)
    return Unreachable(FAULT)


def _claimed(unit: UnitOfWork, message: Message, leave: Leave) -> Claim:
    message.begin(leave.letter, leave.step, unit.now + LEASE, counted=leave.counted)
    message.hinted = message.hinted or leave.hinted
    if leave.digit is not None:
        asked.note_question(unit, message.id, leave.letter.to, leave.digit)
    return Claim(
        message.id, message.ticket, leave.channel, leave.letter, message.repeat, message.next_at, unit.correlation
    )


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
    listed, message.call_id = message.call_id, None
    message.resend(unit.now)
    if isinstance(decide(message, StoredKnowledge(unit), routes_of(unit.config), unit.now, unit.config.rules), Drop):
        raise NoLongerTrue
    if listed is not None:
        withdraw(unit, listed)
    unit.wake(SENDER)
    return message


def routes_of(config: Config) -> list[Route]:
    """The channels of the settings, as the domain knows them."""
    return [channel.route for channel in open_channels(config)]


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
        unit.correlation = Correlation(message.correlation_id, message.causation_id, message.traceparent)
