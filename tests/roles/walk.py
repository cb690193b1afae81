"""Every call of every service as everybody: sent once, answered, and the database put back as it was."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.properties.town import SECRET, SERVICES, Town

API = "/api/v1"
_VARIABLE = re.compile(r"<(?:([^:<>]+):)?(\w+)>")
_ANY_VERSION = {"If-Match": "*"}


@dataclass(frozen=True)
class Route:
    """One call of one service: ``path`` as the documents write it, ``/requests/{request_id}``."""

    service: str
    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def api(self) -> bool:
        return self.path.startswith(API)


@dataclass(frozen=True)
class Answer:
    status: int
    text: str


def routes_of(town: Town) -> list[Route]:
    """Every rule and method of the three applications; HEAD and OPTIONS follow from the others."""
    return [
        Route(service, method, _VARIABLE.sub(r"{\2}", rule.rule))
        for service, client in town.clients.items()
        for rule in client.application.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


class Snapshot:
    """The databases as they were when it was taken."""

    def __init__(self, town: Town) -> None:
        self._kept = {service: _Kept(town.folder / f"{service}.sqlite3") for service in SERVICES}

    def restore(self, service: str) -> None:
        """Undo whatever has changed since."""
        self._kept[service].restore()

    def close(self) -> None:
        for kept in self._kept.values():
            kept.close()


class _Kept:
    """One database as it was. SQLite tells a connection whether another has written: most calls change nothing."""

    def __init__(self, path: Path) -> None:
        self._live = sqlite3.connect(path)
        self._copy = sqlite3.connect(":memory:")
        self._live.backup(self._copy)
        self._version = self._seen()

    def restore(self) -> None:
        if self._seen() != self._version:
            self._copy.backup(self._live)
            self._version = self._seen()

    def close(self) -> None:
        self._live.close()
        self._copy.close()

    def _seen(self) -> int:
        return int(self._live.execute("PRAGMA data_version").fetchone()[0])


@dataclass(frozen=True)
class Sent:
    """What is sent in one call: the path with its ids and its query, and the body."""

    url: str
    body: Any


class Walker:
    """Sends calls by anybody; after each that changed something the service is as it was."""

    def __init__(self, town: Town) -> None:
        self._clients = town.clients
        self._snapshot = Snapshot(town)

    def send(self, route: Route, sent: Sent, authorization: str | None, *, signed: bool = False) -> Answer:
        """One call; ``signed`` with the gateway's signature."""
        data = b"" if route.method == "GET" else json.dumps(sent.body).encode()
        headers = {**_ANY_VERSION, "Content-Type": "application/json"}
        headers |= {"Authorization": authorization} if authorization else {}
        headers |= {"X-Signature": _signature(data)} if signed else {}
        client = self._clients[route.service]
        answer = client.open(sent.url, method=route.method, data=data, headers=headers)
        if route.method != "GET" or answer.status_code < 300:
            self._snapshot.restore(route.service)
        return Answer(answer.status_code, answer.text)

    def close(self) -> None:
        self._snapshot.close()


def _signature(data: bytes) -> str:
    return f"sha256={hmac.new(SECRET.encode(), data, hashlib.sha256).hexdigest()}"
