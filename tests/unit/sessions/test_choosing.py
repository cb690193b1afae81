"""Of many free times the few that people are shown first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

from services.sessions.domain.choosing import usual_times
from services.sessions.domain.spans import Window
from tests.unit.sessions.builders import RULES, at

HOUR = timedelta(hours=1)


def free(clock: str, days: int = 0) -> Window:
    return Window(at(clock, days), at(clock, days) + HOUR)


def test_a_day_shows_its_first_time_in_the_morning_and_in_the_afternoon() -> None:
    times = [free("7:00"), free("8:45"), free("9:00"), free("11:00"), free("14:45"), free("15:00")]
    assert usual_times(times, RULES, days=3) == [free("8:45"), free("14:45")]


def test_a_day_without_a_usual_hour_shows_its_earliest() -> None:
    assert usual_times([free("11:15"), free("18:00")], RULES, days=3) == [free("11:15")]


def test_only_as_many_days_are_read_as_are_shown() -> None:
    read: list[Window] = []

    def every_day() -> Iterator[Window]:
        for day in count():
            read.append(free("9:00", day))
            yield read[-1]

    assert usual_times(every_day(), RULES, days=2) == [free("9:00"), free("9:00", 1)]
    assert len(read) <= 3


def test_nothing_free_shows_nothing() -> None:
    assert usual_times([], RULES, days=2) == []
