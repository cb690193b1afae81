"""Every number of the language sheet, with its default, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Self

from services.volunteers.domain.windows import Window
from shared.rules import DaySpan, Narrowing, Network

_SATURDAY = 5


@dataclass(frozen=True)
class Limit:
    """How often whom nobody knows may do something: from one address (``each``), and from all of them together."""

    each: int
    together: int

    def __post_init__(self) -> None:
        if not 1 <= self.each <= self.together:
            raise ValueError("write each as 1 or more, and together no smaller than each.")


@dataclass(frozen=True)
class Strangers:
    """What those nobody knows may do within ``period``; what each number is measured by says decision 0020.

    A whole ward office stands behind one address, and thousands of telephones behind one of a mobile network.
    """

    period: timedelta = timedelta(hours=1)
    call_backs: Limit = Limit(60, 1_200)
    codes: Limit = Limit(600, 4_000)
    """Messages to numbers nobody has proven yet: one for each request, and each time it is sent again."""
    sign_ins: Limit = Limit(1_000, 6_000)
    applications: Limit = Limit(1_000, 3_000)
    look_ups: Limit = Limit(60, 1_000)
    drafts: Limit = Limit(2_000, 40_000)
    """Forms begun: each is a row for a day."""
    wrong_codes: Limit = Limit(100, 1_000)
    """Codes that were not right, for signing in and for a request together: after them none is heard."""
    wrong_looks: int = 10
    """How often one slip may be asked for with a telephone number that is not on it, and one number for slips that it
    is not on; from wherever."""


@dataclass(frozen=True)
class Rules(Network):
    """What the city decided; durations are clock time unless they say working time."""

    code_lives: timedelta = timedelta(minutes=10)
    code_tries: int = 5
    codes_per_number: int = 3
    codes_period: timedelta = timedelta(minutes=15)

    call_back_once: timedelta = timedelta(hours=1)
    """A number left again within this time is to be phoned once."""
    call_back_period: timedelta = timedelta(days=1)
    call_backs_per_number: int = 3
    strangers: Strangers = Strangers()

    wave_size: int = 3
    wave_size_today: int = 5
    max_waves: int = 4
    max_waves_today: int = 2
    radius_phuong_m: int = 1500
    radius_xa_m: int = 4000
    free_windows: tuple[DaySpan, ...] = ((time(11, 30), time(13, 30)), (time(18), time(21, 30)))
    offer_lives_at_least: timedelta = timedelta(hours=2)
    offer_lives_today: timedelta = timedelta(minutes=30)
    announcement_slack: timedelta = timedelta(minutes=1)
    """An offer that left the outbox within this time keeps the end it was announced with."""

    promise_days: int = 3
    """Working days within which the person hears who comes and when."""
    promise_today: timedelta = timedelta(hours=4)
    """The same when help is needed today, in working time."""

    hurry_before: timedelta = timedelta(hours=24)
    """A helper who falls out this shortly before the visit is replaced as if help were needed today."""
    learns_alone_from: int = 16
    """A younger learner has an adult present."""
    placing_takes: timedelta = timedelta(minutes=15)
    """An accepted request without an appointment after this time is shown to staff."""
    address_from: time = time(18)
    """The volunteer sees the exact address from this time of the day before the visit."""
    contact_until: timedelta = timedelta(hours=24)
    """How long after the visit its volunteer still sees how to reach the resident."""
    many_looks: int = 10
    """More looks at residents' contacts than this within ``looks_period`` are told to staff."""
    looks_period: timedelta = timedelta(days=7)

    longest_visit_minutes: int = 120
    helper_from: int = 16
    """Years of age from which one goes to a home: as the second beside an adult, until one is an adult."""
    max_windows: int = 20

    topic_points: float = 40
    distance_points: float = 30
    freedom_points: float = 15
    load_points: float = 15
    same_helper_points: float = 20
    own_team_points: float = 10

    @property
    def working_day(self) -> timedelta:
        """How long a ward is open on a working day."""
        return sum((_length(span) for span in self.opening_hours), timedelta(0))

    def opening_on(self, day: date) -> tuple[DaySpan, ...]:
        """When a ward is open on ``day``: from Monday to Friday, and not around Tết."""
        return self.opening_hours if day.weekday() < _SATURDAY and not self.tet.nothing_on(day) else ()

    @property
    def shut(self) -> tuple[Window, ...]:
        """When nobody is sent and no promise runs."""
        return ()

    def narrowed_by(self, ward: Narrowing) -> Self:
        """These rules in a ward that has narrowed them: a promise is only ever shortened, a wave made smaller."""
        return replace(
            super().narrowed_by(ward),
            promise_days=min(self.promise_days, ward.promise_days or self.promise_days),
            wave_size=min(self.wave_size, ward.wave_size or self.wave_size),
        )

    def wave_size_for(self, today: bool) -> int:
        return self.wave_size_today if today else self.wave_size

    def max_waves_for(self, today: bool) -> int:
        return self.max_waves_today if today else self.max_waves

    def notice_for(self, today: bool) -> timedelta:
        """How long before a visit everybody must know of it."""
        return self.notice_today if today else self.notice


def _length(span: DaySpan) -> timedelta:
    start, end = span
    return timedelta(hours=end.hour - start.hour, minutes=end.minute - start.minute)
