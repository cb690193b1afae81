"""What tests of the cluster look at from outside: which processes it is made of."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SMALL = {"WEB_CONCURRENCY": "1"}
"""One process a web service: a test has two cores."""


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
    found = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found |= {child, *descendants(child)}
    return found
