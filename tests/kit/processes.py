"""Processes of the library: workers and commands that are really separate, and may be killed at any step."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from shared.config import CommonConfig
from shared.contracts import Contract
from shared.logs import configure_logs
from shared.messaging.subscriptions import Handler
from shared.service import Runtime
from shared.worker import run_worker
from tests.kit.dying import Dies
from tests.kit.lending import ACTOR, Book, a_library
from tests.kit.receipts import HANDLERS
from tools.servers.keeper import keeper
from tools.waiting import PATIENCE, until

# Forked from a server that has imported everything: a process of its own in a few milliseconds.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__])

TICK = 0.1
"""Seconds between two looks at whether a process has ended in time."""


@dataclass(frozen=True)
class SharedClock:
    """A clock that several processes read and a test moves: the machine's, plus the seconds in a file."""

    file: Path

    def now(self) -> datetime:
        offset = float(self.file.read_text()) if self.file.exists() else 0.0
        return datetime.now(UTC) + timedelta(seconds=offset)

    def advance(self, by: timedelta) -> None:
        """Move the clock of every process that reads this file."""
        offset = float(self.file.read_text()) if self.file.exists() else 0.0
        written = self.file.with_suffix(".new")
        written.write_text(str(offset + by.total_seconds()))
        written.rename(self.file)


@dataclass(frozen=True)
class Site:
    """Where a library stands: what every one of its processes is told."""

    database_url: str
    broker_url: str
    folder: Path

    @property
    def clock(self) -> SharedClock:
        return SharedClock(self.folder / "clock")

    def open(self, handlers: dict[Contract, Handler] = HANDLERS, port: int = 0) -> Runtime[CommonConfig]:
        """The library, in this process."""
        return a_library(
            self.database_url,
            self.folder,
            broker_urls=(self.broker_url,),
            handlers=handlers,
            clock=self.clock,
            worker_port=port,
        )


class Process:
    """A child process in a group of its own, ended with the test run whatever happens."""

    def __init__(self, target: Callable[..., None], *arguments: Any, log: Path) -> None:
        self._log = log
        self._process = _PROCESSES.Process(target=_in_its_own_group, args=(log, target, *arguments))
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid
        keeper().guard(self.pid)

    @property
    def running(self) -> bool:
        return self._process.is_alive()

    @property
    def log(self) -> str:
        """What it has written to its standard output and error."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def kill(self) -> None:
        """Kill it, as a crash does, and wait for the end. One that has ended stays as it is."""
        if self.running:
            self._process.kill()
        self.ended()

    def terminate(self) -> None:
        """Ask it to stop, as a supervisor does."""
        self._process.terminate()

    def ended(self, seconds: float = 2 * PATIENCE) -> int:
        """Its exit code, once it has ended; negative for the signal that killed it."""
        self._process.join(seconds)
        return self._exit_code(seconds)

    def ended_within(self, seconds: float) -> int:
        """The same, when it must be quick: seconds in which this machine ran, one that stands still costs a tick."""
        for _ in range(round(seconds / TICK)):
            self._process.join(TICK)
            if not self.running:
                break
        return self._exit_code(seconds)

    def _exit_code(self, seconds: float) -> int:
        assert self._process.exitcode is not None, f"It still runs after {seconds:g} s:\n{self.log}"
        keeper().release(self.pid)
        return self._process.exitcode

    def killed_itself(self) -> None:
        """Wait for its end, and see that it came to the step it was to die at."""
        code = self.ended()
        assert code == -signal.SIGKILL, f"It ended with {code}, not at its step:\n{self.log}"


class Worker(Process):
    """A worker of the library with its health on a port of its own."""

    def __init__(self, site: Site, *loops: str, dies: Dies | None, port: int, log: Path) -> None:
        self._address = f"http://127.0.0.1:{port}"
        super().__init__(work, site, loops, dies, port, log=log)

    def ready(self) -> Worker:
        """Return once it answers; what it consumes and sends may still be on its way up."""
        until(lambda: self._get("/healthz") is not None)
        return self

    def check(self, name: str) -> str:
        """What its ``/readyz`` says of ``name``: status and detail; empty while it does not answer."""
        answer = self._get("/readyz")
        checks = answer.json()["checks"] if answer is not None else []
        return "".join(f"{check['status']}: {check['detail']}" for check in checks if check["name"] == name)

    def events(self, ending: str) -> int:
        """How many events ended like this (done, repeated, deferred, parked, conflict), by its ``/metrics``."""
        answer = self._get("/metrics")
        wanted = f'outreach_events_in_total{{ending="{ending}",service="library",'
        lines = answer.text.splitlines() if answer is not None else []
        return sum(int(float(line.rpartition(" ")[2])) for line in lines if line.startswith(wanted))

    def _get(self, path: str) -> requests.Response | None:
        with suppress(requests.RequestException):
            return requests.get(self._address + path, timeout=10)
        return None


def work(site: Site, loops: tuple[str, ...], dies: Dies | None, port: int) -> None:
    """The body of a worker: what ``python -m services.<name> worker`` does, with an end in its place."""
    library = site.open(port=port)
    if dies is not None:
        dies.arm()
    sys.exit(0 if run_worker(library, *loops) else 1)


def buy(site: Site, titles: tuple[str, ...], dies: Dies) -> None:
    """The body of a command: books are bought in one unit of work, and the process does not live to say so."""
    library = site.open()
    dies.arm()
    with library.unit(ACTOR) as unit:
        for title in titles:
            unit.add(Book.bought(title))
        unit.commit()


def _in_its_own_group(log: Path, target: Callable[..., None], *arguments: Any) -> None:
    os.setsid()
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for standard in (sys.stdout.fileno(), sys.stderr.fileno()):
        os.dup2(written, standard)
    configure_logs()
    target(*arguments)
