"""The ward's promise: by when the person hears who comes and when, counted in opening hours.

Holidays, Tết and pauses stop the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.volunteers.domain.rules import Rules
from services.volunteers.domain.windows import Window, left_of
from shared.clock import HANOI


def due(received: datetime, *, today: bool, rules: Rules) -> datetime:
    """The end of the promise for a request taken in at ``received``: 3 working days, or 4 working hours."""
    return after_working_time(received, rules.promise_today if today else rules.promise_days * rules.working_day, rules)


def after_working_time(start: datetime, wanted: timedelta, rules: Rules) -> datetime:
    """The moment (UTC offset of Hà Nội) when the ward has been open for ``wanted`` since ``start``."""
    left = wanted
    for span in _opening(start, rules):
        if span.length >= left:
            return span.start + left
        left -= span.length
    raise AssertionError("opening hours never end")


def working_time(start: datetime, end: datetime, rules: Rules) -> timedelta:
    """How long the ward is open from ``start`` to ``end``; nothing when ``end`` is not later."""
    total = timedelta(0)
    for span in _opening(start, rules):
        if span.start >= end:
            break
        total += min(span.end, end) - span.start
    return total


def _opening(start: datetime, rules: Rules) -> Iterator[Window]:
    day = start.astimezone(HANOI).date()
    while True:
        for opens, closes in rules.opening_on(day):
            span = Window(datetime.combine(day, opens, HANOI), datetime.combine(day, closes, HANOI))
            if span.end > start:
                yield from left_of(Window(max(span.start, start), span.end), rules.shut)
        day += timedelta(days=1)
