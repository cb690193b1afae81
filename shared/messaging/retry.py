"""How long to wait before trying again."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Final

RECONNECT_BASE: Final = timedelta(milliseconds=200)
RECONNECT_CAP: Final = timedelta(seconds=2)
"""Between two attempts to reach the broker: whatever it was, nobody waits longer once it answers again."""

REDELIVERY_BASE: Final = timedelta(seconds=1)
REDELIVERY_CAP: Final = timedelta(minutes=1)
"""Between two times the same messages are taken although their service could not keep them the last time.

Each time counts towards the queue's delivery limit, so these waits are longer than those for a connection.
"""

_MOST_DOUBLINGS: Final = 30  # more would overflow a timedelta, and every cap is long reached


def backoff(attempt: int, *, base: timedelta, cap: timedelta, rng: Random) -> timedelta:
    """The wait after failed attempt number ``attempt`` (1, 2, …): exponential with full jitter.

    Drawn evenly between nothing and ``base * 2**(attempt - 1)``, at most ``cap``, so that many who
    failed together do not come back together.
    Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    """
    if attempt < 1:
        raise ValueError(f"attempt: expected 1 or more, got {attempt}")
    return min(cap, base * 2.0 ** min(attempt - 1, _MOST_DOUBLINGS)) * rng.random()
