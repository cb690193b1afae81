from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.notifications.domain import times
from services.notifications.domain.times import Window
from shared.clock import HANOI
from tests.unit.notifications.builders import NOW, SATURDAY_HALF_PAST_TWO, TUESDAY_NINE


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, 1, hour, minute, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (0, "12h đêm"),
        (1, "1h sáng"),
        (8, "8h sáng"),
        (10, "10h sáng"),
        (11, "11h trưa"),
        (12, "12h trưa"),
        (13, "1h chiều"),
        (14, "2h chiều"),
        (17, "5h chiều"),
        (18, "6h tối"),
        (21, "9h tối"),
        (23, "11h tối"),
    ],
)
def test_no_hour_is_said_beyond_twelve(hour: int, said: str) -> None:
    assert times.hour(at(hour), "vi") == said


def test_a_moment_is_said_as_people_say_it() -> None:
    assert times.moment(TUESDAY_NINE, "vi") == "9h sáng thứ Ba 1/12"
    assert times.moment(SATURDAY_HALF_PAST_TWO, "vi") == "2h30 chiều thứ Bảy 19/12"
    assert times.moment(TUESDAY_NINE, "en") == "9 am Tuesday 1 Dec"
    assert times.moment(SATURDAY_HALF_PAST_TWO, "en") == "2:30 pm Saturday 19 Dec"


def test_only_the_weekday_of_a_brief_moment_is_shorter() -> None:
    assert times.moment(SATURDAY_HALF_PAST_TWO, "vi", brief=True) == "2h30 chiều T7 19/12"
    assert times.moment(SATURDAY_HALF_PAST_TWO + timedelta(days=1), "vi", brief=True) == "2h30 chiều CN 20/12"
    assert times.moment(TUESDAY_NINE, "en", brief=True) == "9 am Tue 1 Dec"


def test_a_moment_is_read_on_the_clock_of_hanoi() -> None:
    assert times.moment(datetime(2026, 11, 30, 18, tzinfo=UTC), "vi") == "1h sáng thứ Ba 1/12"


def test_a_deadline_near_by_is_today_or_tomorrow() -> None:
    assert times.deadline(at(13, 30), at(8), "vi") == "1h30 chiều nay"
    assert times.deadline(at(21, 30) + timedelta(days=1), at(8), "vi") == "9h30 tối mai"
    assert times.deadline(at(13, 30), at(8), "en") == "1:30 pm today"
    assert times.deadline(at(9) + timedelta(days=2), at(8), "vi") == "9h sáng thứ Năm 3/12"


def test_a_promise_for_thursday_is_kept_before_friday() -> None:
    thursday_at_five = datetime(2026, 12, 3, 17, tzinfo=HANOI)
    assert times.before(thursday_at_five, NOW, "vi") == "thứ Sáu 4/12"
    assert times.before(thursday_at_five, NOW, "vi", brief=True) == "T6 4/12"


def test_a_promise_for_today_names_the_hour() -> None:
    assert times.before(NOW.replace(hour=14, minute=30), NOW, "vi") == "2h30 chiều nay"


def window(start: datetime, hours: float = 2) -> Window:
    return Window(start, start + timedelta(hours=hours))


def test_an_occasion_is_the_part_of_the_day() -> None:
    assert times.occasion([window(TUESDAY_NINE)], NOW, "vi") == "sáng thứ Ba 1/12"
    assert times.occasion([window(SATURDAY_HALF_PAST_TWO)], NOW, "vi", brief=True) == "chiều T7 19/12"
    assert times.occasion([window(SATURDAY_HALF_PAST_TWO)], NOW, "en") == "Saturday afternoon 19 Dec"


def test_later_windows_are_hinted_at() -> None:
    windows = [window(SATURDAY_HALF_PAST_TWO), window(TUESDAY_NINE)]
    assert times.occasion(windows, NOW, "vi") == "từ sáng thứ Ba 1/12"


def test_a_window_that_is_over_is_not_offered() -> None:
    assert times.occasion([window(NOW - timedelta(days=1)), window(TUESDAY_NINE)], NOW, "vi") == "sáng thứ Ba 1/12"


def test_a_long_window_is_the_day() -> None:
    assert times.occasion([window(TUESDAY_NINE, hours=8)], NOW, "vi") == "thứ Ba 1/12"


@pytest.mark.parametrize(("seconds", "minutes"), [(600, 10), (599, 10), (400, 7), (20, 1)])
def test_minutes_left_are_rounded_and_never_none(seconds: int, minutes: int) -> None:
    assert times.minutes_left(NOW + timedelta(seconds=seconds), NOW) == minutes
