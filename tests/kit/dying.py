"""Killing a process at an exact step: the real function runs, and around one of its calls the process is killed."""

from __future__ import annotations

import functools
import itertools
import os
import signal
import threading
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal


def die() -> None:
    """End this process as a crash does: no handler runs, nothing is flushed, nobody is told."""
    os.kill(os.getpid(), signal.SIGKILL)
    signal.pause()  # the signal may reach another thread first; this one goes no further


@dataclass(frozen=True)
class Dies:
    """The step at which a process is to be killed.

    ``where`` names a function or method (``"shared.messaging.outbox:take"``), ``nth`` which of its
    calls, and ``thread`` the loop in whose calls alone this counts (all of them when None).
    """

    when: Literal["before", "after"]
    where: str
    nth: int = 1
    thread: str | None = None

    def arm(self) -> None:
        """Put the end of this process into place. Everything up to it happens as always."""
        module, _, path = self.where.partition(":")
        *outer, name = path.split(".")
        owner: Any = functools.reduce(getattr, outer, import_module(module))
        setattr(owner, name, self._armed(getattr(owner, name)))

    def _armed(self, real: Any) -> Any:
        calls = itertools.count(1)

        @functools.wraps(real)
        def step(*args: Any, **kwargs: Any) -> Any:
            counts = self.thread in (None, threading.current_thread().name)
            last = counts and next(calls) == self.nth
            if last and self.when == "before":
                die()
            answer = real(*args, **kwargs)
            if last:
                die()
            return answer

        return step

    def __str__(self) -> str:
        return f"{self.when} {self.where.partition(':')[2]}"
