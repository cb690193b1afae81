"""What happens because time passes."""

from __future__ import annotations

from datetime import timedelta

from services.notifications.commands import sending
from shared.messaging.timers import Timer
from shared.messaging.unit_of_work import UnitOfWork

KEEP_WORDS = timedelta(days=30)
"""How long the words of a message can be looked up, and a message be sent again, after it ended."""


def forget_words(unit: UnitOfWork) -> int:
    return sending.forget_words(unit, KEEP_WORDS)


TIMERS = (
    Timer("release", timedelta(seconds=1), sending.release_held),
    Timer("lapse", timedelta(seconds=5), sending.lapse_dead_senders),
    Timer("forget", timedelta(hours=1), forget_words),
)
