"""How often somebody may guess visit codes."""

from __future__ import annotations

import math
from datetime import datetime

from services.sessions.domain.errors import TooManyCodes
from services.sessions.domain.rules import CodeChecks


def refuse_further(tried: tuple[datetime, ...], now: datetime, rules: CodeChecks) -> None:
    """Raise :class:`TooManyCodes` after as many wrong codes as the rules allow; not even a right one is heard then."""
    recent = lately(tried, now, rules)
    if len(recent) >= rules.wrong:
        free_again = recent[-rules.wrong] + rules.period
        raise TooManyCodes(math.ceil((free_again - now).total_seconds()))


def lately(tried: tuple[datetime, ...], now: datetime, rules: CodeChecks) -> tuple[datetime, ...]:
    """The wrong tries that still count, oldest first."""
    return tuple(moment for moment in tried if moment > now - rules.period)
