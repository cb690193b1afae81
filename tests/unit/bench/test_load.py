"""A day's arrivals, the figures of a run, and rows that are multiplied."""

from __future__ import annotations

import math
import os
from random import Random

import pytest

from bench.load.arrivals import BY_HOUR, PLACES, arrivals, hour_at, length
from bench.load.figures import ASK, Seen, Spread, by_route, percentile, refusals
from bench.load.history.pattern import Pattern
from bench.load.history.season import Season
from bench.load.machine import cpu_between, taken
from tools.crowd import Call

WARD = "00004"
ONE, TWO = "01a20534-fa11-71af-b2fe-140af39c7beb", "01a20534-3e11-721c-bbdc-3e7e906dec58"


def test_a_days_arrivals_are_in_order_within_the_day_and_about_as_many_as_wanted() -> None:
    due = list(arrivals(Random(7), 20_000, 60))  # noqa: S311 - dice, no secret
    assert due == sorted(due)
    assert 0 < due[0] < due[-1] < length(60)
    assert len(due) == pytest.approx(20_000, rel=0.05)


def test_nine_in_the_morning_is_busier_than_noon() -> None:
    hour = length(1) / len(BY_HOUR)
    due = list(arrivals(Random(7), 2_520, 1))  # noqa: S311 - dice, no secret
    asked = [sum(number * hour <= moment < (number + 1) * hour for moment in due) for number in range(len(BY_HOUR))]
    assert asked[3] > 2 * asked[6]


def test_a_compressed_day_begins_at_six_and_ends_at_ten_at_night() -> None:
    assert (hour_at(0, 60), hour_at(length(60), 60)) == ("06:00", "22:00")


def test_the_city_is_all_its_wards() -> None:
    assert (PLACES["city"].requests, PLACES["city"].volunteers) == (2_520, 2_520)


def test_percentiles_are_values_that_were_seen() -> None:
    assert (percentile([3, 1, 2], 0.5), percentile([3, 1, 2], 0.99)) == (2, 3)
    assert math.isnan(Spread.of([]).p99)


def test_calls_are_told_apart_by_route_and_what_failed_by_its_status() -> None:
    calls = [Call(ASK, 201, 0.2, (503,), 1.0), Call(ASK, 201, 0.1, (), 2.0), Call(ASK, 422, 9.0, (), 3.0)]
    assert by_route(calls)[ASK] == Spread(2, 0.1, 0.2, 0.2)
    assert refusals(calls) == {f"{ASK} 503": 1, f"{ASK} 422": 1}


def test_this_process_has_taken_time_and_memory() -> None:
    mine = taken(os.getpid())
    assert mine.cpu > 0
    assert mine.memory > 1
    assert cpu_between({"me": mine}, {"me": mine}) == {"me": 0}
    assert taken(2**22 - 1).memory == 0, "one that is gone has taken nothing"


def test_nothing_was_said_to_nobody() -> None:
    assert Seen().to_message({}, {}) == []


def test_a_copy_has_ids_numbers_days_and_a_ward_of_its_own() -> None:
    season = Season(WARD, [ONE], [], [], [], [], volunteers=[TWO])
    row = f'{ONE}\t4-27-007\t{WARD}\t["{TWO}"]\t+84971234567\t2027-05-03 01:30:50+00\t100%\t{"a" * 64}\n'
    pattern, other = Pattern(season, row), "01a20534-0000-721c-bbdc-3e7e906dec58"
    assert pattern.copy(26, "00091", [other], 30) == (
        f'0000001a{ONE[8:]}\t00091-0026-000\t00091\t["{other}"]\t+84800260000\t2027-04-03 01:30:50+00\t100%\t'
        f"0000001a{'a' * 56}\n"
    )


def test_days_of_other_things_and_numbers_inside_ids_stay() -> None:
    row = "2027-05-03\t01a20534-0000-4000-8000-000000004000\t1.00004\n"
    copied = Pattern(Season(WARD, [], [], [], [], [], []), row).copy(1, "00091", [], 30)
    assert copied == "2027-05-03\t00000001-0000-4000-8000-000000004000\t1.00004\n"
