"""What the work in hand began with, for logs and envelopes: carried by context, not by arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from shared.ids import new_id

TRACEPARENT = re.compile(r"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
"""W3C Trace Context: version, trace, parent and flags; group 1 is the trace."""


@dataclass(frozen=True)
class Correlation:
    """``correlation_id`` names the HTTP request or timer it began with, ``causation_id`` the event that caused it,
    ``traceparent`` the piece of work in hand as W3C Trace Context writes it.
    """

    correlation_id: str
    causation_id: str | None = None
    traceparent: str | None = None

    @classmethod
    def new(cls) -> Correlation:
        """The beginning of something."""
        return cls(new_id())

    @property
    def trace_id(self) -> str | None:
        """The trace it belongs to."""
        return self.traceparent.split("-")[1] if self.traceparent else None


_CURRENT: ContextVar[Correlation | None] = ContextVar("correlation", default=None)


def current_correlation() -> Correlation:
    """The correlation of the work in hand, or a new one."""
    return _CURRENT.get() or Correlation.new()


def correlation_in_hand() -> Correlation | None:
    """The correlation of the work in hand; None outside any."""
    return _CURRENT.get()


@contextmanager
def correlated(correlation: Correlation) -> Iterator[Correlation]:
    """Everything inside belongs to ``correlation``."""
    token = _CURRENT.set(correlation)
    try:
        yield correlation
    finally:
        _CURRENT.reset(token)
