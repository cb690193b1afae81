"""When a visit can be: a pure decision over windows, calendars and rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from services.sessions.domain.almanac import Almanac
from services.sessions.domain.rules import Rules
from services.sessions.domain.spans import WeeklySpan, Window, between, days_of, intersect, merge, subtract, whole_day
from services.sessions.domain.travel import Spot, time_between
from shared.clock import HANOI

NO_TIME_FITS = "no_time_fits"
"""The reason, as events carry it, when an offer's volunteer and the request's windows leave no time."""

ORDINARY = Almanac()
"""Nothing known beside the lunar calendar."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Booking:
    """A time that already stands in somebody's calendar, and where they are then."""

    window: Window
    spot: Spot


@dataclass(frozen=True)
class Calendar:
    """What is known of one person's time. ``weekly`` None means: free whenever the request's windows are."""

    booked: tuple[Booking, ...] = ()
    weekly: tuple[WeeklySpan, ...] | None = None
    absences: tuple[Window, ...] = ()
    born: int | None = None
    """The year of birth, if known: who is not surely of age helps only in the hours the rules give."""

    def free_on(self, day: date, spot: Spot, rules: Rules) -> list[Window]:
        """The free spans of a local day for a visit at ``spot``, with the way there and back allowed for."""
        spans = [whole_day(day)]
        if self.weekly is not None:
            spans = merge(window for span in self.weekly if (window := span.on(day)))
        if self.born is not None and day.year - self.born <= rules.adult_from:
            spans = intersect(spans, [between(day, rules.young)])
        ways = (b.window.padded(time_between(b.spot, spot, rules.travel)) for b in self.booked)
        return subtract(spans, (*self.absences, *ways))


@dataclass(frozen=True)
class Wish:
    """What has to be placed: one visit of ``length`` at ``spot``, wholly inside one of ``windows``."""

    windows: tuple[Window, ...]
    length: timedelta
    spot: Spot
    urgency: str = "normal"


def place(
    wish: Wish, calendars: Sequence[Calendar], now: datetime, rules: Rules, almanac: Almanac = ORDINARY
) -> Window | None:
    """The time of the visit, or None when nothing fits.

    It is on the earliest local day that suits all, with the notice that its urgency demands; on that
    day at the earliest quarter hour of the preferred hours, else at the earliest quarter hour, else
    at the earliest minute. It never crosses midnight, and it is on no day that the almanac closes.
    """
    windows = _after_notice(wish, now, rules)
    for day in days_of(windows):
        gaps = subtract(_gaps(day, wish, windows, calendars, rules), almanac.closed_on(day, wish.spot, rules))
        start = _start(gaps, wish.length, rules)
        if start is not None:
            return Window(start, start + wish.length)
    return None


def free_times(
    wish: Wish, calendars: Sequence[Calendar], now: datetime, rules: Rules, almanac: Almanac = ORDINARY
) -> Iterator[Window]:
    """Every quarter hour at which a person may put the visit, in order."""
    windows = _after_notice(wish, now, rules)
    for day in days_of(windows):
        closed = almanac.closed_on(day, wish.spot, rules, by_hand=True)
        gaps = subtract(_gaps(day, wish, windows, calendars, rules), closed)
        starts = {start for gap in gaps for start in _grid(gap, wish.length, rules.step)}
        yield from (Window(start, start + wish.length) for start in sorted(starts))


def suits(visit: Window, wish: Wish, calendars: Sequence[Calendar], rules: Rules, almanac: Almanac = ORDINARY) -> bool:
    """Whether the visit a person asks for, to the minute, lies in one of the windows and in free time of all."""
    day = visit.start.astimezone(HANOI).date()
    closed = almanac.closed_on(day, wish.spot, rules, by_hand=True)
    return any(gap.contains(visit) for gap in subtract(_gaps(day, wish, wish.windows, calendars, rules), closed))


def _after_notice(wish: Wish, now: datetime, rules: Rules) -> list[Window]:
    opens = _round_up(now + rules.notice_for(wish.urgency), timedelta(minutes=1))
    return [Window(max(w.start, opens), w.end) for w in wish.windows if w.end > opens]


def _gaps(
    day: date, wish: Wish, windows: Iterable[Window], calendars: Sequence[Calendar], rules: Rules
) -> list[Window]:
    """What the windows and the calendars of all leave of a local day."""
    gaps = intersect(windows, [whole_day(day)])
    for calendar in calendars:
        gaps = intersect(gaps, calendar.free_on(day, wish.spot, rules))
    return gaps


def _start(gaps: Iterable[Window], length: timedelta, rules: Rules) -> datetime | None:
    """The best start among the gaps of one day."""
    roomy = [gap for gap in gaps if gap.length >= length]
    quarters = [start for gap in roomy for start in _grid(gap, length, rules.step)]
    preferred = [start for start in quarters if _is_preferred(start, rules)]
    minutes = [start for gap in roomy for start in _grid(gap, length, timedelta(minutes=1))[:1]]
    return min(preferred or quarters or minutes, default=None)


def _grid(gap: Window, length: timedelta, step: timedelta) -> list[datetime]:
    """Every multiple of ``step`` at which a visit of ``length`` fits into the gap."""
    first, last = _round_up(gap.start, step), gap.end - length
    return [first + n * step for n in range((last - first) // step + 1)] if first <= last else []


def _is_preferred(start: datetime, rules: Rules) -> bool:
    at = start.astimezone(HANOI).time()
    return any(span.holds(at) for span in rules.preferred)


def _round_up(moment: datetime, step: timedelta) -> datetime:
    """The first multiple of ``step`` not before ``moment``: Hà Nội is whole hours from UTC, so its quarters agree."""
    return moment.astimezone(UTC) + (_EPOCH - moment) % step
