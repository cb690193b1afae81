"""Our own relay as most outboxes have it: it looks every 50 ms, and nobody wakes it.

``python -m bench.references.polling`` runs it for the volunteers service.
"""

from __future__ import annotations

import signal
from typing import Any

from services.volunteers.bootstrap import build
from shared.messaging.loops import Loop
from shared.service import Runtime

EVERY = 0.05
"""Seconds between two looks."""


def relay_loop(volunteers: Runtime[Any]) -> Loop:
    """A loop that no commit wakes: the runtime does not know it."""
    return Loop("polling relay", volunteers.relay().run_once, idle=EVERY)


if __name__ == "__main__":
    loop = relay_loop(build())
    signal.signal(signal.SIGTERM, lambda *_: loop.stop())
    loop.run()
