"""Puts what a test process starts in the care of the keeper (``__main__.py``), which outlives it."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path

from tools.waiting import until

END_SECONDS = 60
"""Within which the keeper ends what was left in its care; it goes on after that, and nobody waits any longer."""


class Keeper:
    """The test process's end of the pipe."""

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._line = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tools.servers"],
            stdin=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            start_new_session=True,  # Ctrl-C in the terminal is for pytest; the keeper sees the pipe close
        )

    def guard(self, pid: int, how: signal.Signals = signal.SIGKILL, folder: Path | None = None) -> None:
        """End the process group ``pid`` with signal ``how`` and remove ``folder`` when this process is gone, or now
        when the keeper was closed."""
        if not self._tell(f"{pid} {int(how)} {folder or ''}"):
            end(pid, how, folder)

    def release(self, pid: int) -> None:
        """``pid`` has ended: its number may soon be somebody else's."""
        self._tell(f"{pid}")

    def _tell(self, line: str) -> bool:
        """Whether there is still somebody to hear it."""
        pipe = self._process.stdin
        assert pipe is not None
        with self._line:
            if not pipe.closed:
                pipe.write(f"{line}\n")
                pipe.flush()
            return not pipe.closed

    def close(self) -> None:
        """Have everything ended that is still in its care, and wait for that. A fork of this process leaves it be."""
        if os.getpid() != self._owner:
            return
        pipe = self._process.stdin
        assert pipe is not None
        with self._line:
            pipe.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS)


_one_at_a_time = threading.Lock()


def keeper() -> Keeper:
    """The one keeper of this process, started when it is first needed, by whichever thread."""
    with _one_at_a_time:
        return _keeper()


@cache
def _keeper() -> Keeper:
    made = Keeper()
    atexit.register(made.close)
    return made


def end(pid: int, how: int, folder: Path | None) -> None:
    """End the process group ``pid`` with signal ``how``, and remove ``folder`` after it."""
    with suppress(ProcessLookupError):
        os.killpg(pid, how)
    with suppress(AssertionError):
        until(lambda: not is_running(pid), seconds=10)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def is_running(pid: int) -> bool:
    """Whether the process ``pid`` exists and has not ended (a zombie has)."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
