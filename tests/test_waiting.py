"""The helper with which every other test waits."""

from __future__ import annotations

import itertools
import time

import pytest

from tools.waiting import until


def test_waiting_ends_with_the_first_truthy_answer() -> None:
    numbers = itertools.count()
    assert until(lambda: next(numbers)) == 1


def test_waiting_in_vain_says_for_what_and_what_was_seen_last() -> None:
    def the_cow_jumps_over_the_moon() -> list[str]:
        return []

    with pytest.raises(AssertionError, match=r"Waited 0\.01 s for .*the_cow_jumps_over_the_moon.*was \[\]"):
        until(the_cow_jumps_over_the_moon, seconds=0.01)


def test_what_happens_while_a_look_lasts_beyond_the_end_is_seen() -> None:
    happens = time.monotonic() + 0.05

    def looks_for_long() -> bool:
        began = time.monotonic()
        while time.monotonic() < happens:
            pass
        return began >= happens

    assert until(looks_for_long, seconds=0.01)


def test_a_broken_condition_is_not_taken_for_a_slow_one() -> None:
    with pytest.raises(ZeroDivisionError):
        until(lambda: 1 // 0)
