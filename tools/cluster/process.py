"""A process that stands for a container: a group of its own, a log, and a supervisor that starts it again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import requests

from tools.cluster.restarting import Backoff
from tools.servers.keeper import keeper


@dataclass(frozen=True)
class Plan:
    """What is started, and how it is ended."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    """Where it runs."""
    log: Path
    restarts: bool = True
    grace: float = 10.0
    """Seconds between being asked to stop and being killed."""
    ends_by: signal.Signals = signal.SIGTERM
    scratch: Sequence[Path] = ()
    """Folders that are empty at each start, as a tmpfs is."""
    health: str | None = None
    """Where it answers for itself, without the path."""
    certificate: Path | None = None
    """Whom to believe where it answers encrypted; the system's authorities when this is not said."""
    ready: str = "/readyz"
    """The path that answers with success once it is up."""


@dataclass
class Process:
    """The present process of a plan, and those that follow when it dies."""

    plan: Plan
    environment: dict[str, str] = field(init=False)
    """Read at every start: what is changed here holds from the next one on."""
    restarts: int = 0
    """How often it was started again after it had ended by itself or was killed."""
    _popen: subprocess.Popen[bytes] | None = None
    _stopping: threading.Event = field(default_factory=threading.Event)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _supervisor: threading.Thread | None = None

    def __post_init__(self) -> None:
        self.environment = dict(self.plan.environment)

    @property
    def name(self) -> str:
        return self.plan.name

    @property
    def log(self) -> Path:
        """What it has printed, over all its lives."""
        return self.plan.log

    @property
    def address(self) -> str | None:
        """Where it answers ``/healthz``, ``/readyz`` and ``/metrics`` itself, without the path."""
        return self.plan.health

    @property
    def pid(self) -> int:
        """The id of the present process, or of the one that ended last; also of its group."""
        if self._popen is None:
            raise RuntimeError(f"{self.name} was never started.")
        return self._popen.pid

    @property
    def started(self) -> bool:
        """Whether somebody looks after it: from :meth:`start` to :meth:`stop`."""
        return self._supervisor is not None

    @property
    def running(self) -> bool:
        """Whether it lives (paused or not)."""
        return self._popen is not None and self._popen.poll() is None

    def start(self) -> None:
        """Start it unless it runs, and start it again when it dies, as its plan says."""
        if self._supervisor is not None and self._supervisor.is_alive():
            return
        self._stopping.clear()
        self._spawn()
        self._supervisor = threading.Thread(target=self._supervise, name=f"supervisor of {self.name}", daemon=True)
        self._supervisor.start()

    def _spawn(self) -> None:
        for folder in self.plan.scratch:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700, parents=True)
        with self.log.open("ab") as log:
            self._popen = subprocess.Popen(
                self.plan.command,
                cwd=self.plan.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        keeper().guard(self._popen.pid)

    def _supervise(self) -> None:
        backoff = Backoff()
        while True:
            began = time.monotonic()
            status = self._until_ended()
            if self._stopping.is_set() or not self.plan.restarts:
                return
            wait = backoff.after(time.monotonic() - began)
            self._note(f"ended with {status}, is started again in {wait:g} s")
            if self._stopping.wait(wait):
                return
            with self._lock:
                if self._stopping.is_set():
                    return
                self._spawn()
                self.restarts += 1

    def _until_ended(self) -> int:
        """The exit status, once the whole group is gone: in a container nobody outlives the first process."""
        assert self._popen is not None
        status = self._popen.wait()
        self._signal(signal.SIGKILL)
        keeper().release(self._popen.pid)
        return status

    def _note(self, sentence: str) -> None:
        with self.log.open("a") as log:
            log.write(f"{self.name} {sentence}\n")

    def wait(self, seconds: float | None = None) -> int:
        """The exit status of the present process, once it has ended; raises ``TimeoutExpired``."""
        assert self._popen is not None
        return self._popen.wait(seconds)

    def kill(self) -> None:
        """Kill it and everything it started, as a crash does."""
        self._signal(signal.SIGKILL)

    def pause(self) -> None:
        """Let it stand still, with everything it holds."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def ask_to_stop(self) -> None:
        """Nobody starts it again, and it is asked to end; see :meth:`stop`."""
        self._stopping.set()
        with self._lock:
            if self.running:
                self.resume()
                with suppress(ProcessLookupError):
                    os.kill(self.pid, self.plan.ends_by)

    def stop(self) -> None:
        """End it: asked first, killed after its grace. Returns when nothing of it is left."""
        if self._supervisor is None:
            return
        self.ask_to_stop()
        self._supervisor.join(self.plan.grace)
        if self._supervisor.is_alive():
            self._note(f"did not end within {self.plan.grace:g} s and is killed")
            self.kill()
            self._supervisor.join()
        self._supervisor = None

    def is_ready(self) -> bool:
        """Whether it says that it can do its work; one without an address is taken at its life."""
        if self.plan.health is None:
            return self.running
        trusted = str(self.plan.certificate) if self.plan.certificate else True
        try:
            return requests.get(f"{self.plan.health}{self.plan.ready}", timeout=5, verify=trusted).ok
        except requests.RequestException:
            return False
