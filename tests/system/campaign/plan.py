"""Which fault comes when: drawn from a seed, so that a campaign can be repeated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

Span = tuple[float, float]
"""Seconds, from … to."""


@dataclass(frozen=True)
class Times:
    """How often a kind of fault comes in one round, and how long it lasts."""

    in_a_round: int = 1
    seconds: Span = (0.0, 0.0)


@dataclass(frozen=True)
class Planned:
    """One fault to come: its kind, what it strikes, how long it lasts, and how long all is well before it (seconds)."""

    kind: str
    target: str
    seconds: float
    before: float


def plan(
    kinds: Mapping[str, Times], targets: Mapping[str, Sequence[str]], seed: int, *, rest: Span = (0.2, 1.0)
) -> Iterator[Planned]:
    """Round after round without end, each with every kind that has a target, in an order of its own.

    The same kinds, targets and seed give the same faults.
    """
    rng = Random(seed)  # noqa: S311 - dice, no secret
    struck = [name for name in kinds if targets[name]]
    if not struck:
        raise ValueError("targets: expected at least one kind of fault with something to strike")
    while True:
        coming = [name for name in struck for _ in range(kinds[name].in_a_round)]
        rng.shuffle(coming)
        for name in coming:
            yield Planned(
                name, rng.choice(sorted(targets[name])), rng.uniform(*kinds[name].seconds), rng.uniform(*rest)
            )
