"""Days unlike others: what the service ships with, and what staff enter and correct."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import holidays
from sqlalchemy import select

from services.sessions.domain.days import Day, DayKind, day_id
from services.sessions.domain.errors import heat_only, unknown_ward
from services.sessions.storage import calendar
from services.sessions.tables import days
from shared.clock import HANOI
from shared.messaging.unit_of_work import UnitOfWork

YEARS_AHEAD = 2
"""How many years after the present one are entered: promises and windows reach one year ahead."""


def enter_holidays(unit: UnitOfWork) -> int:
    """Enter the public holidays of this year and the next that nobody has looked at yet; how many.

    A day that is marked already, also one that staff took back, stays as it is.
    """
    this_year = unit.now.astimezone(HANOI).year
    expected = dict(public_holidays(range(this_year, this_year + YEARS_AHEAD + 1)))
    known = select(days.c.day).where(days.c.day.in_(list(expected)), days.c.ward.is_(None))
    missing = expected.keys() - set(unit.execute(known).scalars())
    for day in sorted(missing):
        unit.add(Day.enter(day, None, DayKind.HOLIDAY, expected[day]))
    return len(missing)


def mark_day(unit: UnitOfWork, day: date, ward: str | None, mark: DayKind, name: str) -> Day:
    """Mark a day for the city or one ward, or correct its mark. Raises ``Invalid`` for what a ward cannot mark."""
    if ward is not None:
        _refuse_for_ward(unit, ward, mark)
    known = unit.get(Day, day_id(day, ward))
    if known is not None:
        known.correct(mark, name)
        return known
    entered = Day.enter(day, ward, mark, name)
    unit.add(entered)
    return entered


def public_holidays(years: range) -> Iterator[tuple[date, str]]:
    """The public holidays of these years with their Vietnamese names (Bộ luật Lao động 2019, Điều 112).

    Those of a year that the government has not yet decreed are a guess; staff correct them.
    """
    yield from sorted(holidays.country_holidays("VN", years=years, language="vi").items())


def _refuse_for_ward(unit: UnitOfWork, ward: str, mark: DayKind) -> None:
    if mark not in (DayKind.HEAT, DayKind.ORDINARY):
        raise heat_only("kind")
    if calendar.ward_known(unit.execute, ward) is None:
        raise unknown_ward("ward")
