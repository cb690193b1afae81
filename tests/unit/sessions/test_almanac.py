"""The days on which no visit takes place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from services.sessions.domain.almanac import Almanac
from services.sessions.domain.placing import free_times, place, suits
from services.sessions.domain.rules import Rules
from services.sessions.domain.spans import Window, local
from services.sessions.domain.travel import PHONE, WARD_OFFICE, Spot
from shared.rules import Tet
from tests.unit.sessions.builders import AT_HOME, BA_DINH, MONDAY, NOW, a_wish, at, span

RULES = Rules()
OFFICE = Spot(WARD_OFFICE, BA_DINH)
CALL = Spot(PHONE, None)
TET = date(2027, 2, 6)


def on(day: date, start: str, end: str) -> Window:
    return Window(local(day, time.fromisoformat(start)), local(day, time.fromisoformat(end)))


def placed(*windows: Window, almanac: Almanac, spot: Spot = AT_HOME) -> datetime | None:
    found = place(a_wish(*windows, spot=spot), (), NOW, RULES, almanac)
    return found.start if found else None


def may_be_chosen(window: Window, almanac: Almanac, spot: Spot = AT_HOME) -> bool:
    wish = a_wish(window, spot=spot)
    return any(free_times(wish, (), NOW, RULES, almanac))


def test_nothing_is_placed_on_a_public_holiday_whatever_the_place() -> None:
    almanac = Almanac(holidays=frozenset({MONDAY + timedelta(days=2)}))
    for spot in (AT_HOME, OFFICE, CALL):
        assert placed(span("8:00", "12:00", 2), span("15:00", "17:00", 4), almanac=almanac, spot=spot) == at("15:00", 4)


def test_nobody_is_sent_on_the_day_of_culture_and_somebody_on_the_leap_day() -> None:
    # 24 November is a public holiday since 2026; 29 February 2028 is a Tuesday.
    almanac = Almanac(holidays=frozenset({date(2027, 11, 24)}))
    culture, after = on(date(2027, 11, 24), "08:00", "11:30"), on(date(2027, 11, 25), "08:00", "11:30")
    assert placed(culture, almanac=almanac) is None
    assert placed(culture, after, almanac=almanac) == local(date(2027, 11, 25), time(8, 30))
    assert placed(on(date(2028, 2, 29), "08:00", "11:30"), almanac=almanac) == local(date(2028, 2, 29), time(8, 30))


def test_a_person_may_choose_a_public_holiday() -> None:
    almanac = Almanac(holidays=frozenset({MONDAY + timedelta(days=2)}))
    assert may_be_chosen(span("8:00", "12:00", 2), almanac)


@pytest.mark.parametrize(
    ("days_before", "nothing"), [(8, False), (7, True), (1, True), (0, True), (-14, True), (-15, False)]
)
def test_nothing_is_placed_from_the_kitchen_gods_day_to_the_first_full_moon(days_before: int, nothing: bool) -> None:
    """23 tháng Chạp is seven days before Tết 2027, whose tháng Chạp has 29 days; rằm is fourteen after."""
    day = TET - timedelta(days=days_before)
    assert RULES.tet.nothing_on(day) is nothing
    for spot in (AT_HOME, OFFICE, CALL):
        assert (placed(on(day, "08:00", "12:00"), almanac=Almanac(), spot=spot) is None) is nothing


@pytest.mark.parametrize(("days_before", "closed"), [(3, False), (2, True), (0, True), (-5, True), (-6, False)])
def test_nobody_is_visited_at_home_from_28_chap_to_the_sixth_even_if_they_ask(days_before: int, closed: bool) -> None:
    day = TET - timedelta(days=days_before)
    assert RULES.tet.no_home_visits_on(day) is closed
    assert may_be_chosen(on(day, "08:00", "12:00"), Almanac()) is not closed
    assert may_be_chosen(on(day, "08:00", "12:00"), Almanac(), spot=CALL)


def test_a_city_may_close_more_days_around_tet() -> None:
    longer = Tet(nothing_from=20, nothing_until=20)
    assert longer.nothing_on(TET - timedelta(days=9))
    assert longer.nothing_on(TET + timedelta(days=19))


def test_a_day_that_no_lunar_month_has_is_refused() -> None:
    with pytest.raises(ValueError, match="from 1 to 30"):
        Tet(nothing_from=31)


def test_on_a_day_of_heat_nobody_is_visited_at_home_from_eleven_to_four() -> None:
    almanac = Almanac(heat=frozenset({MONDAY + timedelta(days=2)}))
    assert placed(span("10:30", "17:30", 2), almanac=almanac) == at("16:00", 2)
    assert placed(span("10:30", "16:30", 2), almanac=almanac) is None
    assert placed(span("8:00", "12:00", 2), almanac=almanac) == at("8:30", 2)
    assert not may_be_chosen(span("10:30", "16:45", 2), almanac)


def test_heat_keeps_nobody_from_the_ward_office_or_the_telephone() -> None:
    almanac = Almanac(heat=frozenset({MONDAY + timedelta(days=2)}))
    for spot in (OFFICE, CALL):
        assert placed(span("11:00", "17:00", 2), almanac=almanac, spot=spot) == at("14:30", 2)


def test_nothing_is_placed_inside_a_pause_but_calls() -> None:
    flood = Almanac(pauses=(Window(at("0:00", 2), at("12:00", 3)),))
    windows = (span("8:00", "11:00", 2), span("8:00", "17:00", 3))
    for spot in (AT_HOME, OFFICE):
        assert placed(*windows, almanac=flood, spot=spot) == at("14:30", 3)
        assert not may_be_chosen(windows[0], flood, spot=spot)
    assert placed(*windows, almanac=flood, spot=CALL) == at("8:30", 2)


def test_a_time_a_person_asks_for_counts_to_the_minute() -> None:
    wish = a_wish(span("8:00", "11:00", 2))
    assert suits(span("9:07", "10:07", 2), wish, (), RULES)
    assert not suits(span("10:07", "11:07", 2), wish, (), RULES)


def test_free_times_are_every_quarter_hour_in_order_with_notice() -> None:
    wish = a_wish(span("8:00", "10:00", 1), span("14:10", "15:20", 2))
    starts = [found.start for found in free_times(wish, (), NOW, RULES)]
    assert starts == [at("8:30", 1), at("8:45", 1), at("9:00", 1), at("14:15", 2)]
