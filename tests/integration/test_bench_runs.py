"""Every benchmark runs and measures what it says; how fast it is, `make bench` judges on a quiet machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.__main__ import BENCHMARKS
from bench.measure import measure
from bench.servers import Servers

pytestmark = pytest.mark.xdist_group("bench")


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with Servers() as opened:
        yield opened


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_measures_every_case_beside_its_reference(name: str, servers: Servers) -> None:
    outcome = measure(BENCHMARKS[name], servers, rounds=1, quick=True)

    assert all(figures.least > 0 for _, _, figures in outcome.spreads())
    assert len(outcome.verdicts()) == len(BENCHMARKS[name].comparisons) > 0
