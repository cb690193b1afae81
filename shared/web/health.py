"""``/healthz``, ``/readyz``, ``/metrics``: what machines ask of a web process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response

from shared.exposition import metrics_text
from shared.health import Check, summary
from shared.service import Runtime

ExtraHealth = Callable[[], Sequence[Check]]


def health(runtime: Runtime[Any], extra: ExtraHealth | None) -> Blueprint:
    """The three routes, outside the API and open to everybody who reaches the process."""
    routes = Blueprint("outreach_health", __name__)

    @routes.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @routes.get("/readyz")
    def readyz() -> tuple[dict[str, Any], int]:
        status, lines = summary([*runtime.readiness(), *(extra() if extra else ())])
        return lines, status

    @routes.get("/metrics")
    def metrics() -> Response:
        text, media_type = metrics_text(runtime.name, runtime.standing)
        return Response(text, content_type=media_type)

    return routes
