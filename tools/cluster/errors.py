"""What can go wrong with a cluster, each with a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

TAIL = 3000
"""Characters at the end of a log that are shown."""


class ClusterError(RuntimeError):
    """The cluster cannot do what it was asked."""


class CommandFailed(ClusterError):
    """A command of ours ended with another status than 0."""

    def __init__(self, words: str, said: str) -> None:
        super().__init__(f"{words} failed:\n{said[-TAIL:]}")


class NotReady(ClusterError):
    """A process does not come up."""

    def __init__(self, name: str, log: Path) -> None:
        said = log.read_text(errors="replace")[-TAIL:] if log.exists() else ""
        super().__init__(f"{name} does not come up. Its log, {log}, ends with:\n{said}")
