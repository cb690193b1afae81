"""When a process that ended is started again: as Docker does for ``restart: unless-stopped``."""

from __future__ import annotations

from dataclasses import dataclass

SHORTEST, LONGEST = 0.1, 60.0
"""Seconds before a start; it doubles from one to the other.

Source: moby, ``restartmanager`` (``defaultTimeout``, ``maxRestartTimeout``, ``backoffMultiplier``)."""

LONG_ENOUGH = 10.0
"""Seconds a process must have run for the next wait to be the shortest again."""


@dataclass
class Backoff:
    """The waits of one process."""

    _next: float = 0.0

    def after(self, ran: float) -> float:
        """Seconds to wait before a process that ran for ``ran`` seconds is started again."""
        if self._next == 0.0 or ran >= LONG_ENOUGH:
            self._next = SHORTEST
        else:
            self._next = min(2 * self._next, LONGEST)
        return self._next
