"""What can become true of an appointment."""

from __future__ import annotations

from dataclasses import dataclass

from services.sessions.domain.outcome import FollowUp, Skill
from services.sessions.domain.spans import Window
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
class AppointmentMoved(Fact):
    """The same visit at another time, with a new ``code``; it stood at ``was``."""

    by: str
    was: Window
    code: str = personal()


@dataclass(frozen=True)
class AppointmentCancelled(Fact):
    """Nobody comes. ``late`` under a day before the agreed start; ``reopen`` when help is still wanted.

    ``volunteer_id`` is the one because of whom it falls, if it is because of one.
    """

    by: str
    reason: str
    late: bool
    reopen: bool
    volunteer_id: str | None


@dataclass(frozen=True)
class AppointmentMissed(Fact):
    """``who`` was not there (``resident`` or ``volunteer``); ``volunteer_id`` names one of a pair."""

    by: str
    who: str
    volunteer_id: str | None
    minutes_early: int


@dataclass(frozen=True)
class AppointmentOver(Fact):
    """The volunteer said that the visit is over; the report is still owed."""

    by: str


@dataclass(frozen=True)
class AppointmentOverdue(Fact):
    """Begun, its time over for ``minutes_over`` minutes, and nobody said that it ended."""

    by: str
    minutes_over: int


@dataclass(frozen=True)
class AppointmentUnplaced(Fact):
    """No time fits this offer's volunteer; ``reason`` is a code."""

    reason: str


@dataclass(frozen=True)
class DayMarked(Fact):
    """A day was entered or corrected; ``mark`` is what it is now."""

    mark: str
