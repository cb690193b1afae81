"""Names compared, spans cut, the promise counted, answers awaited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.volunteers.domain.local_rules import Days, LocalRules
from services.volunteers.domain.names import fold
from services.volunteers.domain.offer import answer_by
from services.volunteers.domain.promise import after_working_time, due
from services.volunteers.domain.windows import Window, free_in, from_moment, left_of
from shared.clock import HANOI
from shared.rules import Narrowing
from tests.unit.volunteers.builders import EVERY_MORNING, MONDAY, RULES, at, window

AN_HOUR = timedelta(hours=1)


def local(**days: frozenset[date]) -> LocalRules:
    return LocalRules.of(RULES, Narrowing(), Days(**days))


@pytest.mark.parametrize(
    "written", ["Nguyễn Thị Hoà", "NGUYỄN THỊ HÒA", "  nguyen  thi hoa ", "Nguye\u0302\u0303n Thị Hòa"]
)
def test_a_name_is_the_same_whatever_its_marks_and_capitals(written: str) -> None:
    assert fold(written) == "nguyen thi hoa"


def test_the_barred_d_is_found_by_a_plain_one() -> None:
    assert fold("Đào Đình Đệ") == "dao dinh de"


def test_what_is_taken_is_cut_out_of_a_window() -> None:
    assert left_of(window(3, 8, 11), [window(3, 9, 10)]) == (window(3, 8, 9), window(3, 10, 11))


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda pair: pair[0] < pair[1]), max_size=5))
def test_what_is_left_of_a_day_never_meets_what_was_taken(hours: list[tuple[int, int]]) -> None:
    day = Window(at(3, 0), at(4, 0))
    taken = [Window(at(3, 0) + start * AN_HOUR, at(3, 0) + end * AN_HOUR) for start, end in hours]
    left = left_of(day, taken)
    assert not any(piece.overlaps(span) for piece in left for span in taken)
    free_hours = 24 - len({hour for start, end in hours for hour in range(start, end)})
    assert sum((piece.length for piece in left), timedelta()) == free_hours * AN_HOUR


def test_a_volunteer_is_free_where_the_week_and_the_window_meet_and_nothing_else_is() -> None:
    free = free_in(window(3, 7, 12), EVERY_MORNING, [window(3, 8, 9)], AN_HOUR)
    assert free == (Window(at(3, 9), at(3, 11, 30)),)


def test_a_piece_too_short_for_the_visit_does_not_count_as_free() -> None:
    assert free_in(window(3, 11, 12), EVERY_MORNING, [], AN_HOUR) == ()


def test_a_weekday_that_is_not_offered_is_not_free() -> None:
    assert free_in(window(3, 8, 11), [span for span in EVERY_MORNING if span.weekday != 2], [], AN_HOUR) == ()


def test_windows_are_taken_from_the_earliest_moment_on() -> None:
    assert from_moment([window(2, 8, 11), window(3, 8, 11)], at(3, 9)) == (Window(at(3, 9), at(3, 11)),)


@pytest.mark.parametrize(
    ("received", "promised"),
    [
        (at(1, 8, 30), at(4, 8, 30)),
        (at(5, 16), at(10, 16)),
        (at(6, 20), at(10, 17)),
        (at(1, 12), at(4, 11, 30)),
    ],
    ids=["monday morning", "friday afternoon", "saturday evening", "at lunch"],
)
def test_three_working_days_skip_the_weekend_and_the_closed_hours(received: datetime, promised: datetime) -> None:
    assert due(received, today=False, rules=RULES) == promised


def test_four_working_hours_run_over_lunch() -> None:
    assert due(at(1, 10), today=True, rules=RULES) == at(1, 16)


def test_no_working_time_ends_when_the_ward_opens() -> None:
    assert after_working_time(at(6, 9), timedelta(0), RULES) == at(8, 8)


def test_tet_stops_the_promise_from_23_chap_to_the_first_full_moon() -> None:
    friday, thursday = datetime(2026, 2, 6, 16, tzinfo=HANOI), datetime(2026, 3, 5, 16, tzinfo=HANOI)
    assert due(friday, today=False, rules=RULES) == thursday  # closed from 10 February to 3 March


def test_a_holiday_does_not_count_as_a_working_day() -> None:
    closed = local(holidays=frozenset({date(2025, 12, 2)}))
    assert due(MONDAY, today=False, rules=closed) == at(5, 8, 30)


def test_the_day_of_culture_is_no_working_day_and_the_leap_day_is_one() -> None:
    # 24 November is a public holiday since 2026; 29 February 2028 is a Tuesday.
    culture = local(holidays=frozenset({date(2026, 11, 24)}))
    monday, leap = datetime(2026, 11, 23, 16, tzinfo=HANOI), datetime(2028, 2, 28, 16, tzinfo=HANOI)
    assert due(monday, today=False, rules=culture) == datetime(2026, 11, 27, 16, tzinfo=HANOI)
    assert due(leap, today=False, rules=RULES) == datetime(2028, 3, 2, 16, tzinfo=HANOI)


def test_a_saturday_worked_in_exchange_counts() -> None:
    made_up_for = local(working=frozenset({date(2025, 12, 6)}))
    assert due(at(5, 16), today=False, rules=made_up_for) == at(9, 16)


def test_the_promise_stands_still_from_the_kitchen_gods_to_the_first_full_moon() -> None:
    # 23 tháng Chạp is 10 February 2026, rằm tháng Giêng 3 March.
    asked = datetime(2026, 2, 9, 16, tzinfo=HANOI)
    assert due(asked, today=False, rules=RULES) == datetime(2026, 3, 6, 16, tzinfo=HANOI)


def test_a_pause_stops_the_promise_for_as_long_as_the_ward_would_have_been_open() -> None:
    flooded = LocalRules.of(RULES, Narrowing(), pauses=(Window(at(1, 10), at(2, 10)),))
    assert due(MONDAY, today=False, rules=flooded) == at(5, 8, 30)
    assert due(at(1, 9), today=True, rules=flooded) == at(2, 15)


def test_the_promise_runs_in_the_wards_own_opening_hours() -> None:
    short = LocalRules.of(RULES, Narrowing(opening_hours=((time(8), time(10)),), promise_days=2))
    assert due(at(1, 9), today=False, rules=short) == at(3, 9)


@pytest.mark.parametrize(
    ("made", "until"),
    [
        (at(1, 8, 30), at(1, 13, 30)),
        (at(1, 12, 30), at(1, 14, 30)),
        (at(1, 15), at(1, 21, 30)),
        (at(1, 20), at(1, 22)),
        (at(1, 22), at(2, 13, 30)),
    ],
    ids=["before lunch", "late in the lunch window", "afternoon", "late evening", "night"],
)
def test_an_offer_lives_to_the_end_of_the_next_free_window_and_two_hours_at_least(
    made: datetime, until: datetime
) -> None:
    assert answer_by(made, today=False, rules=RULES) == until


def test_where_no_hours_are_free_for_all_an_offer_lives_the_least_time() -> None:
    assert answer_by(MONDAY, today=False, rules=replace(RULES, free_windows=())) == MONDAY + timedelta(hours=2)


def test_an_offer_for_today_lives_half_an_hour() -> None:
    assert answer_by(MONDAY, today=True, rules=RULES) == MONDAY + timedelta(minutes=30)
