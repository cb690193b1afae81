"""The Vietnamese lunar calendar."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from shared.lunar import LunarDate, days_to_tet, lunar, tet


@pytest.mark.parametrize(
    ("year", "vietnamese", "chinese"),
    [
        (1968, date(1968, 1, 29), date(1968, 1, 30)),
        (1985, date(1985, 1, 21), date(1985, 2, 20)),
        (2007, date(2007, 2, 17), date(2007, 2, 18)),
        (2030, date(2030, 2, 2), date(2030, 2, 3)),
        (2053, date(2053, 2, 18), date(2053, 2, 19)),
    ],
)
def test_tet_is_kept_by_the_clock_of_ha_noi_not_of_beijing(year: int, vietnamese: date, chinese: date) -> None:
    assert tet(year) == vietnamese != chinese


def test_a_century_of_new_years_agrees_with_the_published_ones() -> None:
    for year in range(1976, 2100):
        known = holidays.country_holidays("VN", years=year, language="en_US")
        assert known.get(tet(year)) == "Lunar New Year", year


def test_the_kings_are_commemorated_on_the_tenth_of_the_third_month() -> None:
    for year in range(2008, 2100):
        known = holidays.country_holidays("VN", years=year, observed=False, language="en_US")
        (day,) = (day for day, name in known.items() if "Hung Kings" in name)
        assert (lunar(day).month, lunar(day).leap, lunar(day).day) == (3, False, 10), year


@pytest.mark.parametrize(
    ("year", "month"),
    [(1985, 2), (2004, 2), (2006, 7), (2014, 9), (2017, 6), (2020, 4), (2023, 2), (2025, 6), (2033, 11)],
)
def test_a_thirteenth_month_comes_where_the_almanac_has_it(year: int, month: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(400))
    assert {day.month for day in map(lunar, days) if day.leap and day.year == year} == {month}


def test_a_day_has_the_date_that_is_printed_on_the_calendar() -> None:
    assert lunar(date(2026, 12, 1)) == LunarDate(2026, 10, False, 23)
    assert lunar(date(2026, 11, 24)) == LunarDate(2026, 10, False, 16)
    assert lunar(date(2024, 2, 29)) == LunarDate(2024, 1, False, 20)


def test_the_days_of_a_month_count_from_one_to_twenty_nine_or_thirty() -> None:
    day, before = date(2024, 1, 1), lunar(date(2023, 12, 31))
    while day < date(2034, 1, 1):
        today = lunar(day)
        if today.day == 1:
            assert before.day in (29, 30), day
        else:
            assert today == LunarDate(before.year, before.month, before.leap, before.day + 1), day
        assert before < today
        day, before = day + timedelta(days=1), today


def test_the_days_to_tet_count_down_and_on() -> None:
    assert days_to_tet(date(2027, 2, 5)) == 1
    assert days_to_tet(date(2027, 2, 6)) == 0
    assert days_to_tet(date(2027, 2, 20)) == -14
    assert days_to_tet(date(2026, 12, 31)) == 37
