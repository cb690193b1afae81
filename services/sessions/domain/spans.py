"""Spans of time and the little arithmetic that calendars need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shared.clock import HANOI
from shared.rules import DaySpan


@dataclass(frozen=True)
class Window:
    """A span between two aware moments, its end not included."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def contains(self, other: Window) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Window) -> bool:
        return self.start < other.end and other.start < self.end

    def padded(self, by: timedelta) -> Window:
        """The span with ``by`` added on both sides."""
        return Window(self.start - by, self.end + by)


@dataclass(frozen=True)
class WeeklySpan:
    """A free span of every week, local time. ``weekday`` 0 is Monday; an ``end`` of 0:00 is midnight after it."""

    weekday: int
    start: time
    end: time

    def on(self, day: date) -> Window | None:
        """The span on ``day``, or None on another weekday."""
        if day.weekday() != self.weekday:
            return None
        last = day + timedelta(days=1) if self.end == time(0) else day
        return Window(local(day, self.start), local(last, self.end))


def local(day: date, at: time) -> datetime:
    """The moment when it is ``at`` on ``day`` in Hà Nội."""
    return datetime.combine(day, at, HANOI)


def whole_day(day: date) -> Window:
    """The local day from midnight to midnight."""
    return Window(local(day, time(0)), local(day + timedelta(days=1), time(0)))


def between(day: date, span: DaySpan) -> Window:
    """The span of local times on ``day``; one that ends before it starts goes over midnight."""
    start, end = span
    return Window(local(day, start), local(day + timedelta(days=int(end <= start)), end))


def days_of(windows: Iterable[Window]) -> list[date]:
    """The local days that ``windows`` touch, in order."""
    days: set[date] = set()
    for window in windows:
        day, last = window.start.astimezone(HANOI).date(), window.end.astimezone(HANOI).date()
        days.update(day + timedelta(days=n) for n in range((last - day).days + 1))
    return sorted(days)


def intersect(some: Iterable[Window], others: Iterable[Window]) -> list[Window]:
    """What lies in one of ``some`` and in one of ``others``."""
    others = list(others)
    pairs = [Window(max(a.start, b.start), min(a.end, b.end)) for a in some for b in others]
    return [window for window in pairs if window.start < window.end]


def subtract(windows: Iterable[Window], taken: Iterable[Window]) -> list[Window]:
    """What is left of ``windows`` without ``taken``."""
    left = list(windows)
    for blocked in taken:
        halves = [half for w in left for half in _without(w, blocked)]
        left = [half for half in halves if half.start < half.end]
    return left


def merge(windows: Iterable[Window]) -> list[Window]:
    """The same time in as few spans as possible: touching and overlapping ones become one."""
    merged: list[Window] = []
    for window in sorted(windows, key=lambda w: w.start):
        if merged and window.start <= merged[-1].end:
            merged[-1] = Window(merged[-1].start, max(merged[-1].end, window.end))
        else:
            merged.append(window)
    return merged


def _without(window: Window, blocked: Window) -> tuple[Window, ...]:
    if not window.overlaps(blocked):
        return (window,)
    return Window(window.start, blocked.start), Window(blocked.end, window.end)
