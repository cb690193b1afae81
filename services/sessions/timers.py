"""What happens because time passes."""

from __future__ import annotations

from datetime import timedelta

from services.sessions.commands.days import enter_holidays
from services.sessions.commands.visit_codes import forget_wrong_codes
from services.sessions.storage.agenda import reports_due
from shared.messaging.timers import Timer
from shared.messaging.unit_of_work import UnitOfWork

BATCH = 20
"""Appointments locked at once."""


def ask_after_visits(unit: UnitOfWork) -> int:
    """Tell, once, of every visit that should be over and was not reported, whether or not anybody said it began."""
    due = reports_due(unit, BATCH)
    for appointment in due:
        appointment.grow_overdue(unit.actor.by, unit.now, unit.config.rules)
    return len(due)


def forget_guesses(unit: UnitOfWork) -> int:
    """Forget who tried wrong visit codes, once that no longer counts."""
    return forget_wrong_codes(unit, limit=500)


TIMERS = (
    Timer("ask_after_visits", timedelta(seconds=10), ask_after_visits),
    Timer("enter_holidays", timedelta(hours=6), enter_holidays),
    Timer("forget_guesses", timedelta(minutes=10), forget_guesses),
)
