"""Volunteers, from applying to being suspended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.aggregate import Fact


@dataclass(frozen=True)
class VolunteerApplied(Fact):
    """Somebody wants to help."""


@dataclass(frozen=True)
class VolunteerJoined(Fact):
    """The person whose name and number an application gave has signed in: it is theirs."""


@dataclass(frozen=True)
class VolunteerChecked(Fact):
    """Staff looked at the person's papers."""


@dataclass(frozen=True)
class LookedOften(Fact):
    """More looks at residents' contacts, since ``since``, than visits explain."""

    looks: int
    since: datetime
    ward: str


@dataclass(frozen=True)
class VolunteerApproved(Fact):
    """May be asked in these wards from now on."""

    wards: tuple[str, ...]


@dataclass(frozen=True)
class VolunteerSuspended(Fact):
    """May visit nobody from now on."""

    reason: str


@dataclass(frozen=True)
class GuardianAgreed(Fact):
    """A parent or guardian lets somebody under age help; ``how`` they said so."""

    how: str


@dataclass(frozen=True)
class AvailabilityChanged(Fact):
    """Free times, absences, topics or limits are new."""


@dataclass(frozen=True)
class AffiliationsChanged(Fact):
    """They joined a group of helpers, or left one."""
