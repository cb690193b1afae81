"""``POST /requests`` of volunteers against a bare Flask view, each behind one gunicorn worker of four threads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from bench import network
from bench.asking import PATH, requests_for_help
from bench.callers import CONNECTIONS, call, post, wait_until_served
from bench.measure import Benchmark, Case, Comparison, Sample
from bench.references import bare_flask
from bench.servers import Servers
from bench.workers import running
from tools.servers.ports import free_port

REQUESTS, FEW_REQUESTS = 500, 8
WARM_UP = 40
"""Requests before the clock starts: by then every thread has its connection and its compiled statements."""

RATE = "requests/s"
OURS, BARE = "POST /requests", "bare Flask"


@dataclass(frozen=True)
class App:
    """An application for gunicorn, its settings, where it takes requests and where it answers once it serves."""

    name: str
    settings: Mapping[str, str]
    path: str
    alive: str

    def served(self, port: int, *, threads: int) -> tuple[str, ...]:
        """The arguments of ``python -m`` that serve it."""
        options = f"--bind=127.0.0.1:{port} --worker-class=gthread --threads={threads} --log-level=warning"
        return ("gunicorn", self.name, *options.split())


def volunteers_app(settings: Mapping[str, str]) -> App:
    return App("services.volunteers.app:create_app()", settings, PATH, "/healthz")


def bare_app(database: str) -> App:
    bare_flask.create_tables(database)
    return App("bench.references.bare_flask:create_app()", {bare_flask.DATABASE: database}, bare_flask.PATH, "/")


@contextmanager
def prepare(servers: Servers, quick: bool) -> Iterator[list[Case]]:
    """The same bodies for everybody; only web processes run."""
    number = FEW_REQUESTS if quick else REQUESTS
    on_sqlite = network.embedded(servers)
    with servers.database() as ours, servers.database() as theirs:
        apps = {
            f"{OURS}, SQLite": volunteers_app(on_sqlite),
            f"{BARE}, SQLite": bare_app(f"sqlite:///{on_sqlite['OUTREACH_DATA_DIR']}/bare.sqlite3"),
            f"{OURS}, PostgreSQL": volunteers_app(network.on_postgres(servers, ours)),
            f"{BARE}, PostgreSQL": bare_app(theirs),
        }
        yield [Case(name, partial(posted, servers, app, number)) for name, app in apps.items()]


BENCHMARK = Benchmark(
    "requests",
    "POST /requests against a bare Flask view with one insert",
    prepare,
    tuple(Comparison(f"{OURS}, {name}", f"{BARE}, {name}", RATE) for name in ("SQLite", "PostgreSQL")),
)


def posted(servers: Servers, app: App, number: int) -> Sample:
    """Requests a second."""
    port = free_port()
    wire = [post(app.path, body) for body in requests_for_help(WARM_UP + number)]
    with running(servers.folder(), app.settings, *app.served(port, threads=CONNECTIONS)) as server:
        wait_until_served(server, port, app.alive)
        call(port, wire[:WARM_UP])
        return {RATE: number / call(port, wire[WARM_UP:])}
