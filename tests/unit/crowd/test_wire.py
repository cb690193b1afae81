"""Who gets no answer asks again, and it is the same call."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tools.crowd import Call, Caller, Wire
from tools.servers.ports import free_port

Script = list[tuple[int, dict[str, str]]]


class Server(ThreadingHTTPServer):
    """Answers by its script, one entry a call, and then 201; keeps what it was sent."""

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = script
        self.sent: list[tuple[str | None, bytes]] = []
        self.callers: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.sent.append((self.headers["Idempotency-Key"], body))
        self.server.callers.append(self.client_address[0])
        status, headers = self.server.script.pop(0) if self.server.script else (201, {})
        content = json.dumps({"id": "1"}).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def script() -> Script:
    return []


@pytest.fixture
def server(script: Script) -> Iterator[Server]:
    with Server(script) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_failure_is_answered_with_the_same_call_again(server: Server, script: Script) -> None:
    script += [(503, {}), (502, {})]
    seen: list[Call] = []
    answer = Caller(Wire(server.address, watch=seen.append)).post("/requests", {"ward": "00004"})
    assert answer.ok
    assert len(server.sent) == 3
    assert len(set(server.sent)) == 1
    assert [(call.status, call.failures) for call in seen] == [(201, (503, 502))]


def test_a_refusal_is_not_asked_again(server: Server, script: Script) -> None:
    script += [(409, {})]
    answer = Caller(Wire(server.address)).post("/offers/1/accept")
    assert (answer.ok, answer.unsure, len(server.sent)) == (False, False, 1)


@pytest.mark.parametrize(("seconds", "tries"), [("0", 2), ("900", 1)])
def test_who_is_asked_to_wait_a_moment_waits_and_who_for_long_does_not(
    server: Server, script: Script, seconds: str, tries: int
) -> None:
    script += [(429, {"Retry-After": seconds})]
    Caller(Wire(server.address)).post("/requests")
    assert len(server.sent) == tries


def test_nobody_there_leaves_it_unsure_when_patience_ends() -> None:
    answer = Caller(Wire(f"http://127.0.0.1:{free_port()}", patience=0.2)).post("/requests")
    assert (answer.status, answer.unsure) == (0, True)


def test_a_call_is_timed_from_when_it_was_wanted_and_named_without_ids() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    seen: list[Call] = []
    wire = Wire(f"http://127.0.0.1:{port}", patience=0, watch=seen.append)
    wire.wanted_since(0.0)
    Caller(wire).get("/requests/01a2052a-a5f1-71be-b686-36abb5c45285/timeline?limit=5")
    assert seen[0].route == "GET /requests/{id}/timeline"
    assert seen[0].seconds == seen[0].ended_at


def test_everybody_calls_from_a_home_of_their_own(server: Server) -> None:
    wire = Wire(server.address)
    for _ in range(3):
        Caller(wire).post("/requests")
    assert len(set(server.callers)) == 3
