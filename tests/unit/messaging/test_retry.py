"""How long to wait before trying again."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.messaging.loops import LONGEST_PAUSE
from shared.messaging.retry import RECONNECT_BASE, RECONNECT_CAP, backoff

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def dice(seed: int = 7) -> Random:
    return Random(seed)  # noqa: S311 - dice, no secret


class Highest(Random):
    """The unluckiest of dice."""

    def random(self) -> float:
        return 1.0


def test_each_failure_doubles_the_longest_wait_up_to_the_cap() -> None:
    waits = [backoff(attempt, base=SECOND, cap=MINUTE, rng=Highest()) for attempt in range(1, 9)]
    assert [wait.total_seconds() for wait in waits] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_those_who_failed_together_come_back_apart() -> None:
    rng = dice()
    waits = {backoff(5, base=SECOND, cap=MINUTE, rng=rng) for _ in range(100)}
    assert len(waits) == 100
    assert min(waits) < 4 * SECOND < 12 * SECOND < max(waits)


@settings(deadline=None)  # a busy machine is no finding
@given(attempt=st.integers(1, 10**9), seed=st.integers())
def test_however_often_it_failed_the_wait_stays_between_nothing_and_the_cap(attempt: int, seed: int) -> None:
    assert timedelta(0) <= backoff(attempt, base=SECOND, cap=MINUTE, rng=dice(seed)) <= MINUTE


def test_an_attempt_that_was_not_made_has_no_wait() -> None:
    with pytest.raises(ValueError, match="attempt: expected 1 or more"):
        backoff(0, base=SECOND, cap=MINUTE, rng=dice())


def test_nobody_looks_for_the_broker_more_rarely_than_every_other_loop_tries_again() -> None:
    waits = [backoff(attempt, base=RECONNECT_BASE, cap=RECONNECT_CAP, rng=Highest()) for attempt in range(1, 20)]
    assert max(waits).total_seconds() <= LONGEST_PAUSE
