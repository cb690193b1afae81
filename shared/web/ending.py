"""Whether this process has been asked to end: what would otherwise go on for hours looks here.

A plain mark, because a signal handler sets it: a lock could be held by the very code it interrupts.
"""

from __future__ import annotations

_asked: list[bool] = []


def begin() -> None:
    """Called from the signal handlers of the web server."""
    _asked.append(True)


def begun() -> bool:
    """Whether to end now."""
    return bool(_asked)
