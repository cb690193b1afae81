"""Spans of time and the arithmetic of what is free in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from shared.clock import HANOI


@dataclass(frozen=True, order=True)
class Window:
    """From ``start`` up to ``end``, aware moments."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: Window) -> bool:
        return self.start < other.end and other.start < self.end

    def within(self, other: Window) -> Window | None:
        """What both share; None when they do not meet."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Window(start, end) if start < end else None

    def without(self, taken: Window) -> tuple[Window, ...]:
        """What is left when ``taken`` is cut out: none, one or two pieces."""
        if not self.overlaps(taken):
            return (self,)
        pieces = (Window(self.start, taken.start), Window(taken.end, self.end))
        return tuple(piece for piece in pieces if piece.start < piece.end)


@dataclass(frozen=True, order=True)
class Weekly:
    """A standing free span of the week in local time; ``weekday`` 0 is Monday."""

    weekday: int
    start: time
    end: time

    def on_the_day_of(self, moment: datetime) -> Window | None:
        """This span on the local day of ``moment``; None on another weekday."""
        day = moment.astimezone(HANOI).date()
        if day.weekday() != self.weekday:
            return None
        return Window(datetime.combine(day, self.start, HANOI), datetime.combine(day, self.end, HANOI))


def left_of(window: Window, taken: Iterable[Window]) -> tuple[Window, ...]:
    """The pieces of ``window`` outside everything in ``taken``."""
    pieces: tuple[Window, ...] = (window,)
    for span in taken:
        pieces = tuple(piece for whole in pieces for piece in whole.without(span))
    return pieces


def from_moment(windows: Iterable[Window], earliest: datetime) -> tuple[Window, ...]:
    """``windows`` as far as they lie after ``earliest``."""
    later = (Window(max(window.start, earliest), window.end) for window in windows)
    return tuple(window for window in later if window.start < window.end)


def free_in(
    window: Window, weekly: Iterable[Weekly], taken: Iterable[Window], at_least: timedelta
) -> tuple[Window, ...]:
    """The pieces of ``window`` (of one local day) that the week leaves free, each no shorter than ``at_least``."""
    of_the_day = (span.on_the_day_of(window.start) for span in weekly)
    shared = (window.within(span) for span in of_the_day if span is not None)
    busy = tuple(taken)
    pieces = (piece for span in shared if span is not None for piece in left_of(span, busy))
    return tuple(piece for piece in pieces if piece.length >= at_least)


def merged(spans: Iterable[Weekly]) -> tuple[Weekly, ...]:
    """The week in order, with spans that touch or overlap made one."""
    week: list[Weekly] = []
    for span in sorted(spans):
        last = week[-1] if week else None
        if last is not None and last.weekday == span.weekday and span.start <= last.end:
            week[-1] = Weekly(last.weekday, last.start, max(last.end, span.end))
        else:
            week.append(span)
    return tuple(week)
