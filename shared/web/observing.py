"""What is known of each request afterwards: an id that travels, a line in the log, a count and a duration.

Routes are written as templates (``/api/v1/requests/<uuid:request_id>``): no path, query or body.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack

import structlog
from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector

from shared.correlation import Correlation, correlated
from shared.ids import new_id

REQUEST_ID = "X-Request-ID"
UNMATCHED = "unmatched"
"""The route of a request for an address there is not."""

# One set for the process, told apart by service: three apps may live in one process.
REQUESTS = Counter("outreach_http_requests_total", "Requests answered.", ["service", "method", "route", "status"])
SECONDS = Histogram("outreach_http_request_seconds", "Time to answer a request.", ["service", "method", "route"])

log = structlog.get_logger(__name__)

_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked every few seconds by machines: counted, not logged."""


def observe(app: Flask, service: str) -> None:
    """Give each request its id and correlation, and count it when it is answered."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        correlation = _correlation()
        g.request_id = correlation.correlation_id
        g.inside = ExitStack()
        g.inside.enter_context(correlated(correlation))

    @app.after_request
    def finish(answer: Response) -> Response:
        answer.headers[REQUEST_ID] = g.get("request_id", "")
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        _count(service, answer.status_code, seconds)
        return answer

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        g.pop("inside", ExitStack()).close()


def request_id() -> str:
    """The id of the request in hand, as its answer names it."""
    known: str = g.get("request_id", "-")
    return known


def metrics_text(service: str) -> tuple[bytes, str]:
    """Prometheus' text and its media type: this service's samples, of all its processes together.

    With ``PROMETHEUS_MULTIPROC_DIR`` the processes share files in that directory.
    """
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call] # prometheus_client leaves it untyped
    return generate_latest(_OfService(registry, service)), CONTENT_TYPE_LATEST


class _OfService(CollectorRegistry):
    """A registry without the samples of the process's other services."""

    def __init__(self, registry: CollectorRegistry, service: str) -> None:
        super().__init__()
        self._registry, self._service = registry, service

    def collect(self) -> Iterator[Metric]:
        for metric in self._registry.collect():
            kept = [s for s in metric.samples if s.labels.get("service", self._service) == self._service]
            if kept:
                metric.samples = kept
                yield metric


def _correlation() -> Correlation:
    """The caller's own id when it is a sane one, else its trace, else a new id."""
    given = request.headers.get(REQUEST_ID, "")
    trace = _TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
    chosen = given if _SANE_ID.fullmatch(given) else trace.group(1) if trace else new_id()
    return Correlation(chosen, traceparent=trace.group(0) if trace else None)


def _count(service: str, status: int, seconds: float) -> None:
    route = request.url_rule.rule if request.url_rule else UNMATCHED
    method = request.method if request.method in _METHODS else "other"
    REQUESTS.labels(service, method, route, status).inc()
    SECONDS.labels(service, method, route).observe(seconds)
    if route not in _QUIET:
        _line(service, method, route, status, seconds)


def _line(service: str, method: str, route: str, status: int, seconds: float) -> None:
    log.info(
        "request",
        service=service,
        method=method,
        route=route,
        status=status,
        milliseconds=round(seconds * 1000, 1),
        who=g.principal.kind if "principal" in g else None,
    )
