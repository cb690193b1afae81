"""Which of many free times people are shown first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import groupby, islice

from services.sessions.domain.rules import PreferredSpan, Rules
from services.sessions.domain.spans import Window
from shared.clock import HANOI


def usual_times(times: Iterable[Window], rules: Rules, days: int) -> list[Window]:
    """Of each of the first ``days`` days with a free time its earliest in each of the preferred spans.

    A day that is free at other hours only shows its earliest. ``times`` come in order and are read no further than
    is needed.
    """
    return [chosen for _, of_day in islice(_by_day(times), days) for chosen in _chosen(of_day, rules.preferred)]


def _by_day(times: Iterable[Window]) -> Iterator[tuple[date, list[Window]]]:
    for day, found in groupby(times, lambda each: each.start.astimezone(HANOI).date()):
        yield day, list(found)


def _chosen(times: list[Window], preferred: Iterable[PreferredSpan]) -> list[Window]:
    fitting = ([each for each in times if span.holds(_clock(each))] for span in preferred)
    first = [found[0] for found in fitting if found]
    return first or times[:1]


def _clock(window: Window) -> time:
    return window.start.astimezone(HANOI).time()
