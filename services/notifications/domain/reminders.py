"""When somebody is reminded of a visit: the evening before, and two hours before, moved before quiet hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from services.notifications.domain.message import ASKED_BY, RESIDENT, VOLUNTEER
from services.notifications.domain.quiet import before_quiet, quiet_spans
from services.notifications.domain.rules import Rules
from shared.clock import HANOI
from shared.rules import Narrowing

DAY, SOON, TASK = "visit.reminder.day", "visit.reminder.soon", "task.reminder"
REMINDERS = frozenset({DAY, SOON, TASK})


@dataclass(frozen=True)
class Reminder:
    """``notice`` is due at ``at`` for whoever plays ``part``; after ``until`` it comes too late to be of use."""

    notice: str
    part: str
    at: datetime
    until: datetime


def reminders(starts_at: datetime, rules: Rules, ward: Narrowing | None) -> Iterator[Reminder]:
    """All reminders of a visit.

    Residents, and who asked where the resident is reached through them, get both; one that would have to leave on
    the evening before is the evening's own. Volunteers get one.
    """
    soon = starts_at - rules.soon_reminder
    for part in (RESIDENT, ASKED_BY):
        evening = _evening_before(starts_at, rules)
        yield Reminder(DAY, part, evening, _at(evening, rules.day_reminder[1]))
        at = before_quiet(soon, quiet_spans(part, rules, ward), rules.before_quiet)
        if _same_day(at, starts_at):
            yield Reminder(SOON, part, at, starts_at)
    at = before_quiet(soon, quiet_spans(VOLUNTEER, rules, ward), rules.before_quiet)
    yield Reminder(TASK, VOLUNTEER, at, starts_at)


def first_look(starts_at: datetime, rules: Rules) -> datetime:
    """No reminder of this visit is due before this moment."""
    return _evening_before(starts_at, rules) - timedelta(hours=1)


def _evening_before(starts_at: datetime, rules: Rules) -> datetime:
    return _at(starts_at.astimezone(HANOI) - timedelta(days=1), rules.day_reminder[0])


def _at(day: datetime, moment: time) -> datetime:
    return datetime.combine(day.astimezone(HANOI).date(), moment, HANOI)


def _same_day(one: datetime, other: datetime) -> bool:
    return one.astimezone(HANOI).date() == other.astimezone(HANOI).date()
