"""Days and hours as pages say them."""

from __future__ import annotations

from datetime import datetime

import pytest

from shared.clock import HANOI
from shared.web.pages import times

NOW = datetime(2025, 12, 1, 8, 30, tzinfo=HANOI)  # a Monday


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 12, day, hour, minute, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("moment", "vi", "en"),
    [
        (at(2, 9), "9 giờ sáng thứ Ba, 2/12", "9 a.m. on Tuesday, 2 December"),
        (at(4, 14, 30), "2 giờ 30 chiều thứ Năm, 4/12", "2:30 p.m. on Thursday, 4 December"),
        (at(7, 12), "12 giờ trưa Chủ nhật, 7/12", "12 p.m. on Sunday, 7 December"),
        (at(6, 19), "7 giờ tối thứ Bảy, 6/12", "7 p.m. on Saturday, 6 December"),
    ],
)
def test_a_moment_is_said_whole(moment: datetime, vi: str, en: str) -> None:
    assert (times.moment_of(moment, "vi"), times.moment_of(moment, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("moment", "vi", "en"),
    [
        (at(1, 14, 30), "chiều nay", "this afternoon"),
        (at(2, 8, 30), "sáng mai, 2/12", "tomorrow morning, 2 December"),
        (at(4, 14, 30), "chiều thứ Năm, 4/12", "Thursday afternoon, 4 December"),
    ],
)
def test_a_part_of_a_day_is_said_as_people_say_it(moment: datetime, vi: str, en: str) -> None:
    assert (times.part_of(moment, NOW, "vi"), times.part_of(moment, NOW, "en")) == (vi, en)


def test_hours_say_the_part_of_the_day_once() -> None:
    assert times.hours_between(at(2, 8, 30), at(2, 10, 30), "vi") == "8 giờ 30 đến 10 giờ 30"
    assert times.hours_between(at(2, 14, 30), at(2, 16), "en") == "2:30 to 4 p.m."


def test_a_promise_of_today_names_the_hour_and_a_later_one_the_day_after_it() -> None:
    assert times.before(at(1, 17), NOW, "vi") == "5 giờ chiều nay"
    assert times.before(at(4, 17), NOW, "vi") == "thứ Sáu, 5/12"
    assert times.before(at(4, 17), NOW, "en") == "Friday, 5 December"


def test_both_ends_say_the_part_of_the_day_where_they_lie_in_two() -> None:
    assert times.span_of(at(2, 8), at(2, 10), "vi") == "8 giờ đến 10 giờ sáng"
    assert times.span_of(at(2, 8), at(2, 11, 30), "vi") == "8 giờ sáng đến 11 giờ 30 trưa"
    assert times.span_of(at(2, 8), at(2, 10), "en") == "8 to 10 a.m."


def test_a_moment_in_full_has_the_lunar_day_beside_it() -> None:
    assert times.moment_in_full(at(2, 9), "vi") == "9 giờ sáng thứ Ba, 2/12 (13 tháng Mười âm lịch)"
    assert times.moment_in_full(at(2, 9), "en") == "9 a.m. on Tuesday, 2 December"
