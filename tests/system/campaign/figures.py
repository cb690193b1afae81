"""What a campaign counts, and the table it prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from tools.crowd.ledger import Deed

RECOVERY = 5.0
"""Seconds within which everything has to flow again after any single fault."""


@dataclass(frozen=True)
class Recovered:
    """One fault, how long after its end a canary had passed, and how long that may take (seconds)."""

    kind: str
    target: str
    seconds: float
    within: float = RECOVERY


@dataclass
class Figures:
    """The outcome of a campaign. ``wrong`` holds a sentence for everything that should not be, by what it counts as."""

    seed: int
    minutes: float
    nodes: int
    healthy: float = 0.0
    """Seconds a canary takes when nothing is wrong (the median of some)."""
    requests: int = 0
    deeds: Counter[Deed] = field(default_factory=Counter)
    """What the crowd did that was answered with success."""
    unsure: int = 0
    """Calls the crowd gave up on without an answer, done or not."""
    events: int = 0
    messages: int = 0
    repeated: int = 0
    """Messages that came once more, the same and marked."""
    may_repeat: int = 0
    """How many might have: one for each sender killed, and each mail taken by a server that did not say so."""
    said_again: int = 0
    reordered: int = 0
    """Events that were delivered for the first time at another place in the order than their own."""
    quiet_after: float = 0.0
    recovered: list[Recovered] = field(default_factory=list)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    @property
    def longest(self) -> float:
        return max((each.seconds for each in self.recovered), default=0.0)

    @property
    def holds(self) -> bool:
        """Whether nothing is lost, doubled, stuck or apart."""
        return not any(self.wrong.values())

    @property
    def late(self) -> list[Recovered]:
        """Faults after which it took longer than their kind allows."""
        return [each for each in self.recovered if each.seconds > each.within]

    def by_kind(self) -> Mapping[str, Sequence[Recovered]]:
        """Recoveries by kind of fault."""
        kinds: dict[str, list[Recovered]] = {}
        for each in self.recovered:
            kinds.setdefault(each.kind, []).append(each)
        return dict(sorted(kinds.items()))

    def table(self) -> str:
        """Everything, as the page in docs/ shows it (Markdown)."""
        counted = {
            "faults": len(self.recovered),
            "requests accepted": self.requests,
            "deeds accepted": self.deeds.total(),
            "of these": ", ".join(f"{deed} {times}" for deed, times in self.deeds.most_common()),
            "calls given up without an answer": self.unsure,
            "events published": self.events,
            "deliveries once more": self.said_again,
            "first deliveries in another order": self.reordered,
            "messages": self.messages,
            "repeated messages, same id, marked (possible at most)": f"{self.repeated} ({self.may_repeat})",
            **{name: len(sentences) for name, sentences in self.wrong.items()},
            "a canary when all is well, median": f"{self.healthy:.1f} s",
            "longest recovery": f"{self.longest:.1f} s",
            "recoveries that took longer than allowed": len(self.late),
            "quiet after": f"{self.quiet_after:.0f} s",
        }
        rows = [f"| {name} | {value} |" for name, value in counted.items()]
        kinds = [_row(kind, recovered) for kind, recovered in self.by_kind().items()]
        head = f"{self.minutes:g} minutes, seed {self.seed}, {self.nodes} RabbitMQ node{'s' if self.nodes > 1 else ''}"
        first = ["", f"| {head} | |", "| --- | ---: |", *rows]
        second = ["", "| fault | times | recovery, median | longest | allowed |", f"| --- {4 * '| ---: '}|", *kinds]
        return "\n".join([*first, *second])


def _row(kind: str, recovered: Sequence[Recovered]) -> str:
    times = [each.seconds for each in recovered]
    return f"| {kind} | {len(times)} | {median(times):.1f} s | {max(times):.1f} s | {recovered[0].within:g} s |"
