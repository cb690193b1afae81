"""Requests: how they are trusted, looked for, placed and ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.aggregate import Fact


@dataclass(frozen=True)
class RequestReceived(Fact):
    """A request came in."""

    by: str


@dataclass(frozen=True)
class PersonReplaced(Fact):
    """Somebody in this request turned out to be the same as another person, who stands here now."""

    was: str
    kept: str


@dataclass(frozen=True)
class PhoneProven(Fact):
    """The phone that asked is theirs."""

    by: str


@dataclass(frozen=True)
class ResidentAgreed(Fact):
    """The resident said yes to what somebody asked on their behalf."""

    by: str


@dataclass(frozen=True)
class RequestOpened(Fact):
    """The request is trusted; helpers are looked for."""

    by: str


@dataclass(frozen=True)
class RequestNeedsTimes(Fact):
    """It waits until somebody says when it suits."""

    by: str
    reason: str


@dataclass(frozen=True)
class RequestReopened(Fact):
    """Whoever had accepted no longer comes."""

    by: str
    reason: str


@dataclass(frozen=True)
class RequestEscalated(Fact):
    """The network found nobody; a person of the ward takes over."""

    by: str
    reason: str


@dataclass(frozen=True)
class PromiseMoved(Fact):
    """A holiday or a pause has changed, so the ward's promise ends at another moment."""

    due_at: datetime


@dataclass(frozen=True)
class AppointmentFollowed(Fact):
    """News of the appointment: ``step`` is what became of it; ``reopen`` when, cancelled, it is only put off."""

    appointment_id: str
    step: str
    starts_at: datetime
    ends_at: datetime
    by: str | None
    reopen: bool = False


@dataclass(frozen=True)
class RequestClosed(Fact):
    """It ended; ``outcome`` says how."""

    by: str
    outcome: str
    reason: str | None = None


@dataclass(frozen=True)
class RequestCancelled(Fact):
    """Nobody is to come any more, whatever crosses it."""

    by: str
    reason: str


@dataclass(frozen=True)
class RequestEntrusted(Fact):
    """Somebody of the staff takes care of it from now on; None: nobody in particular."""

    by: str
    person_id: str | None


@dataclass(frozen=True)
class RequestNotPlaced(Fact):
    """Enough said yes a while ago, and still there is no appointment."""

    by: str


@dataclass(frozen=True)
class WindowsGiven(Fact):
    """Other times suit than before; ``reason`` is ``windows``, why it is looked for again."""

    by: str
    reason: str


@dataclass(frozen=True)
class ContactSeen(Fact):
    """A volunteer looked at the resident's telephone and, when ``address``, at where they live."""

    volunteer_id: str
    address: bool


@dataclass(frozen=True)
class PersonReached(Fact):
    """A message about this request left for somebody by the channel ``step``."""

    person_id: str
    template: str
    step: str


@dataclass(frozen=True)
class PersonUnreached(Fact):
    """Every step to tell somebody about this request failed; a person has to phone."""

    person_id: str
    template: str
    step: str
