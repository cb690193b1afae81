"""The numbers by which times are fixed; a ward's own may replace these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from shared.rules import DaySpan, Network


@dataclass(frozen=True)
class PreferredSpan:
    """A span of the day that suits most homes, local time, its end not included."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True)
class Travel:
    """How long the way from one visit to the next takes.

    The distance between two coarse cells is flown, so ``detour`` makes streets of it; the speed is
    a motorbike's in the city, from door to door. ``rest`` is kept between any two visits, also
    on the telephone. ``unknown`` stands for a way whose end nobody has located.
    """

    speed_km_h: float = 20.0
    detour: float = 1.3
    rest: timedelta = timedelta(minutes=10)
    unknown: timedelta = timedelta(minutes=30)

    def __post_init__(self) -> None:
        if self.speed_km_h < 1:
            raise ValueError("travel.speed_km_h: write a number from 1.")


@dataclass(frozen=True)
class Tries:
    """How many wrong codes one may try before the home's neighbourhood is asked for, and before no more are heard."""

    unplaced: int
    wrong: int

    def __post_init__(self) -> None:
        if not 1 <= self.unplaced <= self.wrong:
            raise ValueError("write unplaced as 1 or more, and wrong no smaller than unplaced.")


@dataclass(frozen=True)
class CodeChecks:
    """How often wrong visit codes may be tried in one ward within ``period``.

    Behind one address may stand all the telephones of a mobile network, so a browser has a small number of its own.
    All together are refused nothing, or anybody could shut the check for a ward: from ``together`` on its staff are
    told, and everybody has to know the neighbourhood.
    """

    browser: Tries = Tries(2, 5)
    address: Tries = Tries(20, 50)
    together: int = 100
    period: timedelta = timedelta(hours=1)

    def __post_init__(self) -> None:
        if self.together < 1:
            raise ValueError("code_checks.together: write a number from 1.")


@dataclass(frozen=True)
class Rules(Network):
    """Placing: the notice everybody gets, the hours that are tried first, the grid of starting times.

    The preferred hours leave out cooking from 10:30, the nap, and fetching grandchildren from 16:00.
    """

    step: timedelta = timedelta(minutes=15)
    preferred: tuple[PreferredSpan, ...] = (
        PreferredSpan(time(8, 30), time(10, 30)),
        PreferredSpan(time(14, 30), time(16, 0)),
    )
    travel: Travel = Travel()
    heat: DaySpan = (time(11), time(16))
    """On a day marked as heat nobody is visited at home in these hours."""
    free_days: int = 28
    """How many days ahead free times are looked for."""
    code_checks: CodeChecks = CodeChecks()
    late_within: timedelta = timedelta(hours=24)
    """A visit that falls less than this before its start falls late."""
    overdue_after: timedelta = timedelta(minutes=20)
    """How long past its end a visit that nobody reported is asked after."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.step < timedelta(minutes=1):
            raise ValueError("step: write a duration of a minute or more.")

    def notice_for(self, urgency: str) -> timedelta:
        """The least time between fixing an appointment and its start."""
        return self.notice_today if urgency == "today" else self.notice
