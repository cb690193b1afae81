"""Which fault comes when: drawn from a seed, so that a campaign can be repeated."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random

Span = tuple[float, float]
"""Seconds, from … to."""


@dataclass(frozen=True)
class Times:
    """How often a kind of fault comes in one round, and how long it lasts; ``every`` so many rounds, and then only."""

    in_a_round: int = 1
    seconds: Span = (0.0, 0.0)
    every: int = 1


@dataclass(frozen=True)
class Planned:
    """One fault to come: its kind, what it strikes, how long it lasts, and how long all is well before it (seconds)."""

    kind: str
    target: str
    seconds: float
    before: float


def plan(
    kinds: Mapping[str, Times],
    targets: Mapping[str, Sequence[str]],
    seed: int,
    *,
    worst: Collection[str] = (),
    rest: Span = (0.2, 1.0),
) -> Iterator[Planned]:
    """Faults without end: each kind of every round once, the ``worst`` before the others; then round after round.

    Each round holds every kind that has a target as often as its times say, in an order of its own. The same kinds,
    targets, worst and seed give the same faults.
    """
    rng = Random(seed)  # noqa: S311 - dice, no secret
    struck = {name: times for name, times in kinds.items() if targets[name]}
    if not struck:
        raise ValueError("targets: expected at least one kind of fault with something to strike")
    for name in _names(struck, worst, rng):
        yield Planned(name, rng.choice(sorted(targets[name])), rng.uniform(*kinds[name].seconds), rng.uniform(*rest))


def _names(kinds: Mapping[str, Times], worst: Collection[str], rng: Random) -> Iterator[str]:
    once = [name for name, times in kinds.items() if times.every == 1]
    yield from _shuffled([name for name in once if name in worst], rng)
    yield from _shuffled([name for name in once if name not in worst], rng)
    for number in count(1):
        coming = [(name, times.in_a_round) for name, times in kinds.items() if number % times.every == 0]
        yield from _shuffled([name for name, often in coming for _ in range(often)], rng)


def _shuffled(names: list[str], rng: Random) -> list[str]:
    rng.shuffle(names)
    return names
