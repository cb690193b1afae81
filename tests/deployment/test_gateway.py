"""``deploy/nginx.conf`` in a real nginx: one origin, three prefixes, and nobody's headers believed."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from string import Template
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
import requests

from tests.deployment.compose import ROOT, SERVICES, environment_of
from tools.servers.keeper import keeper
from tools.servers.missing import find_program
from tools.servers.ports import free_port
from tools.waiting import until


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        """Answers are what is looked at."""


class Echo:
    """A web process that answers with what reached it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.server: WSGIServer = make_server("127.0.0.1", 0, self._answer, handler_class=_Quiet)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        names = [name for name in environ if name.startswith("HTTP_")]
        heard = {name: environ[name] for name in (*names, "PATH_INFO", "QUERY_STRING", "REQUEST_METHOD")}
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"service": self.name, **heard}).encode()]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Gateway:
    """The gateway's nginx in front of three echoes."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.echoes = {name: Echo(name) for name in SERVICES}
        addresses = {f"OUTREACH_{n.upper()}": f"127.0.0.1:{e.server.server_port}" for n, e in self.echoes.items()}
        filled = Template((ROOT / "deploy/nginx.conf").read_text()).safe_substitute(
            addresses, OUTREACH_LISTEN=f"127.0.0.1:{self.port}", OUTREACH_RESOLVER="127.0.0.1"
        )
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(filled.replace("/tmp/nginx", f"{folder}/nginx"))  # noqa: S108 - the image's own folder
        self.program = find_program("nginx", "nginx", "/usr/sbin")
        self._process = subprocess.Popen([*self.command, "-g", "daemon off;"])
        keeper().guard(self._process.pid)
        until(self._answers)

    @property
    def command(self) -> list[str]:
        return [str(self.program), "-c", str(self.configuration)]

    def _answers(self) -> bool:
        try:
            return self.get("/healthz").ok
        except requests.ConnectionError:
            return False

    def get(self, path: str, **options: Any) -> requests.Response:
        return requests.get(f"http://127.0.0.1:{self.port}{path}", timeout=10, **options)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)
        keeper().release(self._process.pid)
        for echo in self.echoes.values():
            echo.close()


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    gateway = Gateway(tmp_path)
    yield gateway
    gateway.close()


def test_nginx_accepts_the_configuration(gateway: Gateway) -> None:
    checked = subprocess.run([*gateway.command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr


def test_compose_fills_every_name_the_configuration_asks_for() -> None:
    asked = {name for _, _, name, _ in Template.pattern.findall((ROOT / "deploy/nginx.conf").read_text()) if name}
    assert {name for name in asked if name.isupper()} == {
        name for name in environment_of("gateway") if name.startswith("OUTREACH_")
    }


@pytest.mark.parametrize("service", SERVICES)
def test_each_prefix_reaches_its_service_which_is_told_the_prefix(gateway: Gateway, service: str) -> None:
    heard = gateway.get(f"/{service}/api/v1/things?limit=2").json()
    assert heard["service"] == service
    assert heard["HTTP_X_FORWARDED_PREFIX"] == f"/{service}"
    assert (heard["PATH_INFO"], heard["QUERY_STRING"]) == (f"/{service}/api/v1/things", "limit=2")
    assert gateway.get(f"/{service}", allow_redirects=False).headers["Location"] == f"/{service}/"


@pytest.mark.parametrize("path", ["/", "/favicon.ico", "/static/0123456789ab/style.css"])
def test_what_the_origin_answers_is_rendered_by_volunteers_without_a_prefix(gateway: Gateway, path: str) -> None:
    heard = gateway.get(path).json()
    assert (heard["service"], heard["PATH_INFO"]) == ("volunteers", path)
    assert "HTTP_X_FORWARDED_PREFIX" not in heard


def test_nobody_chooses_where_he_seems_to_come_from(gateway: Gateway) -> None:
    lies = dict.fromkeys(["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Port"], "6.6.6.6")
    heard = gateway.get("/sessions/", headers={**lies, "X-Forwarded-Proto": "https"}).json()
    forwarded = {name: value for name, value in heard.items() if name.startswith("HTTP_X_FORWARDED")}
    assert forwarded == {
        "HTTP_X_FORWARDED_FOR": "127.0.0.1",
        "HTTP_X_FORWARDED_HOST": f"127.0.0.1:{gateway.port}",
        "HTTP_X_FORWARDED_PREFIX": "/sessions",
        "HTTP_X_FORWARDED_PROTO": "http",
    }


def test_a_service_that_is_down_costs_its_own_addresses_only(gateway: Gateway) -> None:
    gateway.echoes["sessions"].close()
    away = gateway.get("/sessions/api/v1/appointments")
    assert (away.status_code, away.headers["Content-Type"]) == (503, "application/problem+json")
    assert away.json()["status"] == 503
    assert int(away.headers["Retry-After"]) > 0
    assert gateway.get("/volunteers/").ok
    assert gateway.get("/notifications/").ok


@pytest.mark.parametrize("path", ["/api/v1/requests", "/readyz", "/elsewhere"])
def test_the_api_has_no_second_address_at_the_root(gateway: Gateway, path: str) -> None:
    nowhere = gateway.get(path)
    assert (nowhere.status_code, nowhere.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_body_far_too_large_does_not_reach_a_service(gateway: Gateway) -> None:
    refused = requests.post(
        f"http://127.0.0.1:{gateway.port}/volunteers/api/v1/requests", data=b"x" * 2**21, timeout=10
    )
    assert (refused.status_code, refused.json()["status"]) == (413, 413)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("GET / HTTP/1.1\r\nContent-Length: -1", 400),
        ("GET /\x01 HTTP/1.1", 400),
        ("GET / HTTP/1.1\r\nCookie: " + "a" * 40_000, 400),
        ("GET /?" + "a" * 40_000 + " HTTP/1.1", 414),
    ],
    ids=["length", "sign", "header", "address"],
)
def test_what_is_no_http_is_refused_with_a_problem_document(gateway: Gateway, line: str, status: int) -> None:
    with socket.create_connection(("127.0.0.1", gateway.port), 10) as wire:
        wire.sendall(f"{line}\r\nHost: localhost\r\n\r\n".encode("latin-1"))
        with HTTPResponse(wire) as answer:
            answer.begin()
            assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json")
            assert json.loads(answer.read())["status"] == status


def test_a_flood_is_slowed_and_told_when_to_come_back(gateway: Gateway) -> None:
    with requests.Session() as flood:
        answers = (flood.get(f"http://127.0.0.1:{gateway.port}/volunteers/", timeout=10) for _ in range(1000))
        refused = next(answer for answer in answers if answer.status_code != 200)
    assert (refused.status_code, refused.json()["status"]) == (429, 429)
    assert int(refused.headers["Retry-After"]) > 0
    assert gateway.get("/healthz").ok, "whoever looks after the gateway is not slowed"
