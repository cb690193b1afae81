"""A campaign can be repeated, and no kind of fault is forgotten."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from tests.system.campaign.plan import Times, plan

KINDS = {"web killed": Times(3), "broker blocked": Times(1, (1.0, 6.0)), "leader killed": Times(1)}
TARGETS = {"web killed": ["sessions-web", "volunteers-web"], "broker blocked": ["rabbitmq-1"], "leader killed": []}
ONCE, ROUND = 2, 4


def test_the_same_seed_draws_the_same_faults_whatever_the_order_of_the_targets() -> None:
    turned = {name: targets[::-1] for name, targets in TARGETS.items()}
    assert [*islice(plan(KINDS, TARGETS, 7), 50)] == [*islice(plan(KINDS, turned, 7), 50)]
    assert [*islice(plan(KINDS, TARGETS, 7), 50)] != [*islice(plan(KINDS, TARGETS, 8), 50)]


def test_at_first_each_kind_comes_once_and_the_worst_of_them_before_the_others() -> None:
    kinds = {name: Times(2) for name in "abcdefgh"}
    targets = dict.fromkeys(kinds, ("x",))
    drawn = [[fault.kind for fault in islice(plan(kinds, targets, seed, worst="gbd"), 8)] for seed in range(10)]
    assert all(set(names[:3]) == set("gbd") and set(names) == set(kinds) for names in drawn)
    assert len({tuple(names) for names in drawn}) > 1, "their order is drawn from the seed"


def test_then_each_round_holds_every_kind_that_has_something_to_strike_as_often_as_the_table_says() -> None:
    faults = [*islice(plan(KINDS, TARGETS, 7), ONCE, ONCE + 3 * ROUND)]
    for number in range(3):
        struck = Counter(fault.kind for fault in faults[number * ROUND : (number + 1) * ROUND])
        assert struck == {"web killed": 3, "broker blocked": 1}


def test_what_comes_rarely_is_in_one_round_of_so_many_and_not_among_the_first() -> None:
    faults = plan({"a": Times(2), "rare": Times(1, every=3)}, {"a": ["x"], "rare": ["x"]}, 7)
    assert Counter(fault.kind for fault in islice(faults, 1 + 2 * 2)) == {"a": 5}
    assert Counter(fault.kind for fault in islice(faults, 2 + 1)) == {"a": 2, "rare": 1}
    assert Counter(fault.kind for fault in islice(faults, 2 + 2)) == {"a": 4}


def test_a_fault_lasts_as_long_as_its_kind_says() -> None:
    faults = islice(plan(KINDS, TARGETS, 7), 100)
    assert all(1.0 <= fault.seconds <= 6.0 for fault in faults if fault.kind == "broker blocked")


def test_nothing_to_strike_is_said_at_once() -> None:
    with pytest.raises(ValueError, match="something to strike"):
        next(plan(KINDS, dict.fromkeys(KINDS, ()), 7))
