"""What becomes true of a message. Nothing personal: the journal keeps these for good."""

from __future__ import annotations

from dataclasses import dataclass

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
class MessageReleased(Fact):
    """What it waited for may be known now."""


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
class PersonUnreached(Fact):
    """Every channel failed, ``step`` last (``none`` without any address): somebody has to phone."""

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
