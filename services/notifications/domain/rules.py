"""The numbers by which messages leave; a ward's own may narrow them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from shared.rules import DaySpan, Network


@dataclass(frozen=True)
class Rules(Network):
    """What the city decided about when people may be written to.

    ``day_reminder`` is the span of the evening before; what would fall into quiet hours leaves ``before_quiet``
    before they begin.
    """

    daily_cap: int = 6
    """How many messages a person gets in a day, beside those that are never capped."""
    answers_within: timedelta = timedelta(minutes=15)
    """For this long somebody still has the phone in hand with which they have just done something."""

    day_reminder: DaySpan = (time(18), time(19, 30))
    soon_reminder: timedelta = timedelta(hours=2)
    before_quiet: timedelta = timedelta(minutes=30)
    just_told: timedelta = timedelta(hours=3)
    """Nobody is reminded of what they were told this short a time ago."""

    digit_rests: timedelta = timedelta(hours=24)
    """A digit that named one question names no other before this has passed: answers may come late."""
    call_again: timedelta = timedelta(hours=1)
    """When to try again whoever did not pick up."""
    hint_every: timedelta = timedelta(days=30)
    """How often a message says how to stop messages: the first one does, and then this seldom."""
    thanks_at: time = time(17)
    """On Sundays volunteers are thanked for their week."""
