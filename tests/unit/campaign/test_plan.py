"""A campaign can be repeated, and no kind of fault is forgotten."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from tests.system.campaign.plan import Times, plan

KINDS = {"web killed": Times(3), "broker blocked": Times(1, (1.0, 6.0)), "leader killed": Times(1)}
TARGETS = {"web killed": ["sessions-web", "volunteers-web"], "broker blocked": ["rabbitmq-1"], "leader killed": []}
ROUND = 4


def test_the_same_seed_draws_the_same_faults_whatever_the_order_of_the_targets() -> None:
    turned = {name: targets[::-1] for name, targets in TARGETS.items()}
    assert [*islice(plan(KINDS, TARGETS, 7), 50)] == [*islice(plan(KINDS, turned, 7), 50)]
    assert [*islice(plan(KINDS, TARGETS, 7), 50)] != [*islice(plan(KINDS, TARGETS, 8), 50)]


def test_each_round_holds_every_kind_that_has_something_to_strike_as_often_as_the_table_says() -> None:
    faults = [*islice(plan(KINDS, TARGETS, 7), 3 * ROUND)]
    for number in range(3):
        struck = Counter(fault.kind for fault in faults[number * ROUND : (number + 1) * ROUND])
        assert struck == {"web killed": 3, "broker blocked": 1}


def test_a_fault_lasts_as_long_as_its_kind_says() -> None:
    faults = islice(plan(KINDS, TARGETS, 7), 100)
    assert all(1.0 <= fault.seconds <= 6.0 for fault in faults if fault.kind == "broker blocked")


def test_nothing_to_strike_is_said_at_once() -> None:
    with pytest.raises(ValueError, match="something to strike"):
        next(plan(KINDS, dict.fromkeys(KINDS, ()), 7))
