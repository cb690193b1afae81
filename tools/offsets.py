"""Moving the clocks of a rehearsal, as ``OUTREACH_CLOCK_OFFSET`` wants it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shared.clock import HANOI


def offset_to(moment: datetime, now: datetime) -> str:
    """How far a clock must be moved to show ``moment`` at ``now``, as an ISO 8601 duration."""
    return f"PT{int((moment - now).total_seconds())}S"


def monday_morning_offset(now: datetime | None = None) -> str:
    """How far a clock must be moved to show 8:30 on an ordinary Monday, as an ISO 8601 duration.

    The next Monday in May or June that is no public holiday: far from Tết, from storms and from Christmas.
    """
    now = now or datetime.now(UTC)
    day = now.astimezone(HANOI).date() + timedelta(days=1)
    while not (day.weekday() == 0 and day.month in (5, 6) and (day.month, day.day) != (5, 1)):
        day += timedelta(days=1)
    return offset_to(datetime(day.year, day.month, day.day, 8, 30, tzinfo=HANOI), now)
