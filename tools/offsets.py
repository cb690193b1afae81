"""Moving the clocks of a rehearsal, as ``OUTREACH_CLOCK_OFFSET`` wants it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import holidays

from shared.clock import HANOI


def offset_to(moment: datetime, now: datetime) -> str:
    """How far a clock must be moved to show ``moment`` at ``now``, as an ISO 8601 duration."""
    return f"PT{int((moment - now).total_seconds())}S"


def an_ordinary_monday(now: datetime | None = None) -> datetime:
    """8:30 on the next Monday in May or June that is no public holiday: far from Tết, from storms and from Christmas.

    No day of the week after it is one either.
    """
    closed = holidays.country_holidays("VN")
    day = (now or datetime.now(UTC)).astimezone(HANOI).date() + timedelta(days=1)
    while day.weekday() != 0 or day.month not in (5, 6) or day in closed:
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, 8, 30, tzinfo=HANOI)


def monday_morning_offset(now: datetime | None = None) -> str:
    """How far a clock must be moved to show :func:`an_ordinary_monday`, as an ISO 8601 duration."""
    now = now or datetime.now(UTC)
    return offset_to(an_ordinary_monday(now), now)
