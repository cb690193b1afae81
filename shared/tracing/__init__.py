"""Traces: which work belonged to one request, through all three services. Off unless a receiver is named.

What belongs together is passed on as ``traceparent`` (W3C Trace Context), by :mod:`shared.correlation` inside a
process and in the envelope of every event between them. OpenTelemetry is imported by ``otlp`` only, and only when
``OTEL_EXPORTER_OTLP_ENDPOINT`` is set. A span holds codes, routes, types and ids of events and messages; no name,
number, address, path or body.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Literal, Protocol

from shared.config import TRACES, WrongSetting

Kind = Literal["server", "internal", "producer", "consumer", "client"]
Attributes = Mapping[str, str | int]


class Span(Protocol):
    """A piece of work that is under way."""

    @property
    def traceparent(self) -> str | None:
        """What belongs to this piece of work says so with this."""

    def note(self, name: str, value: str | int) -> None:
        """Say more of it."""

    def failed(self, kind: str) -> None:
        """It went wrong; ``kind`` is a code or the type of an error, never what the error says."""

    def forget(self) -> None:
        """Nothing worth telling happened: it is not sent."""


class Tracer(Protocol):
    """Writes down what one service does."""

    @property
    def active(self) -> bool:
        """Whether anybody receives it."""

    def span(
        self, name: str, kind: Kind, *, parent: str | None, attributes: Attributes | None = None
    ) -> AbstractContextManager[Span]:
        """The work inside; it begins a trace when there is no ``parent``. An error that leaves it fails it."""

    def record(self, name: str, kind: Kind, *, parent: str, began: int, attributes: Attributes | None = None) -> None:
        """Work that has just ended, begun at ``began`` (nanoseconds of :func:`time.time_ns`)."""

    def close(self) -> None:
        """Send what is left, if the receiver takes it soon. The tracer may be used again."""


@dataclass(frozen=True)
class NoSpan:
    """Nothing is written down, and what came in is passed on as it came."""

    traceparent: str | None

    def note(self, name: str, value: str | int) -> None: ...

    def failed(self, kind: str) -> None: ...

    def forget(self) -> None: ...


class NoTracer:
    """Tracing is off: costs next to nothing."""

    active = False

    def span(
        self, name: str, kind: Kind, *, parent: str | None, attributes: Attributes | None = None
    ) -> AbstractContextManager[Span]:
        return nullcontext(NoSpan(parent))

    def record(self, name: str, kind: Kind, *, parent: str, began: int, attributes: Attributes | None = None) -> None:
        """Nobody receives it."""

    def close(self) -> None:
        """There is nothing to send."""


def open_tracer(service: str, version: str, receiver: str | None) -> Tracer:
    """The tracer of a service; ``receiver`` is the address that takes spans (OTLP over HTTP), None for off.

    Raises :class:`WrongSetting` when the packages are not there. Connects to nothing.
    """
    if receiver is None:
        return NoTracer()
    try:
        from shared.tracing.otlp import OtlpTracer
    except ImportError as error:
        raise WrongSetting(
            TRACES,
            f"tracing needs what requirements-tracing.txt pins ({error}): "
            "run `pip install -r requirements-tracing.txt`, or leave it unset.",
        ) from error
    return OtlpTracer(service, version, receiver)


def within(
    tracer: Tracer, name: str, parent: str | None, attributes: Attributes | None = None
) -> AbstractContextManager[Span]:
    """A step of work in hand; one that belongs to nothing is not written down."""
    return (
        nullcontext(NoSpan(None))
        if parent is None
        else tracer.span(name, "internal", parent=parent, attributes=attributes)
    )
