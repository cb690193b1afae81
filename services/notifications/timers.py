"""What happens because time passes."""

from __future__ import annotations

from datetime import timedelta

from services.notifications.commands import calling, reminding, sending, thanking
from services.notifications.storage import asked
from shared.messaging.timers import Timer
from shared.messaging.unit_of_work import UnitOfWork

KEEP_WORDS = timedelta(days=30)
"""How long the words of a message can be looked up, and a message be sent again, after it ended."""

BATCH = 50


def forget_words(unit: UnitOfWork) -> int:
    return sending.forget_words(unit, KEEP_WORDS)


def forget_calls(unit: UnitOfWork) -> int:
    return calling.forget_calls(unit, unit.now - calling.LISTED_FOR)


def forget_replies(unit: UnitOfWork) -> int:
    return asked.forget_replies(unit, unit.now - KEEP_WORDS, BATCH)


TIMERS = (
    Timer("release", timedelta(seconds=1), sending.release_held),
    Timer("lapse", timedelta(seconds=5), sending.lapse_dead_senders),
    Timer("remind", timedelta(seconds=30), reminding.remind),
    Timer("late calls", timedelta(minutes=1), calling.lapse_begun),
    Timer("thank", timedelta(minutes=10), thanking.thank),
    Timer("forget", timedelta(hours=1), forget_words),
    Timer("forget calls", timedelta(hours=1), forget_calls),
    Timer("forget replies", timedelta(hours=1), forget_replies),
)
