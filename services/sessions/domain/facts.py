"""What can become true of an appointment."""

from __future__ import annotations

from dataclasses import dataclass

from services.sessions.domain.outcome import FollowUp, Skill
from shared.aggregate import Fact, personal


@dataclass(frozen=True)
class AppointmentScheduled(Fact):
    """A time stands in the calendars of all; ``code`` is what the visitor will say."""

    by: str
    code: str = personal()


@dataclass(frozen=True)
class AppointmentConfirmed(Fact):
    """The resident's side, or staff for them, said that the time suits."""

    by: str


@dataclass(frozen=True)
class AppointmentStarted(Fact):
    """The volunteer has arrived; ``minutes_early`` is 0 at the agreed time and after it."""

    by: str
    minutes_early: int


@dataclass(frozen=True)
class AppointmentCompleted(Fact):
    """The visit is over. ``minutes_early`` counts how long before its agreed start it was reported."""

    by: str
    minutes: int
    skills: tuple[Skill, ...]
    follow_up: FollowUp | None
    minutes_early: int


@dataclass(frozen=True)
class AppointmentUnplaced(Fact):
    """No time fits this offer's volunteer; ``reason`` is a code."""

    reason: str
