"""What the network in one process takes: idle, and after 10,000 requests.

Counted are all processes of the server; a page that several share counts once (the kernel's
proportional set size).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from bench.asking import PATH, requests_for_help
from bench.callers import call, get, post, wait_until_served
from bench.measure import Benchmark, Case, Comparison, Sample
from bench.posting import bare_app
from bench.servers import Servers
from bench.workers import running
from services.__main__ import THREADS
from tools.servers.ports import free_port

REQUESTS, FEW_REQUESTS = 10_000, 20
POSTS_IN = 10
"""One request in so many is a ``POST``; the others read."""

IDLE, AFTER = "MB idle", "MB after the requests"
EMBEDDED, BARE = "python -m services", "bare Flask behind gunicorn"

READS = (
    "/",
    "/volunteers/api/v1/topics",
    "/volunteers/api/v1/wards",
    "/volunteers/readyz",
    "/sessions/readyz",
    "/notifications/readyz",
)


@contextmanager
def prepare(servers: Servers, quick: bool) -> Iterator[list[Case]]:
    number = FEW_REQUESTS if quick else REQUESTS
    yield [
        Case(EMBEDDED, lambda: of_the_network(servers, number)),
        Case(BARE, lambda: of_the_bare_view(servers, number)),
    ]


BENCHMARK = Benchmark(
    "memory",
    "Memory of everything in one process, idle and after 10,000 requests (a tenth of them POST)",
    prepare,
    tuple(Comparison(EMBEDDED, BARE, measure) for measure in (IDLE, AFTER)),
)


def of_the_network(servers: Servers, number: int) -> Sample:
    """``python -m services`` on an empty folder, with all its loops: what is posted is also told and sent."""
    port = free_port()
    settings = {"OUTREACH_DATA_DIR": str(servers.folder()), "OUTREACH_PORT": str(port)}
    return _grown(servers, settings, ("services",), port, f"/volunteers{PATH}", READS, number)


def of_the_bare_view(servers: Servers, number: int) -> Sample:
    port = free_port()
    app = bare_app(f"sqlite:///{servers.folder()}/bare.sqlite3")
    return _grown(servers, app.settings, app.served(port, threads=THREADS), port, app.path, ["/"], number)


def _grown(
    servers: Servers,
    settings: Mapping[str, str],
    arguments: Sequence[str],
    port: int,
    path: str,
    reads: Sequence[str],
    number: int,
) -> Sample:
    with running(servers.folder(), settings, *arguments) as server:
        wait_until_served(server, port, "/")
        idle = _megabytes(server.pid)
        call(port, list(_mixed(path, reads, number)))
        return {IDLE: idle, AFTER: _megabytes(server.pid)}


def _mixed(path: str, reads: Sequence[str], number: int) -> Iterator[bytes]:
    asks = requests_for_help(number)
    for turn, read in enumerate(islice(cycle(reads), number)):
        yield post(path, next(asks)) if turn % POSTS_IN == 0 else get(read)


def _megabytes(pid: int) -> float:
    """What ``pid`` and its children hold."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return _own(pid) + sum(_megabytes(int(child)) for child in children)


def _own(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    (kilobytes,) = (int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1000
