"""Spans with OpenTelemetry, sent in the background as OTLP over HTTP.

A receiver that is slow or away costs spans and nothing else: they wait in a bounded queue and then are dropped.
Sampling, headers and time limits are set by the variables OpenTelemetry itself defines (``OTEL_TRACES_SAMPLER``,
``OTEL_EXPORTER_OTLP_HEADERS``, ``OTEL_EXPORTER_OTLP_TIMEOUT`` …).
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version as version_of
from typing import Final

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from shared.tracing import Attributes, Kind

LINE: Final = "1.45."
"""The versions this was written for and is tested with."""

LAST_SECONDS: Final = 0.5
"""How long the end of a process waits for the receiver to take the last spans."""

_KINDS: Final = {
    "server": SpanKind.SERVER,
    "internal": SpanKind.INTERNAL,
    "producer": SpanKind.PRODUCER,
    "consumer": SpanKind.CONSUMER,
    "client": SpanKind.CLIENT,
}
_IDLE: Final = "outreach.idle"
_W3C: Final = TraceContextTextMapPropagator()

if not version_of("opentelemetry-sdk").startswith(LINE):
    raise ImportError(f"opentelemetry-sdk {version_of('opentelemetry-sdk')} is here, {LINE}* is needed")


class OtlpSpan:
    """One OpenTelemetry span."""

    def __init__(self, span: Span) -> None:
        self._span = span

    @property
    def traceparent(self) -> str:
        at = self._span.get_span_context()
        return f"00-{at.trace_id:032x}-{at.span_id:016x}-{int(at.trace_flags):02x}"

    def note(self, name: str, value: str | int) -> None:
        self._span.set_attribute(name, value)

    def failed(self, kind: str) -> None:
        self._span.set_attribute("error.type", kind)
        self._span.set_status(StatusCode.ERROR, kind)

    def forget(self) -> None:
        self._span.set_attribute(_IDLE, value=True)


class _WorthSending(BatchSpanProcessor):
    """Leaves out what was forgotten: a timer that finds nothing to do, every second, is no news."""

    def on_end(self, span: ReadableSpan) -> None:
        if not (span.attributes or {}).get(_IDLE):
            super().on_end(span)


class OtlpTracer:
    """The tracer of one service in this process; after a fork the child makes its own connections and thread."""

    active = True

    def __init__(self, service: str, version: str, receiver: str) -> None:
        self._resource = Resource.create(
            {"service.namespace": "outreach", "service.name": service, "service.version": version}
        )
        self._receiver = receiver
        self._lock = threading.Lock()
        self._provider: TracerProvider | None = None
        self._pid = 0

    @contextmanager
    def span(
        self, name: str, kind: Kind, *, parent: str | None, attributes: Attributes | None = None
    ) -> Iterator[OtlpSpan]:
        tracer = self._open().get_tracer("outreach")
        begun = tracer.start_span(name, _context(parent), kind=_KINDS[kind], attributes=attributes)
        span = OtlpSpan(begun)
        try:
            yield span
        except BaseException as error:
            span.failed(type(error).__name__)
            raise
        finally:
            begun.end()

    def record(self, name: str, kind: Kind, *, parent: str, began: int, attributes: Attributes | None = None) -> None:
        tracer = self._open().get_tracer("outreach")
        tracer.start_span(name, _context(parent), kind=_KINDS[kind], attributes=attributes, start_time=began).end()

    def close(self) -> None:
        with self._lock:
            provider, self._provider = self._provider, None
            mine = self._pid == os.getpid()
        if provider is not None and mine:
            # Its own time limit is half a minute; a supervisor's SIGKILL comes sooner.
            last = threading.Thread(target=provider.shutdown, daemon=True)
            last.start()
            last.join(LAST_SECONDS)

    def _open(self) -> TracerProvider:
        with self._lock:
            if self._provider is None or self._pid != os.getpid():
                self._provider, self._pid = self._make(), os.getpid()
                atexit.register(self.close)
            return self._provider

    def _make(self) -> TracerProvider:
        provider = TracerProvider(resource=self._resource, shutdown_on_exit=False)
        provider.add_span_processor(_WorthSending(OTLPSpanExporter(endpoint=self._receiver)))
        return provider


def _context(parent: str | None) -> Context:
    """Where a span belongs; what is no ``traceparent`` begins a trace."""
    return _W3C.extract({"traceparent": parent}, context=Context()) if parent else Context()
