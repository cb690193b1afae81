"""A worker process: the loops of one service, its health and metrics on a port of its own."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from shared.exposition import metrics_text
from shared.health import Check, Status, summary
from shared.logs import configure_logs
from shared.service import Runtime

log = structlog.get_logger(__name__)

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


def run_worker(runtime: Runtime[Any], *names: str) -> bool:
    """Run the loops named (or all) until SIGTERM or SIGINT; whether everything ended in time."""
    configure_logs()
    asked_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked_to_stop.set())
    runtime.start(*names)
    server = _serve_health(runtime)
    log.info("worker_started", service=runtime.name, loops=[loop.name for loop in runtime.running], port=server.port)
    asked_to_stop.wait()
    log.info("worker_stopping", service=runtime.name)
    ended = runtime.stop()
    server.shutdown()
    return ended


def worker_checks(runtime: Runtime[Any]) -> list[Check]:
    """The service's readiness and a line for each loop of this process."""
    return [*runtime.readiness(), *(_loop_check(loop.name, loop.trouble) for loop in runtime.running)]


def _loop_check(name: str, trouble: str | None) -> Check:
    status: Status = "warning" if trouble else "ok"
    return Check(f"loop {name}", status, trouble or "runs")


def _serve_health(runtime: Runtime[Any]) -> BaseWSGIServer:
    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO")
        if path == "/metrics":
            text, media_type = metrics_text(runtime.name, runtime.standing)
            start_response("200 OK", [("Content-Type", media_type)])
            return [text]
        if path == "/healthz":
            return _json(start_response, 200, {"status": "ok"})
        if path == "/readyz":
            return _json(start_response, *summary(worker_checks(runtime)))
        return _json(start_response, 404, {"title": "/healthz, /readyz and /metrics are here"})

    # Probes and Prometheus come from other machines; the port shows no data of people.
    host, port = "0.0.0.0", runtime.config.worker_port  # noqa: S104
    server = make_server(host, port, answer, threaded=True, request_handler=_Quiet)
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Probes come every few seconds; they are not news."""


def _json(start_response: StartResponse, status: int, body: dict[str, Any]) -> Iterable[bytes]:
    words = {200: "200 OK", 404: "404 Not Found", 503: "503 Service Unavailable"}
    start_response(words[status], [("Content-Type", "application/json; charset=utf-8")])
    return [json.dumps(body, ensure_ascii=False).encode()]
