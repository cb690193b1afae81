"""What tests of the cluster look at from outside: which processes it is made of."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SMALL = {"WEB_CONCURRENCY": "1"}
"""One process a web service: a test has two cores."""

UNLIMITED = dict.fromkeys(("OUTREACH_RATE", "OUTREACH_GUESS_RATE", "OUTREACH_HEALTH_RATE"), "100000r/s")
"""All people of a test come from one address, which the gateway would take for a flood."""


@contextmanager
def a_folder() -> Iterator[Path]:
    """An empty folder through which user ``postgres`` may pass, removed at the end (pytest's own let nobody in)."""
    folder = Path(tempfile.mkdtemp(prefix="outreach-cluster-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def descendants(pid: int) -> set[int]:
    """The processes that ``pid`` has started, and those they have, at this moment."""
    children: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has ended
            children.update(map(int, task.read_text().split()))
    return children.union(*map(descendants, children))
