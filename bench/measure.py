"""Cases measured in turns, and what their figures say about each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.servers import Servers

Sample = Mapping[str, float]
"""One measurement: a measure with its unit (``events/s``, ``p50 ms``) → its value."""


@dataclass(frozen=True)
class Case:
    """One of the things compared. ``run`` measures it once, from the same beginning each time."""

    name: str
    run: Callable[[], Sample]


@dataclass(frozen=True)
class Comparison:
    """``ours`` over ``reference``, of one measure; ``at_least`` and ``at_most`` are demanded of it, if anything is."""

    ours: str
    reference: str
    measure: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def demand(self) -> str:
        """In words, empty when nothing is demanded."""
        limits = (("at least", self.at_least), ("at most", self.at_most))
        return " and ".join(f"{words} {limit:g}×" for words, limit in limits if limit is not None)


@dataclass(frozen=True)
class Benchmark:
    """Cases that are measured in turns.

    ``prepare`` gets the servers and whether only a try is wanted (tiny numbers); what it opened it
    closes when the last round is over.
    """

    name: str
    title: str
    prepare: Callable[[Servers, bool], AbstractContextManager[Sequence[Case]]]
    comparisons: tuple[Comparison, ...] = ()


@dataclass(frozen=True)
class Spread:
    """Several figures of one kind: the middle one, and how far the others lie."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        known = list(values)
        return cls(median(known), min(known), max(known))


@dataclass(frozen=True)
class Verdict:
    """A ratio, its spread over the rounds, and whether it is what is demanded (None: nothing is)."""

    comparison: Comparison
    ratio: Spread

    @property
    def holds(self) -> bool | None:
        if not self.comparison.demand:
            return None
        least, most = self.comparison.at_least, self.comparison.at_most
        return (least is None or self.ratio.median >= least) and (most is None or self.ratio.median <= most)


@dataclass(frozen=True)
class Outcome:
    """What a benchmark's rounds have shown: case → one sample a round."""

    benchmark: Benchmark
    samples: Mapping[str, Sequence[Sample]]

    def spreads(self) -> list[tuple[str, str, Spread]]:
        """Case, measure and figures, in the order they were measured."""
        return [
            (case, measure, Spread.of(sample[measure] for sample in samples))
            for case, samples in self.samples.items()
            for measure in samples[0]
        ]

    def verdicts(self) -> list[Verdict]:
        return [Verdict(each, self._ratio(each)) for each in self.benchmark.comparisons]

    def _ratio(self, comparison: Comparison) -> Spread:
        """Round by round, so that a slow minute of the machine weighs on both sides."""
        measure = comparison.measure
        pairs = zip(self.samples[comparison.ours], self.samples[comparison.reference], strict=True)
        return Spread.of(ours[measure] / reference[measure] for ours, reference in pairs)


Progress = Callable[[Case, int, Sample], None]


def measure(
    benchmark: Benchmark, servers: Servers, *, rounds: int, quick: bool, progress: Progress = lambda *_: None
) -> Outcome:
    """Measure every case once a round, in turns (A B A B …)."""
    with benchmark.prepare(servers, quick) as cases:
        samples: dict[str, list[Sample]] = {case.name: [] for case in cases}
        for number in range(1, rounds + 1):
            for case in cases:
                sample = case.run()
                samples[case.name].append(sample)
                progress(case, number, sample)
    return Outcome(benchmark, samples)
