"""Time is an input: every process reads it from one injected clock, and SQL never asks for ``now()``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
"""Local time of every ward. Viet Nam has kept UTC+7 without summer time since 1975."""


class Clock(Protocol):
    """What knows the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


@dataclass(frozen=True)
class SystemClock:
    """The machine's clock, moved by ``offset`` (``OUTREACH_CLOCK_OFFSET``, for rehearsals and tests)."""

    offset: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset


@dataclass
class ManualClock:
    """A clock that moves only when told to."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def advance(self, by: timedelta) -> None:
        self.moment += by
