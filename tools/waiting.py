"""Waiting for what will become true: a deadline instead of a guess."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PAUSE = 0.02  # seconds between two looks

PATIENCE = float(os.environ.get("OUTREACH_TEST_PATIENCE", "60"))
"""Seconds after which what did not happen is taken to be broken; less when many tests are expected to fail."""


def until(condition: Callable[[], T | None], seconds: float = PATIENCE) -> T:
    """The first truthy answer of ``condition``, looked for until ``seconds`` have passed, and once more after that:
    however long this machine stood still, what happened meanwhile is seen.

    Raises :class:`AssertionError` with the condition's name and its last answer when it never became true.
    What the condition itself raises passes through: a broken condition is not a slow one.
    """
    deadline = time.monotonic() + seconds
    while True:
        late = time.monotonic() > deadline
        answer = condition()
        if answer:
            return answer
        if late:
            raise AssertionError(f"Waited {seconds:g} s for {_name(condition)}; its last answer was {answer!r}.")
        time.sleep(PAUSE)


def _name(condition: Callable[[], object]) -> str:
    code = getattr(condition, "__code__", None)
    name = getattr(condition, "__qualname__", repr(condition))
    return f"{name} ({code.co_filename}:{code.co_firstlineno})" if code else name
