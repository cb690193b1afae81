"""How often somebody may guess visit codes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.sessions.domain.errors import TooManyCodes
from services.sessions.domain.rules import Tries

ALL = "all"
"""Stands for everybody who checks codes in a ward."""


@dataclass(frozen=True)
class Checker:
    """Who checks: an address, and a browser where one is known; of both the SHA-256."""

    address: str
    browser: str | None = None


def refuse_further(tried: tuple[datetime, ...], now: datetime, tries: Tries, period: timedelta) -> None:
    """Raise :class:`TooManyCodes` after as many wrong codes as ``tries`` allow; not even a right one is heard then."""
    recent = lately(tried, now, period)
    if len(recent) >= tries.wrong:
        free_again = recent[-tries.wrong] + period
        raise TooManyCodes(math.ceil((free_again - now).total_seconds()))


def lately(tried: tuple[datetime, ...], now: datetime, period: timedelta) -> tuple[datetime, ...]:
    """The wrong tries that still count, oldest first."""
    return tuple(moment for moment in tried if moment > now - period)
