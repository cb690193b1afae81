"""The threads of a worker: each repeats one step until it is told to stop."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

import structlog

from shared.logs import frames
from shared.messaging.port import BrokerUnavailable

log = structlog.get_logger(__name__)

LONGEST_PAUSE = 2.0
"""Seconds between tries while a database or broker is away: recovery is never later than this."""


class Loop:
    """A thread that repeats ``step`` until stopped.

    ``step`` returns whether there is more to do at once; otherwise the loop sleeps for ``idle``
    seconds or until :meth:`wake`. A step that raises is tried again after a growing pause: what
    it was about stays in the database.

    A step that lasts as long as the loop itself (a consumer's) gives a ``pulse``, the last time it
    was at work in ``time.monotonic`` seconds, and says what ``trouble`` it is in.
    """

    def __init__(
        self,
        name: str,
        step: Callable[[], bool],
        *,
        idle: float = 1.0,
        pulse: Callable[[], float | None] = lambda: None,
        trouble: Callable[[], str | None] = lambda: None,
    ) -> None:
        self.name = name
        self._pulse = pulse
        self._step_trouble = trouble
        self._step = step
        self._idle = idle
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._last_step = 0.0
        self._failure: str | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self.run, name=self.name, daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """There is something to do now. Many calls before the next step count as one."""
        self._wake.set()

    def stop(self) -> None:
        """Ask the loop to end after the step in hand."""
        self._stop.set()
        self._wake.set()

    def join(self, seconds: float) -> bool:
        """Wait for the end; whether it came."""
        if self._thread is not None:
            self._thread.join(seconds)
            return not self._thread.is_alive()
        return True

    @property
    def last_alive(self) -> float:
        """When it last finished a step or gave a pulse, in ``time.monotonic`` seconds; 0 before the first."""
        return max(self._last_step, self._pulse() or 0.0)

    @property
    def trouble(self) -> str | None:
        """What keeps it from working now, or None."""
        return self._failure or self._step_trouble()

    @property
    def stopping(self) -> threading.Event:
        return self._stop

    def run(self) -> None:
        """Repeat the step in this thread until stopped."""
        failures = 0
        while not self._stop.is_set():
            self._wake.clear()
            try:
                more = self._step()
            except Exception as error:  # noqa: BLE001 - a loop outlives whatever its step meets; its rows stay
                failures += 1
                self._report(error, failures)
                self._stop.wait(_pause(failures))
                continue
            failures, self._failure, self._last_step = 0, None, time.monotonic()
            if not more:
                self._wake.wait(self._idle)

    def _report(self, error: Exception, failures: int) -> None:
        # Readiness and the log say only what kind it is, unless the sentence is our own: others may quote people.
        self._failure = str(error) if isinstance(error, BrokerUnavailable) else type(error).__name__
        self._last_step = time.monotonic()
        # Said at the first failure and then ever more rarely: an outage must not fill the disk.
        if failures & (failures - 1) == 0:
            log.error(
                "loop_failed", loop=self.name, failures=failures, error=type(error).__name__, where=frames(error)[-3:]
            )


def _pause(failures: int) -> float:
    longest: float = min(LONGEST_PAUSE, 0.05 * 2.0 ** min(failures, 8))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads retries, guards no secret
