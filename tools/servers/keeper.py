"""Puts what a test process starts in the care of the keeper (``__main__.py``), which outlives it."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path


class Keeper:
    """The test process's end of the pipe."""

    def __init__(self) -> None:
        self._line = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tools.servers"],
            stdin=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            start_new_session=True,  # Ctrl-C in the terminal is for pytest; the keeper sees the pipe close
        )

    def guard(self, pid: int, how: signal.Signals = signal.SIGKILL, folder: Path | None = None) -> None:
        """End the process group ``pid`` with signal ``how`` and remove ``folder`` when this process is gone."""
        self._tell(f"{pid} {int(how)} {folder or ''}")

    def release(self, pid: int) -> None:
        """``pid`` has ended: its number may soon be somebody else's."""
        self._tell(f"{pid}")

    def _tell(self, line: str) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with self._line:
            pipe.write(f"{line}\n")
            pipe.flush()


_one_at_a_time = threading.Lock()


def keeper() -> Keeper:
    """The one keeper of this process, started when it is first needed, by whichever thread."""
    with _one_at_a_time:
        return _keeper()


@cache
def _keeper() -> Keeper:
    return Keeper()


def is_running(pid: int) -> bool:
    """Whether the process ``pid`` exists and has not ended (a zombie has)."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
