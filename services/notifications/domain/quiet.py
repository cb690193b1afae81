"""When people are left in peace: spans of the day in which nothing rings that can wait.

Residents and who asks for them rest at noon and at night, volunteers at night, staff outside the
opening hours. A ward may add to the city's quiet hours, never take from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise

from services.notifications.domain.message import STAFF, VOLUNTEER
from services.notifications.domain.rules import Rules
from shared.clock import HANOI
from shared.rules import DaySpan, Narrowing, covers

Spans = Sequence[DaySpan]


def quiet_spans(part: str, rules: Rules, ward: Narrowing | None) -> Spans:
    """The quiet hours of whoever plays ``part``, in a ward with these settings."""
    narrowed = rules.narrowed_by(ward or Narrowing())
    if part == STAFF:
        return _between(narrowed.opening_hours)
    return narrowed.quiet_volunteers if part == VOLUNTEER else narrowed.quiet_residents


def quiet_until(at: datetime, spans: Spans) -> datetime | None:
    """The end of the quiet hours that ``at`` lies in; None when it may ring now."""
    end = at
    for _ in spans:  # one may begin where another ends
        span = _around(end, spans)
        if span is None:
            break
        end = _first(span[1], after=end)
    return end if end > at else None


def before_quiet(at: datetime, spans: Spans, lead: timedelta) -> datetime:
    """``at``, or the moment ``lead`` before the quiet hours it lies in begin: rather too early than after."""
    begins = None
    for _ in spans:
        moment = at if begins is None else begins - timedelta(microseconds=1)
        span = _around(moment, spans)
        if span is None:
            break
        begins = _latest(span[0], until=moment)
    return at if begins is None else begins - lead


def _around(at: datetime, spans: Spans) -> DaySpan | None:
    moment = at.astimezone(HANOI).time()
    return next((span for span in spans if covers(span, moment)), None)


def _first(moment: time, *, after: datetime) -> datetime:
    found = datetime.combine(after.astimezone(HANOI).date(), moment, HANOI)
    return found if found > after else found + timedelta(days=1)


def _latest(moment: time, *, until: datetime) -> datetime:
    found = datetime.combine(until.astimezone(HANOI).date(), moment, HANOI)
    return found if found <= until else found - timedelta(days=1)


def _between(opening_hours: Spans) -> Spans:
    """The spans of the day outside the opening hours; the last one goes over midnight."""
    gaps = [(earlier[1], later[0]) for earlier, later in pairwise(opening_hours) if earlier[1] < later[0]]
    return (*gaps, (opening_hours[-1][1], opening_hours[0][0]))
