"""The gateway's nginx in front of web processes that answer with what reached them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from typing import Any

import requests

from tests.deployment.compose import ROOT, SERVICES, environment_of
from tools.cluster.names import Names
from tools.servers.keeper import keeper
from tools.servers.missing import find_program
from tools.servers.ports import free_port
from tools.static_tree import lay_out
from tools.waiting import until

TLS = "compose.tls.yml"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
EVENTS = {"Accept": "text/event-stream"}


class Echo:
    """A web process that answers with what it heard; who asks for events gets a line and then nothing.

    ``dies`` lets it hang up on whoever has sent a request; ``hears`` is how many it has read, and ``stream_ended`` is
    set once one of those streams has ended.
    """

    def __init__(self, name: str, address: str = "127.0.0.1", port: int = 0) -> None:
        self.name = name
        self.dies = False
        self.hears = 0
        self.stream_ended = threading.Event()
        self.leaves = threading.Event()
        self.server = ThreadingHTTPServer((address, port or free_port()), partial(_Handler, self))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server.server_port

    def close(self) -> None:
        self.leaves.set()
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, echo: Echo, *arguments: Any) -> None:
        self._echo = echo
        super().__init__(*arguments)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Answers are what is looked at."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._echo.hears += 1
        if self._echo.dies:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        elif EVENTS["Accept"] in self.headers.get("Accept", ""):
            self._stream()
        else:
            heard = {"service": self._echo.name, "method": self.command, "path": self.path, "body": len(body)}
            self._send(json.dumps({**heard, "headers": dict(self.headers)}).encode())

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(b"data: first\n\n")
        self._echo.leaves.wait(30)
        self._echo.stream_ended.set()

    do_GET = do_POST = do_PUT = do_PATCH = _answer  # noqa: N815 - the names http.server calls


class Gateway:
    """nginx as ``docker compose up`` configures it; ``settings`` go over those of the container."""

    def __init__(self, folder: Path, settings: dict[str, str] | None = None, *, tls: bool = False) -> None:
        self.folder = folder
        self.tls = tls
        self.port, self.encrypted_port, self._names_port = free_port(), free_port(), free_port()
        self.echoes = {name: Echo(name) for name in SERVICES}
        self.replicas: list[str] = []
        self.configuration = folder / "nginx.conf"
        self._configure(settings or {})
        self.program = find_program("nginx", "nginx", "/usr/sbin")
        self._names = Names(lambda _name: self.replicas, self._names_port)
        self._names.start()
        # As root nginx would give up its rights, and somebody else may not enter our folder.
        ours = "daemon off; user root;" if os.geteuid() == 0 else "daemon off;"
        self._process = subprocess.Popen([*self.command, "-g", ours], start_new_session=True)
        keeper().guard(self._process.pid)
        try:
            until(self._answers)
        except BaseException:
            self.close()
            raise

    def _configure(self, settings: dict[str, str]) -> None:
        lay_out(self.folder)
        addresses = {f"OUTREACH_{n.upper()}": f"127.0.0.1:{e.port}" for n, e in self.echoes.items()}
        given = environment_of("gateway", *([TLS] if self.tls else []))
        here = {
            "OUTREACH_LISTEN": f"127.0.0.1:{self.port}",
            "OUTREACH_LISTEN_TLS": f"127.0.0.1:{self.encrypted_port}",
            "OUTREACH_PUBLIC_URL": f"https://127.0.0.1:{self.encrypted_port}",
            "OUTREACH_RESOLVER": f"127.0.0.1:{self._names_port}",
            "OUTREACH_STATIC": str(self.folder),
            "OUTREACH_PAGES": str(ROOT / "deploy/nginx"),
            "OUTREACH_TLS": str(self.folder / "tls.conf") if self.tls else given["OUTREACH_TLS"],
            "OUTREACH_CERTIFICATES": str(self.folder),
        }
        for template in (ROOT / "deploy/nginx.conf", ROOT / "deploy/nginx/tls.conf"):
            filled = Template(template.read_text()).safe_substitute({**given, **here, **addresses, **settings})
            moved = filled.replace("/tmp/nginx", f"{self.folder}/nginx")  # noqa: S108 - the image's own folder
            (self.folder / template.name).write_text(moved)

    @property
    def command(self) -> list[str]:
        return [str(self.program), "-c", str(self.configuration)]

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.encrypted_port}" if self.tls else f"http://127.0.0.1:{self.port}"

    def _answers(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/healthz", timeout=10, allow_redirects=False).ok
        except (requests.ConnectionError, requests.Timeout):
            return False

    def get(self, path: str, **options: Any) -> requests.Response:
        return requests.get(f"{self.address}{path}", timeout=10, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return requests.post(f"{self.address}{path}", timeout=10, **options)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)
        keeper().release(self._process.pid)
        self._names.stop()
        for echo in self.echoes.values():
            echo.close()
