"""Rehearsals take place in an ordinary week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import holidays
import pytest

from shared.clock import HANOI
from tools.offsets import an_ordinary_monday, monday_morning_offset


@pytest.mark.parametrize("year", range(2026, 2041))
def test_a_rehearsal_is_on_a_monday_at_half_past_eight_in_a_week_without_public_holidays(year: int) -> None:
    closed = holidays.country_holidays("VN")
    for month in (1, 4, 5, 6, 12):
        now = datetime(year, month, 28, 3, 15, tzinfo=UTC)
        shown = (now + timedelta(seconds=int(monday_morning_offset(now)[2:-1]))).astimezone(HANOI)
        assert shown == an_ordinary_monday(now) > now
        assert (shown.weekday(), shown.hour, shown.minute) == (0, 8, 30)
        assert shown.month in (5, 6)
        assert [day for day in range(7) if shown.date() + timedelta(days=day) in closed] == []


def test_a_monday_taken_for_a_holiday_on_a_saturday_is_passed_over() -> None:
    assert an_ordinary_monday(datetime(2026, 11, 23, tzinfo=UTC)) == datetime(2027, 5, 10, 8, 30, tzinfo=HANOI)
