"""Times to choose from, for whoever is asked when a visit would suit. Pure.

What is offered can be kept: it leaves out holidays, Tết, pauses and quiet hours, for the ward's office the hours it is
shut, and what is too soon for a helper to be found and told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from services.volunteers.domain.asking import Place
from services.volunteers.domain.local_rules import LocalRules
from services.volunteers.domain.windows import Window, from_moment
from shared.clock import HANOI
from shared.rules import DaySpan, covers

FIRST: tuple[DaySpan, ...] = ((time(8, 30), time(10, 30)), (time(14, 30), time(16)))
"""What is offered first: people cook from half past ten, nap after lunch, and fetch grandchildren from four."""

WHOLE: tuple[DaySpan, ...] = ((time(8), time(11, 30)), (time(14), time(17)))
"""A whole morning and a whole afternoon, for who has no wish."""

AHEAD = timedelta(days=30)
SOON = 3
"""How many of the next days are offered, beside the weekend."""

_SATURDAY = 5


@dataclass(frozen=True)
class Suggesting:
    """For a visit of ``minutes`` at ``place``, asked about ``now``, under the rules of its ward."""

    now: datetime
    place: str
    minutes: int
    rules: LocalRules

    def soon(self) -> list[Window]:
        """Mornings and afternoons of the next days that have any, and of the first Saturday and Sunday."""
        days = self._days(FIRST)
        chosen = days[:SOON]
        for weekday in (_SATURDAY, _SATURDAY + 1):
            chosen += [day for day in days if day.weekday() == weekday][:1]
        return [window for day in sorted(set(chosen)) for window in self._on(day, FIRST)]

    def any_time(self) -> list[Window]:
        """Whole mornings and afternoons of the next days, as many as a request may name."""
        found = [window for day in self._days(WHOLE) for window in self._on(day, WHOLE)]
        return found[: self.rules.max_windows]

    def days(self) -> list[date]:
        """The days, a month ahead, of which a morning or an afternoon can be chosen."""
        return self._days(WHOLE)

    def can_be(self, window: Window) -> bool:
        """Whether a visit fits in there and somebody can be told in time."""
        left = from_moment((window,), self.now + self.rules.notice)
        return self._is_ordinary(window) and any(each.length >= timedelta(minutes=self.minutes) for each in left)

    def _days(self, spans: tuple[DaySpan, ...]) -> list[date]:
        first = self.now.astimezone(HANOI).date()
        ahead = (first + timedelta(days=number) for number in range(AHEAD.days))
        return [day for day in ahead if any(self._on(day, spans))]

    def _on(self, day: date, spans: tuple[DaySpan, ...]) -> Iterator[Window]:
        return (window for span in spans if self.can_be(window := on_day(day, span)))

    def _is_ordinary(self, window: Window) -> bool:
        day, rules = window.start.astimezone(HANOI).date(), self.rules
        if day in rules.days.holidays or rules.tet.nothing_on(day) or self._is_quiet(window):
            return False
        if any(window.overlaps(pause) for pause in rules.shut):
            return False
        opening = (on_day(day, span) for span in rules.opening_on(day))
        return self.place != Place.WARD_OFFICE or any(window.within(each) == window for each in opening)

    def _is_quiet(self, window: Window) -> bool:
        edges = (window.start, window.end - timedelta(minutes=1))
        return any(covers(span, edge.astimezone(HANOI).time()) for span in self.rules.quiet_residents for edge in edges)


def on_day(day: date, span: DaySpan) -> Window:
    """``span`` of a local day."""
    return Window(datetime.combine(day, span[0], HANOI), datetime.combine(day, span[1], HANOI))
