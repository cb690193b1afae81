"""gunicorn's threaded worker with our manners: ``worker_class = "shared.web.worker.Worker"``.

What gunicorn refuses by itself, before any service sees it, is a problem document like every other
refusal, and neither answer nor log repeats what was sent.
"""

from __future__ import annotations

import http
import json
import socket
import sys
from typing import Any

import click
import structlog
from gunicorn.arbiter import Arbiter
from gunicorn.http import errors
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from shared.config import WrongSetting
from shared.web import ending
from shared.web.kinds import ADDRESS_TOO_LONG, HEADERS_TOO_LARGE, UNREADABLE, Kind
from shared.web.language import Sentence
from shared.web.switchboard import SWITCHBOARD, HandedOver, Switchboard

log = structlog.get_logger(__name__)

_OUR_FAULT = (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName, errors.ConfigurationProblem)
_MALFORMED = Sentence(
    "Yêu cầu HTTP sai cú pháp. Gửi lại theo RFC 9112.", "The HTTP request is malformed. Write it as RFC 9112 says."
)


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn publishes no types
    """A thread for each connection that is busy, and one for all streams; see :mod:`shared.web.worker`."""

    wsgi: Any

    def load_wsgi(self) -> None:
        """A wrong setting ends the server with its sentence; gunicorn would start workers for ever."""
        try:
            super().load_wsgi()
        except WrongSetting as error:
            click.echo(error, err=True)
            sys.exit(Arbiter.APP_LOAD_ERROR)
        self.streams = Switchboard()
        self.wsgi = _naming(self.streams, self.wsgi)

    def run(self) -> None:
        """Until the end; then streams end in order too."""
        try:
            super().run()
        finally:
            self.streams.end()

    def handle_request(self, req: Any, conn: Any) -> bool:
        """A stream leaves its thread once its head is sent, and takes its connection with it."""
        try:
            return bool(super().handle_request(req, conn))
        except HandedOver as over:
            connection, conn.sock = conn.sock, None
            self.streams.take(connection, over.line, chunked=req.version > (1, 0))  # as gunicorn's head said
            return False

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Called on the main thread when a request is done with."""
        if conn.sock is None:  # the switchboard has it
            self.nr_conns -= 1
            return
        super().finish_request(conn, fs)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """SIGTERM: open streams end too, or the process would be killed with them ten seconds later."""
        ending.begin()
        super().handle_exit(sig, frame)

    def handle_quit(self, sig: int, frame: Any) -> None:
        """Ctrl-C: Python waits for its threads, and a stream is one."""
        ending.begin()
        super().handle_quit(sig, frame)

    def is_parent_alive(self) -> bool:
        """Without its master a worker ends by itself, and its streams with it."""
        alive = bool(super().is_parent_alive())
        if not alive:
            ending.begin()
        return alive

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Called by gunicorn for what it cannot read, and for what an application let escape."""
        if not isinstance(exc, errors.ParseException) or isinstance(exc, _OUR_FAULT):
            super().handle_error(req, client, addr, exc)
            return
        log.info("request_unreadable", error=type(exc).__name__)
        try:
            write_nonblock(client, refusal(exc))
        except OSError:
            log.debug("caller_gone", error=type(exc).__name__)


def _naming(streams: Switchboard, wsgi: Any) -> Any:
    """The application, told whom it may hand streams over to."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        environ[SWITCHBOARD] = streams
        return wsgi(environ, start_response)

    return answer


def refusal(error: errors.ParseException) -> bytes:
    """The whole HTTP answer to what could not be read. Nobody's language is known yet: Vietnamese, then English."""
    kind, remedy = _kind(error)
    title = f"{kind.title} · {kind.title.en}"
    document = {"type": "about:blank", "title": title, "status": kind.status, "detail": f"{remedy} · {remedy.en}"}
    body = json.dumps(document, ensure_ascii=False).encode()
    head = (
        f"HTTP/1.1 {kind.status} {http.HTTPStatus(kind.status).phrase}\r\n"
        f"Connection: close\r\nContent-Type: application/problem+json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _kind(error: errors.ParseException) -> tuple[Kind, Sentence]:
    if isinstance(error, errors.LimitRequestLine):
        return ADDRESS_TOO_LONG, ADDRESS_TOO_LONG.remedy
    if isinstance(error, errors.LimitRequestHeaders):
        return HEADERS_TOO_LARGE, HEADERS_TOO_LARGE.remedy
    return UNREADABLE, _MALFORMED
