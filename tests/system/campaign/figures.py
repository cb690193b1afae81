"""What a campaign counts, and the table it prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

RECOVERY = 5.0
"""Seconds within which everything has to flow again after any single fault."""


@dataclass(frozen=True)
class Recovered:
    """One fault, and how long after its end a canary had passed (seconds)."""

    kind: str
    target: str
    seconds: float


@dataclass
class Figures:
    """The outcome of a campaign. ``wrong`` holds a sentence for everything that should not be, by what it counts as."""

    seed: int
    minutes: float
    nodes: int
    healthy: float = 0.0
    """Seconds a canary takes when nothing is wrong (the median of some)."""
    requests: int = 0
    deeds: int = 0
    unsure: int = 0
    """Calls the crowd gave up on without an answer, done or not."""
    events: int = 0
    messages: int = 0
    repeated: int = 0
    """Messages that came once more, the same and marked."""
    may_repeat: int = 0
    """How many might have: one for each sender killed, and each mail taken by a server that did not say so."""
    said_again: int = 0
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
        """Faults after which it took longer than :data:`RECOVERY`."""
        return [each for each in self.recovered if each.seconds > RECOVERY]

    def by_kind(self) -> Mapping[str, Sequence[float]]:
        """Recovery times by kind of fault."""
        kinds: dict[str, list[float]] = {}
        for each in self.recovered:
            kinds.setdefault(each.kind, []).append(each.seconds)
        return dict(sorted(kinds.items()))

    def table(self) -> str:
        """Everything, as the page in docs/ shows it (Markdown)."""
        counted = {
            "faults": len(self.recovered),
            "requests accepted": self.requests,
            "deeds accepted (asked, proved, accepted, declined, moved …)": self.deeds,
            "calls given up without an answer": self.unsure,
            "events published": self.events,
            "events delivered twice more, in another order": self.said_again,
            "messages": self.messages,
            "repeated messages, same id, marked (possible at most)": f"{self.repeated} ({self.may_repeat})",
            **{name: len(sentences) for name, sentences in self.wrong.items()},
            "a canary when all is well, median": f"{self.healthy:.1f} s",
            "longest recovery": f"{self.longest:.1f} s",
            f"recoveries over {RECOVERY:g} s": len(self.late),
            "quiet after": f"{self.quiet_after:.0f} s",
        }
        rows = [f"| {name} | {value} |" for name, value in counted.items()]
        kinds = [
            f"| {kind} | {len(times)} | {median(times):.1f} s | {max(times):.1f} s |"
            for kind, times in self.by_kind().items()
        ]
        head = f"{self.minutes:g} minutes, seed {self.seed}, {self.nodes} RabbitMQ node{'s' if self.nodes > 1 else ''}"
        first = ["", f"| {head} | |", "| --- | ---: |", *rows]
        second = ["", "| fault | times | recovery, median | longest |", "| --- | ---: | ---: | ---: |", *kinds]
        return "\n".join([*first, *second])
