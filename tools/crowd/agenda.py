"""Who does what when: turns with a time, taken by threads in that order."""

from __future__ import annotations

import heapq
import logging
import threading
import time
from collections.abc import Callable
from itertools import count

Turn = Callable[[], None]

logger = logging.getLogger(__name__)


class Agenda:
    """Turns are due at a moment of the monotonic clock, and are done by the first thread that is free.

    That a thread came late does not move later turns: the crowd keeps asking at its own pace when the
    network is slow (an open loop). ``begin`` is told when a turn was due, in the thread that takes it.
    """

    def __init__(self, threads: int, begin: Callable[[float], None] = lambda _due: None) -> None:
        self._begin = begin
        self._turns: list[tuple[float, int, Turn]] = []
        self._numbers = count()
        self._changed = threading.Condition()
        self._open = True
        self._busy = 0
        self.failed: list[BaseException] = []
        self._threads = [threading.Thread(target=self._work, name=f"turn-{n}", daemon=True) for n in range(threads)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Turns that are not due yet are forgotten; those in hand are finished."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def after(self, seconds: float, turn: Turn) -> None:
        self.at(time.monotonic() + seconds, turn)

    def at(self, due: float, turn: Turn) -> None:
        with self._changed:
            heapq.heappush(self._turns, (due, next(self._numbers), turn))
            self._changed.notify()

    @property
    def waiting(self) -> int:
        """How many turns are due or in hand."""
        with self._changed:
            return self._busy + sum(due <= time.monotonic() for due, _, _ in self._turns)

    @property
    def left(self) -> int:
        """How many turns are still to come, or in hand."""
        with self._changed:
            return self._busy + len(self._turns)

    def _work(self) -> None:
        while True:
            taken = self._take()
            if taken is None:
                return
            try:
                self._begin(taken[0])
                taken[1]()
            except Exception as error:  # one person's trouble ends nobody else's day; it is reported at the end
                logger.exception("a turn failed")
                self.failed.append(error)
            finally:
                with self._changed:
                    self._busy -= 1

    def _take(self) -> tuple[float, Turn] | None:
        with self._changed:
            while self._open:
                wait = self._turns[0][0] - time.monotonic() if self._turns else None
                if wait is not None and wait <= 0:
                    due, _, turn = heapq.heappop(self._turns)
                    self._busy += 1
                    return due, turn
                self._changed.wait(wait)
            return None
