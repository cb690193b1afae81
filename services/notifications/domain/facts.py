"""What becomes true of a message. Nothing personal: the journal keeps these for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.aggregate import Fact


@dataclass(frozen=True)
class MessageQueued(Fact):
    """There is something to tell somebody."""

    notice: str
    about_kind: str
    about_id: str


@dataclass(frozen=True)
class MessageHeld(Fact):
    """It waits until this service has been told of ``waits_for`` (``person``, ``ward``, …)."""

    waits_for: str
    waits_for_id: str


@dataclass(frozen=True)
class MessagePostponed(Fact):
    """It waits until the quiet hours are over (``quiet``), or for another day (``cap``)."""

    why: str
    until: datetime


@dataclass(frozen=True)
class MessageReleased(Fact):
    """What it waited for may be known now."""


@dataclass(frozen=True)
class MessageShown(Fact):
    """It lies in the inbox of the ward's staff."""


@dataclass(frozen=True)
class SendingBegan(Fact):
    """A sender has taken it; ``repeat`` says that an earlier try may have reached the person."""

    channel: str
    template: str
    attempt: int
    repeat: bool


@dataclass(frozen=True)
class AttemptFailed(Fact):
    """A channel did not take it, or no outcome came in time (``lease_expired``).

    ``for_good`` says that this channel is not tried again.
    """

    channel: str
    reason: str
    attempt: int
    for_good: bool


@dataclass(frozen=True)
class PersonReached(Fact):
    """It left for this person by the channel ``step``."""

    step: str
    repeat: bool


@dataclass(frozen=True)
class CodeSent(Fact):
    """A code left for the phone that asked for it."""

    step: str
    repeat: bool


@dataclass(frozen=True)
class NumberAnswered(Fact):
    """An answer left for the number that had written."""

    step: str
    repeat: bool


@dataclass(frozen=True)
class MessageDelivered(Fact):
    """The provider of the channel ``step`` says that it arrived."""

    step: str


@dataclass(frozen=True)
class PersonUnreached(Fact):
    """Every channel failed, ``step`` last (``none`` without any address): somebody has to phone.

    With the step ``call`` that failed too, and nobody tries any more.
    """

    step: str


@dataclass(frozen=True)
class CodeFailed(Fact):
    """Every channel failed and nobody can be phoned with a code: the person asks for a new one."""

    step: str


@dataclass(frozen=True)
class MessageDropped(Fact):
    """It is not sent: ``reason`` is ``expired``, ``no_longer_true``, ``same_number`` or ``neighbours_phone``."""

    reason: str


@dataclass(frozen=True)
class MessageResent(Fact):
    """A person of the ward wants it sent once more."""

    round: int


@dataclass(frozen=True)
class WordsForgotten(Fact):
    """Its words and address are erased."""


@dataclass(frozen=True)
class PreferencesChosen(Fact):
    """A person said how they want to be told, and how much."""

    reach: str
    level: str


@dataclass(frozen=True)
class NumberStopped(Fact):
    """The number wants no invitations and no reminders any more."""


@dataclass(frozen=True)
class NumberResumed(Fact):
    """The number wants messages again."""


@dataclass(frozen=True)
class CallListed(Fact):
    """A person of the ward has to phone somebody."""

    why: str
    about_kind: str
    about_id: str


@dataclass(frozen=True)
class CallMade(Fact):
    """Somebody phoned, and what came of it."""

    outcome: str
    tries: int


@dataclass(frozen=True)
class CallLapsed(Fact):
    """What it was about has changed: nobody has to phone."""


@dataclass(frozen=True)
class CallForgotten(Fact):
    """The number and the words of a call are erased."""


@dataclass(frozen=True)
class ReplyTaken(Fact):
    """An answer to what a message asked: ``yes``, ``no`` or ``text``; ``option`` is the digit that was written."""

    template: str
    about_kind: str
    about_id: str
    person_ids: tuple[str, ...]
    answer: str
    option: int | None


@dataclass(frozen=True)
class ReplySetAside(Fact):
    """It changed nothing elsewhere: ``stopped``, ``same``, ``too_late`` or ``unclear``."""

    why: str


@dataclass(frozen=True)
class ReplyForgotten(Fact):
    """The number and the words of a reply are erased."""
