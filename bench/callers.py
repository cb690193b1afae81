"""Callers over HTTP that cost little themselves: requests made beforehand, on connections that stay open."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import requests

from bench.workers import Worker

CONNECTIONS = 4

_END = b"\r\n\r\n"
_LENGTH = b"\r\ncontent-length:"


def get(path: str, **headers: str) -> bytes:
    """A GET as it goes over the wire; ``X_Forwarded_Prefix="/volunteers"`` is a header too."""
    said = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{said}\r\n".encode()


def post(path: str, body: dict[str, Any]) -> bytes:
    """A POST of JSON as it goes over the wire."""
    content = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content


def call(port: int, wire: Sequence[bytes]) -> float:
    """Send all of ``wire`` over :data:`CONNECTIONS`, one after another on each; seconds until all are answered.

    Raises when one is answered with anything but success.
    """
    started = time.perf_counter()
    timed(port, wire)
    return time.perf_counter() - started


def timed(port: int, wire: Sequence[bytes]) -> list[float]:
    """As :func:`call`; the seconds each answer took."""
    shares = [wire[start::CONNECTIONS] for start in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        taken = [threads.submit(_call_in_turn, port, share) for share in shares]
        return [seconds for share in taken for seconds in share.result()]


def wait_until_served(server: Worker, port: int, path: str) -> None:
    """Wait until ``path`` is answered with success."""

    def served() -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{port}{path}", timeout=5).ok
        except (requests.ConnectionError, requests.Timeout):  # not there yet, or not awake yet
            return False

    server.wait_for(served, 60)


def _call_in_turn(port: int, wire: Sequence[bytes]) -> list[float]:
    taken = []
    with closing(socket.create_connection(("127.0.0.1", port), timeout=60)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for request in wire:
            sent = time.perf_counter()
            connection.sendall(request)
            answer = _answer(connection)
            taken.append(time.perf_counter() - sent)
            if not answer.startswith(b"HTTP/1.1 2"):
                raise RuntimeError(f"{request[:60]!r} was answered {answer[:1000]!r}")
    return taken


def _answer(connection: socket.socket) -> bytes:
    """One answer with its head; every answer here says how long it is."""
    received = b""
    while _END not in received:
        received += _more(connection)
    head, _, body = received.partition(_END)
    start = head.lower().index(_LENGTH) + len(_LENGTH)
    length = int(head[start:].split(b"\r\n", 1)[0])
    while len(body) < length:
        body += _more(connection)
    return head + _END + body


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise RuntimeError("the server closed the connection")
    return received
