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
    evening = _evening_before(starts_at, rules)
    for part in (RESIDENT, ASKED_BY):
        spans = quiet_spans(part, rules, ward)
        yield Reminder(DAY, part, before_quiet(evening, spans, rules.before_quiet), _end_of_evening(evening, rules))
        at = before_quiet(soon, spans, rules.before_quiet)
        if _same_day(at, starts_at):
            yield Reminder(SOON, part, at, starts_at)
    at = before_quiet(soon, quiet_spans(VOLUNTEER, rules, ward), rules.before_quiet)
    yield Reminder(TASK, VOLUNTEER, at, starts_at)


def _end_of_evening(evening: datetime, rules: Rules) -> datetime:
    return datetime.combine(evening.date(), rules.day_reminder[1], HANOI)


def first_look(starts_at: datetime, rules: Rules) -> datetime:
    """No reminder of this visit is due before this moment: noon of the day before."""
    return datetime.combine(_evening_before(starts_at, rules).date(), time(12), HANOI)


def _evening_before(starts_at: datetime, rules: Rules) -> datetime:
    day = starts_at.astimezone(HANOI).date() - timedelta(days=1)
    return datetime.combine(day, rules.day_reminder[0], HANOI)


def _same_day(one: datetime, other: datetime) -> bool:
    return one.astimezone(HANOI).date() == other.astimezone(HANOI).date()
