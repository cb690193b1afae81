"""What is known of each request afterwards: an id that travels, a line in the log, a count and a duration.

Routes are written as templates (``/api/v1/requests/<uuid:request_id>``): no path, query or body.
"""

from __future__ import annotations

import re
import time
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace

import structlog
from flask import Flask, Response, g, request
from prometheus_client import Counter, Histogram

from shared.correlation import TRACEPARENT, Correlation, correlated
from shared.ids import new_id
from shared.tracing import NoSpan, Span, Tracer

REQUEST_ID = "X-Request-ID"
UNMATCHED = "unmatched"
"""The route of a request for an address there is not."""

# One set for the process, told apart by service: three apps may live in one process.
REQUESTS = Counter("outreach_http_requests_total", "Requests answered.", ["service", "method", "route", "status"])
SECONDS = Histogram(
    "outreach_http_request_seconds",
    "Time to answer a request.",
    ["service", "method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10),
)

log = structlog.get_logger(__name__)

_NOTHING = NoSpan(None)
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked every few seconds by machines: counted, not logged."""


def observe(app: Flask, service: str, tracer: Tracer) -> None:
    """Give each request its id and correlation, and count it when it is answered."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        correlation = _correlation()
        g.request_id = correlation.correlation_id
        g.inside = ExitStack()
        g.span = _NOTHING if _route() in _QUIET else g.inside.enter_context(_span(tracer, correlation))
        g.inside.enter_context(correlated(replace(correlation, traceparent=g.span.traceparent)))

    @app.after_request
    def finish(answer: Response) -> Response:
        answer.headers[REQUEST_ID] = g.get("request_id", "")
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        _count(service, answer.status_code, seconds)
        _end_span(g.get("span", _NOTHING), answer.status_code)
        return answer

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        g.pop("inside", ExitStack()).close()


def request_id() -> str:
    """The id of the request in hand, as its answer names it."""
    known: str = g.get("request_id", "-")
    return known


def _correlation() -> Correlation:
    """The caller's own id when it is a sane one, else its trace, else a new id."""
    given = request.headers.get(REQUEST_ID, "")
    trace = TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
    chosen = given if _SANE_ID.fullmatch(given) else trace.group(1) if trace else new_id()
    return Correlation(chosen, traceparent=trace.group(0) if trace else None)


def _span(tracer: Tracer, correlation: Correlation) -> AbstractContextManager[Span]:
    """Names from OpenTelemetry's semantic conventions for HTTP, without those that hold addresses."""
    said = {
        "http.request.method": _method(),
        "http.route": _route(),
        "outreach.correlation_id": correlation.correlation_id,
    }
    return tracer.span(f"{_method()} {_route()}", "server", parent=correlation.traceparent, attributes=said)


def _end_span(span: Span, status: int) -> None:
    span.note("http.response.status_code", status)
    if status >= 500:
        span.failed(str(status))


def _route() -> str:
    return request.url_rule.rule if request.url_rule else UNMATCHED


def _method() -> str:
    return request.method if request.method in _METHODS else "other"


def _count(service: str, status: int, seconds: float) -> None:
    route, method = _route(), _method()
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
