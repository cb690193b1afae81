"""What the processes of a cluster take of the machine: processor time and memory, by name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Taken:
    """``cpu`` seconds so far; ``memory`` in megabytes, a page that several processes share counted once."""

    cpu: float
    memory: float


def taken(pid: int) -> Taken:
    """By a process and its children; nothing by one that is gone."""
    found = [_own(pid)] + [taken(child) for child in children(pid)]
    return Taken(sum(each.cpu for each in found), sum(each.memory for each in found))


def by_name(pids: Mapping[str, int]) -> dict[str, Taken]:
    return {name: taken(pid) for name, pid in pids.items()}


def cpu_between(before: Mapping[str, Taken], after: Mapping[str, Taken]) -> dict[str, float]:
    """Seconds of processor time each has taken meanwhile, the most first."""
    spent = {name: after[name].cpu - before[name].cpu for name in before if name in after}
    return dict(sorted(spent.items(), key=lambda pair: -pair[1]))


def _own(pid: int) -> Taken:
    try:
        # Behind the name in brackets, which may hold spaces: fields 14 to 17 are ours and those of ended children.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        memory = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return Taken(0, 0)
    kilobytes = sum(int(line.split()[1]) for line in memory.splitlines() if line.startswith("Pss:"))
    return Taken(sum(int(ticks) for ticks in fields[11:15]) / _TICKS, kilobytes / 1000)


def children(pid: int) -> list[int]:
    """Processes that were started by this one, and live."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
