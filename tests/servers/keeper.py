"""Ends what a test process has started when that process is gone, however it went.

The keeper is a process of its own that reads a pipe only the test process holds. A line ``pid signal folder`` puts
a process in its care, ``pid`` alone takes it out. When the pipe closes (the end, Ctrl-C, even SIGKILL) it signals
the process groups still in its care, waits for them and removes their folders.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from tests.waiting import until


class Keeper:
    """The test process's end of the pipe."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.servers.keeper"],
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
        pipe.write(f"{line}\n")
        pipe.flush()


@cache
def keeper() -> Keeper:
    """The one keeper of this process, started when it is first needed."""
    return Keeper()


def is_running(pid: int) -> bool:
    """Whether the process ``pid`` exists and has not ended (a zombie has)."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def main() -> None:
    """Read the pipe to its end, then end what is left."""
    guarded: dict[int, tuple[int, str]] = {}
    for line in sys.stdin:
        pid, *care = line.split(maxsplit=2)
        if care:
            guarded[int(pid)] = (int(care[0]), "".join(care[1:]).strip())
        else:
            guarded.pop(int(pid), None)
    for pid, (how, folder) in guarded.items():
        _end(pid, how, folder)


def _end(pid: int, how: int, folder: str) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, how)
    with suppress(AssertionError):
        until(lambda: not is_running(pid), seconds=10)
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
