"""The numbers that more than one service goes by, and how a ward narrows them.

Each service's own ``Rules`` (``domain/rules.py``) adds its numbers to :class:`Network`;
``shared/rules_file.py`` reads what a city has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any, Self

from shared.lunar import lunar

_CHAP, _GIENG = 12, 1
"""Tháng Chạp and tháng Giêng, the last and the first month of a lunar year."""

_LONGEST_LUNAR_MONTH = 30

DaySpan = tuple[time, time]
"""A span of any day, local time: start and end. One that ends before it starts goes over midnight."""


@dataclass(frozen=True)
class Narrowing:
    """The city's numbers as far as one ward has narrowed them; None where the city's own hold.

    ``notice_minutes`` is how long before a visit everybody knows of it; ``promise_days`` are working days.
    """

    opening_hours: tuple[DaySpan, ...] | None = None
    promise_days: int | None = None
    wave_size: int | None = None
    notice_minutes: int | None = None
    quiet_residents: tuple[DaySpan, ...] | None = None
    quiet_volunteers: tuple[DaySpan, ...] | None = None

    @classmethod
    def told(cls, settings: Mapping[str, Any] | None) -> Narrowing:
        """What ``volunteers.ward.changed`` tells under ``settings``: spans are pairs of ``HH:MM``."""
        given = settings or {}
        return cls(
            opening_hours=_spans(given.get("opening_hours")),
            promise_days=given.get("promise_days"),
            wave_size=given.get("wave_size"),
            notice_minutes=given.get("notice_minutes"),
            quiet_residents=_spans(given.get("quiet_residents")),
            quiet_volunteers=_spans(given.get("quiet_volunteers")),
        )

    def tell(self) -> dict[str, Any]:
        """The opposite of :meth:`told`."""
        return {name: _written(value) for name, value in vars(self).items()}


@dataclass(frozen=True)
class Tet:
    """Days of the lunar calendar, from one of tháng Chạp to one of tháng Giêng, both counted in.

    In the longer span nothing is placed by itself and no promise runs, in the shorter nobody is visited at home.
    """

    nothing_from: int = 23
    nothing_until: int = 15
    no_home_from: int = 28
    no_home_until: int = 6

    def __post_init__(self) -> None:
        if max(self.nothing_from, self.nothing_until, self.no_home_from, self.no_home_until) > _LONGEST_LUNAR_MONTH:
            raise ValueError("tet: write days of a lunar month, from 1 to 30.")

    def nothing_on(self, day: date) -> bool:
        """Whether ``day`` lies between the Kitchen Gods' day and the first full moon, busy weeks for all."""
        return _around_new_year(day, self.nothing_from, self.nothing_until)

    def no_home_visits_on(self, day: date) -> bool:
        """Whether ``day`` is one of Tết itself, when the first guest of the year is not left to chance."""
        return _around_new_year(day, self.no_home_from, self.no_home_until)


@dataclass(frozen=True)
class Network:
    """What several services count by; a ward may only narrow it.

    ``notice`` is the least time between fixing a visit and its start, ``notice_today`` the same when help
    is needed today. Quiet spans may go over midnight, opening hours may not.
    """

    notice: timedelta = timedelta(hours=24)
    notice_today: timedelta = timedelta(hours=3)
    opening_hours: tuple[DaySpan, ...] = ((time(8), time(11, 30)), (time(13, 30), time(17)))
    quiet_residents: tuple[DaySpan, ...] = ((time(11, 30), time(14)), (time(20), time(7)))
    quiet_volunteers: tuple[DaySpan, ...] = ((time(22), time(6, 30)),)
    tet: Tet = Tet()
    adult_from: int = 18
    """Years of age from which somebody helps alone and at any hour (Bộ luật Dân sự 2015, Điều 20)."""
    young: DaySpan = (time(8), time(18))
    """When somebody younger may help."""
    windows_ahead: timedelta = timedelta(days=365)
    """How far ahead a window may lie in which a visit would suit."""

    def __post_init__(self) -> None:
        """Raises ValueError, in a sentence, for numbers that cannot hold together."""
        if not self.opening_hours or not in_order(self.opening_hours):
            raise ValueError("opening_hours: write spans of one day, the earlier first, that do not overlap.")
        if self.notice_today > self.notice:
            raise ValueError("notice_today: write a duration no longer than notice.")

    def narrowed_by(self, ward: Narrowing) -> Self:
        """These numbers in a ward that has narrowed them; what would be wider than the city's changes nothing."""
        return replace(
            self,
            notice=max(self.notice, timedelta(minutes=ward.notice_minutes or 0)),
            opening_hours=_shared(self.opening_hours, ward.opening_hours) or self.opening_hours,
            quiet_residents=_together(self.quiet_residents, ward.quiet_residents),
            quiet_volunteers=_together(self.quiet_volunteers, ward.quiet_volunteers),
        )


def in_order(spans: Iterable[DaySpan]) -> bool:
    """Whether the spans lie inside one day, one after another."""
    moments = [moment for span in spans for moment in span]
    return all(earlier < later for earlier, later in zip(moments[::2], moments[1::2], strict=True)) and all(
        end <= start for end, start in zip(moments[1::2], moments[2::2], strict=False)
    )


def covers(span: DaySpan, at: time) -> bool:
    """Whether the local time ``at`` lies in the span, its end not included."""
    start, end = span
    return start <= at < end if start <= end else at >= start or at < end


def _around_new_year(day: date, since: int, until: int) -> bool:
    there = lunar(day)
    if there.leap:
        return False
    return (there.month == _CHAP and there.day >= since) or (there.month == _GIENG and there.day <= until)


def _shared(city: tuple[DaySpan, ...], ward: tuple[DaySpan, ...] | None) -> tuple[DaySpan, ...]:
    if ward is None:
        return city
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in city for b in ward)
    return tuple(span for span in pairs if span[0] < span[1])


def _together(city: tuple[DaySpan, ...], ward: tuple[DaySpan, ...] | None) -> tuple[DaySpan, ...]:
    return tuple(dict.fromkeys((*city, *(ward or ()))))


def _spans(told: Any) -> tuple[DaySpan, ...] | None:
    if told is None:
        return None
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in told)


def _written(value: Any) -> Any:
    return [[f"{moment:%H:%M}" for moment in span] for span in value] if isinstance(value, tuple) else value
