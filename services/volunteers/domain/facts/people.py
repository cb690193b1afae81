"""Persons, how they prove themselves and are reached, their posts; and calls that somebody wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shared.aggregate import Fact, personal


@dataclass(frozen=True)
class CodeRequested(Fact):
    """A code must reach this phone now or never."""

    purpose: str
    request_id: str | None
    reference: str | None
    ward: str | None
    whose: str | None
    language: str
    expires_at: datetime
    phone: str = personal()
    code: str = personal()


@dataclass(frozen=True)
class CodeWithheld(Fact):
    """A code was asked for at a number nobody is known by."""


@dataclass(frozen=True)
class CodeProven(Fact):
    """Whoever holds the phone read the code out to us."""

    purpose: str
    request_id: str | None
    whose: str | None


@dataclass(frozen=True)
class CodeWrong(Fact):
    """A wrong code was tried."""

    purpose: str
    request_id: str | None


@dataclass(frozen=True)
class PersonRegistered(Fact):
    """Somebody is known here from now on."""


@dataclass(frozen=True)
class ContactChanged(Fact):
    """How they are called, reached or addressed is new, by their own wish."""


@dataclass(frozen=True)
class PartTaken(Fact):
    """They are resident, asker or volunteer in a ward from now on."""

    role: str
    ward: str


@dataclass(frozen=True)
class PostGiven(Fact):
    """They hold a post from now on."""

    role: str
    wards: tuple[str, ...]
    since: date
    until: date | None


@dataclass(frozen=True)
class PostEnded(Fact):
    """They hold this post no more: its last day is over, or it was taken back."""

    role: str
    wards: tuple[str, ...]


@dataclass(frozen=True)
class TokensEnded(Fact):
    """Whatever they signed in with before this moment counts no more, in any service."""

    valid_after: datetime


@dataclass(frozen=True)
class ContactCorrected(Fact):
    """Staff put right how somebody is called or reached; ``fields`` names what, never how it reads now."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class PersonMerged(Fact):
    """This turned out to be somebody known already: from now on ``into`` stands for both."""

    into: str


@dataclass(frozen=True)
class PersonAbsorbed(Fact):
    """Somebody else turned out to be this very person."""

    merged: str


@dataclass(frozen=True)
class CallWanted(Fact):
    """Somebody wants to be phoned at their number; ``ward`` is None when they did not say where they live."""

    call_id: str
    ward: str | None
    phone: str = personal()
