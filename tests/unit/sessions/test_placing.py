"""When a visit can be."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.sessions.domain.placing import Booking, Calendar, Wish, place
from services.sessions.domain.rules import Rules
from services.sessions.domain.spans import WeeklySpan, Window, whole_day
from services.sessions.domain.travel import Spot, time_between
from shared.clock import HANOI
from tests.unit.sessions.builders import (
    AT_HOME,
    BA_DINH,
    HA_DONG,
    NOW,
    a_wish,
    always,
    at,
    busy,
    span,
)

RULES = Rules()


def placed(
    *windows: Window, calendars: tuple[Calendar, ...] = (), minutes: int = 60, urgency: str = "normal"
) -> datetime | None:
    found = place(a_wish(*windows, minutes=minutes, urgency=urgency), calendars, NOW, RULES)
    return found.start if found else None


def test_the_earliest_day_wins_over_a_better_hour_on_a_later_day() -> None:
    assert placed(span("8:00", "11:00", 3), span("17:00", "19:00", 2)) == at("17:00", 2)


def test_the_preferred_hours_of_the_morning_are_tried_first() -> None:
    assert placed(span("7:00", "12:00", 2)) == at("8:30", 2)


def test_the_afternoon_hours_are_preferred_to_noon() -> None:
    assert placed(span("11:00", "17:00", 2)) == at("14:30", 2)


def test_outside_the_preferred_hours_the_earliest_quarter_hour_is_taken() -> None:
    assert placed(span("17:05", "20:00", 2)) == at("17:15", 2)


def test_a_window_just_long_enough_is_used_to_the_minute() -> None:
    assert placed(span("17:05", "18:05", 2)) == at("17:05", 2)


def test_half_past_ten_is_no_longer_preferred_because_lunch_is_cooked() -> None:
    assert placed(span("10:30", "12:00", 2), span("15:00", "16:00", 2)) == at("15:00", 2)


def test_everybody_has_a_day_of_notice() -> None:
    assert placed(span("8:00", "12:00", 1)) == at("8:30", 1)
    assert placed(span("8:00", "9:29", 1), span("15:00", "17:00", 4)) == at("15:00", 4)


def test_needed_today_three_hours_are_enough() -> None:
    assert placed(span("9:00", "17:00"), urgency="today") == at("14:30")
    assert placed(span("9:00", "12:00"), urgency="today") is None


def test_notice_is_counted_to_the_minute_from_an_uneven_moment() -> None:
    found = place(a_wish(span("8:00", "9:32", 1)), (), NOW + timedelta(seconds=61), RULES)
    assert found == Window(at("8:32", 1), at("9:32", 1))


def test_a_visit_lies_wholly_inside_one_window() -> None:
    assert placed(span("8:30", "9:15", 2), span("9:15", "10:00", 2)) is None


def test_a_volunteer_is_asked_only_in_their_weekly_hours() -> None:
    wednesdays = Calendar(weekly=(WeeklySpan(2, time(18), time(20)),))
    assert placed(span("8:00", "21:00", 2), calendars=(wednesdays,)) == at("18:00", 2)
    assert placed(span("8:00", "21:00", 3), calendars=(wednesdays,)) is None


def test_touching_weekly_hours_are_one_free_span() -> None:
    morning = Calendar(weekly=(WeeklySpan(2, time(8), time(9)), WeeklySpan(2, time(9), time(10))))
    assert placed(span("8:00", "12:00", 2), calendars=(morning,)) == at("8:30", 2)


def test_an_evening_that_ends_at_midnight_is_whole() -> None:
    late = Calendar(weekly=(WeeklySpan(2, time(22), time(0)),))
    assert placed(span("8:00", "23:59", 2), span("23:00", "23:59", 2), calendars=(late,)) == at("22:00", 2)


def test_no_visit_crosses_midnight() -> None:
    night = Window(at("23:30", 2), at("1:15", 3))
    assert placed(night, calendars=(always(),)) == at("0:00", 3)


def test_an_absence_is_respected() -> None:
    away = Calendar(weekly=always().weekly, absences=(span("0:00", "10:00", 2),))
    assert placed(span("8:00", "12:00", 2), calendars=(away,)) == at("10:00", 2)


def test_two_volunteers_come_together_or_not_at_all() -> None:
    early = Calendar(weekly=(WeeklySpan(2, time(8), time(10)),))
    late = Calendar(weekly=(WeeklySpan(2, time(9), time(12)),))
    assert placed(span("8:00", "12:00", 2), calendars=(early, late)) == at("9:00", 2)
    assert placed(span("8:00", "12:00", 2), calendars=(early, late), minutes=61) is None


def test_somebody_under_eighteen_helps_between_eight_and_six() -> None:
    young = Calendar(weekly=always().weekly, born=2010)
    assert placed(span("17:15", "20:00", 2), span("7:00", "9:10", 3), calendars=(young,)) == at("8:00", 3)
    of_age = Calendar(weekly=always().weekly, born=2007)
    assert placed(span("17:15", "20:00", 2), calendars=(of_age, always())) == at("17:15", 2)


def test_a_resident_is_not_visited_twice_at_the_same_time() -> None:
    resident = busy(span("8:30", "10:00", 2))
    assert placed(span("8:00", "12:00", 2), calendars=(resident,)) == at("10:30", 2)


def test_the_way_across_the_city_is_left_between_two_visits() -> None:
    near = busy(span("7:30", "8:30", 2))
    far = busy(span("7:30", "8:30", 2), spot=Spot("home", HA_DONG))
    assert placed(span("8:00", "12:00", 2), calendars=(near,)) == at("9:00", 2)
    assert placed(span("8:00", "12:00", 2), calendars=(far,)) == at("9:30", 2)


def test_a_call_leaves_only_a_rest() -> None:
    assert time_between(Spot("phone", None), Spot("home", HA_DONG), RULES.travel) == timedelta(minutes=10)


def test_an_unknown_place_costs_the_stated_default() -> None:
    unknown = timedelta(minutes=40)
    assert time_between(AT_HOME, Spot("home", None), RULES.travel) == unknown
    assert time_between(AT_HOME, Spot("home", "no cell"), RULES.travel) == unknown


def test_a_way_is_as_long_back_as_there() -> None:
    there, back = Spot("home", BA_DINH), Spot("ward_office", HA_DONG)
    assert time_between(there, back, RULES.travel) == time_between(back, there, RULES.travel) > timedelta(minutes=30)


moments = st.integers(0, 8 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
spans = st.builds(lambda start, length: Window(start, start + timedelta(minutes=length)), moments, st.integers(1, 600))
spots = st.sampled_from([AT_HOME, Spot("home", HA_DONG), Spot("home", None), Spot("phone", None)])
bookings = st.builds(Booking, spans, spots)
clocks = st.times().map(lambda t: t.replace(minute=t.minute - t.minute % 15, second=0, microsecond=0))
weekly = st.builds(WeeklySpan, st.integers(0, 6), clocks, clocks).filter(lambda w: w.start < w.end)
calendars = st.builds(
    Calendar,
    st.lists(bookings, max_size=4).map(tuple),
    st.none() | st.lists(weekly, max_size=14).map(tuple),
    st.lists(spans, max_size=2).map(tuple),
)
wishes = st.builds(
    lambda windows, minutes, spot, urgency: a_wish(*windows, minutes=minutes, spot=spot, urgency=urgency),
    st.lists(spans, min_size=1, max_size=6),
    st.integers(10, 180),
    spots,
    st.sampled_from(["normal", "today"]),
)


@settings(max_examples=200, deadline=None)
@given(wishes, st.lists(calendars, max_size=3))
def test_whatever_is_placed_keeps_every_promise(wish: Wish, people: list[Calendar]) -> None:
    found = place(wish, people, NOW, RULES)
    if found is None:
        return
    assert found.length == wish.length
    assert found.start >= NOW + RULES.notice_for(wish.urgency)
    assert any(window.contains(found) for window in wish.windows)
    assert found.start.astimezone(HANOI).date() == (found.end - timedelta(seconds=1)).astimezone(HANOI).date()
    for person in people:
        assert not any(absence.overlaps(found) for absence in person.absences)
        for booking in person.booked:
            way = time_between(booking.spot, wish.spot, RULES.travel)
            assert found.end + way <= booking.window.start or booking.window.end + way <= found.start


@settings(max_examples=100, deadline=None)
@given(wishes, st.lists(calendars, max_size=2))
def test_nothing_is_refused_that_would_have_fitted(wish: Wish, people: list[Calendar]) -> None:
    """Every quarter hour of nine days, tried one by one, finds a time exactly when the rule does, and on its day."""
    found = place(wish, people, NOW, RULES)
    tries = (at("0:00") + timedelta(minutes=15 * n) for n in range(9 * 96))
    first = next((start for start in tries if _fits(Window(start, start + wish.length), wish, people)), None)
    if first is not None:
        assert found is not None
        assert found.start.astimezone(HANOI).date() <= first.astimezone(HANOI).date()


def _fits(visit: Window, wish: Wish, people: list[Calendar]) -> bool:
    day = visit.start.astimezone(HANOI).date()
    return (
        visit.start >= NOW + RULES.notice_for(wish.urgency)
        and any(window.contains(visit) for window in wish.windows)
        and all(any(gap.contains(visit) for gap in p.free_on(day, wish.spot, RULES)) for p in people)
        and whole_day(day).contains(visit)
    )
