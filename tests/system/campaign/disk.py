"""The disk of the embedded default is full: ``python -m services`` on SQLite, with nowhere left to write.

Where this process may mount (as root), the data lies on a small filesystem of its own that is really filled. Elsewhere
the kernel is told that no file of the process may grow (RLIMIT_FSIZE): the same writes fail at the same places, with
another errno.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Protocol

import requests

from tests.flows.network import EmbeddedNetwork, Network
from tests.system.campaign import promises
from tests.system.campaign.figures import Recovered
from tools.crowd import RULES, Crowd
from tools.crowd.phones import Message
from tools.waiting import until

KIND = "disk of the embedded default full"
SIZE = "48m"
_PIECE = bytes(256 * 1024)
HOLD = 2.0
REFUSED = 503


class Disk(Protocol):
    """A place that can be full."""

    def fill(self) -> None:
        """From now on nothing can be written."""

    def free(self) -> None:
        """There is room again."""


class Mounted:
    """A small filesystem; what fills it is a file beside the data."""

    def __init__(self, folder: Path) -> None:
        self._filler = folder / "filler"

    def fill(self) -> None:
        with self._filler.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(_PIECE):
                pass
        with self._filler.open("ab", buffering=0) as file, suppress(OSError):
            while file.write(b"\0"):
                pass

    def free(self) -> None:
        self._filler.unlink()


class Limited:
    """Processes whose files may not grow."""

    def __init__(self, pid: int) -> None:
        self._pid = pid

    def fill(self) -> None:
        self._limit(1)

    def free(self) -> None:
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, bytes_: int) -> None:
        for pid in _family(self._pid):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (bytes_, resource.RLIM_INFINITY))


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A small filesystem at ``folder`` where that is allowed; whether it was."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = os.geteuid() == 0 and _run("mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "tmpfs", str(folder))
    try:
        yield mounted
    finally:
        if mounted:
            _run("umount", str(folder))


def _run(*command: str) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


def fill_the_disk(folder: Path, times: int, seed: int) -> tuple[list[Recovered], list[str]]:
    """Fill it so many times under load: how long each recovery took, and what does not hold at the end."""
    with small_disk(folder) as mounted:
        network = EmbeddedNetwork(folder, RULES)
        try:
            network.run()
            disk: Disk = Mounted(folder) if mounted else Limited(network.pid)
            return _live(network, disk, times, seed)
        finally:
            network.stop()


def _live(network: Network, disk: Disk, times: int, seed: int) -> tuple[list[Recovered], list[str]]:
    address = network.addresses["volunteers"].rpartition("/")[0]
    add_staff = partial(network.command, "services.volunteers", "add-staff")
    came: list[Message] = []
    crowd = Crowd(address, network.folder / "messages.jsonl", add_staff, seed=seed, hear=came.append)
    crowd.settle(wards=1, volunteers=6)
    crowd.start(rate=2.0)
    try:
        recovered = [_once(network, crowd, came, disk) for _ in range(times)]
    finally:
        crowd.stop()
    until(lambda: not list(_waiting(network)), seconds=120)
    read = partial(_read, network.folder)
    wrong = [*promises.lost(read, crowd.accepted), *promises.doubled(read, crowd.accepted)]
    return recovered, [*wrong, *_unread(address, crowd), *map(repr, crowd.failed)]


def _once(network: Network, crowd: Crowd, came: Sequence[Message], disk: Disk) -> Recovered:
    """Full until somebody was refused for it and a while longer; then until a request is taken and one was told."""
    disk.fill()
    try:
        until(lambda: _is_refused(network), seconds=60)
        since = time.monotonic()
        until(lambda: time.monotonic() > since + HOLD, seconds=60)
    finally:
        disk.free()
    ended = time.monotonic()
    known, told = crowd.accepted.requests.keys(), {message.message_id for message in came}
    until(lambda: crowd.accepted.requests.keys() - known, seconds=120)
    until(lambda: {message.message_id for message in came} - told, seconds=120)
    return Recovered(KIND, "services", time.monotonic() - ended)


def _is_refused(network: Network) -> bool:
    """Whether a number cannot be left to be phoned: the smallest thing that is written."""
    address = f"{network.addresses['volunteers']}/api/v1/call-backs"
    answer = requests.post(address, json={"phone": "+84979000001", "ward": "00004"}, timeout=30)
    return answer.status_code == REFUSED


def _waiting(network: Network) -> Iterator[str]:
    for service in network.addresses:
        yield from (str(row) for row in _read(network.folder, service, "SELECT event_id FROM outbox"))
        yield from (str(row) for row in _read(network.folder, service, "SELECT type FROM inbox WHERE status <> 'done'"))


def _read(folder: Path, service: str, query: str) -> Sequence[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{folder}/{service}.sqlite3?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def _unread(address: str, crowd: Crowd) -> Iterator[str]:
    for asked in crowd.accepted.requests.values():
        path = f"{address}/volunteers/api/v1/requests/{asked.request_id}"
        answer = requests.get(path, headers={"Authorization": f"Tracking {asked.tracking_code}"}, timeout=30)
        if answer.status_code != 200:
            yield f"request {asked.request_id} was taken in and is answered {answer.status_code}"
