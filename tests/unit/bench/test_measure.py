"""What figures say about each other, and how that is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench import report
from bench.measure import Benchmark, Case, Comparison, Outcome, Sample, Spread, measure
from bench.servers import Servers

RATE = "events/s"


def a_benchmark(
    at_least: float | None = 4, at_most: float | None = None, *, order: list[str] | None = None
) -> Benchmark:
    """Ours does 100, 500 and 300 in its rounds, the reference 50, 100 and 100."""

    def case(name: str, figures: list[float]) -> Case:
        turns = iter(figures)

        def run() -> Sample:
            if order is not None:
                order.append(name)
            return {RATE: next(turns)}

        return Case(name, run)

    @contextmanager
    def prepare(_servers: Servers, _quick: bool) -> Iterator[list[Case]]:
        yield [case("ours", [100, 500, 300]), case("theirs", [50, 100, 100])]

    return Benchmark("relay", "Relay", prepare, (Comparison("ours", "theirs", RATE, at_least, at_most),))


def measured(benchmark: Benchmark) -> Outcome:
    with Servers() as servers:  # starts none, since nobody asks for one
        return measure(benchmark, servers, rounds=3, quick=False)


def test_cases_take_turns() -> None:
    order: list[str] = []

    measured(a_benchmark(order=order))

    assert order == ["ours", "theirs"] * 3


def test_the_middle_figure_counts_and_the_others_show_how_far_it_may_be_trusted() -> None:
    assert measured(a_benchmark()).spreads() == [
        ("ours", RATE, Spread(300, 100, 500)),
        ("theirs", RATE, Spread(100, 50, 100)),
    ]


def test_figures_are_compared_round_by_round() -> None:
    (verdict,) = measured(a_benchmark()).verdicts()

    assert verdict.ratio == Spread(3, 2, 5)


@pytest.mark.parametrize(("at_least", "holds"), [(3, True), (3.1, False), (None, None)])
def test_what_is_demanded_is_the_least_the_middle_ratio_may_be(at_least: float | None, holds: bool | None) -> None:
    (verdict,) = measured(a_benchmark(at_least)).verdicts()

    assert verdict.holds is holds


@pytest.mark.parametrize(
    ("at_least", "at_most", "holds"), [(None, 3, True), (None, 2.9, False), (2, 3, True), (3.1, 4, False)]
)
def test_what_must_not_cost_more_than_so_often_as_much_is_judged_too(
    at_least: float | None, at_most: float, holds: bool
) -> None:
    (verdict,) = measured(a_benchmark(at_least, at_most)).verdicts()

    assert verdict.holds is holds
    assert verdict.comparison.demand.endswith(f"at most {at_most:g}×")


def test_the_terminal_shows_figures_ratio_demand_and_verdict() -> None:
    lines = list(report.lines(measured(a_benchmark(4)), judged=True))

    assert lines[0] == "Relay"
    assert [line.split() for line in lines[1:]] == [
        ["ours", "300", "(100", "to", "500)", "events/s"],
        ["theirs", "100", "(50.0", "to", "100)", "events/s"],
        ["ours", "/", "theirs,", "events/s", "3.00", "(2.00", "to", "5.00)×", "at", "least", "4×:", "MISSED"],
    ]


def test_the_page_has_the_same_figures_and_no_date() -> None:
    page = report.page([measured(a_benchmark(3))], ["2 cores"], judged=True)

    assert "* 2 cores" in page
    assert "| ours | 300 (100 to 500) | events/s |" in page
    assert "| ours / theirs, events/s | 3.00 (2.00 to 5.00)× | at least 3×: holds |" in page
