"""Worker processes that are measured: started, watched and ended by their own process id."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tools.servers.keeper import keeper
from tools.waiting import until

ROOT = Path(__file__).parents[1]


class Worker:
    """One process; ``python -m`` with these arguments, its output in a file."""

    def __init__(self, arguments: tuple[str, ...], environment: Mapping[str, str], log: Path) -> None:
        self._log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                env={**os.environ, **environment},
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        keeper().guard(self.pid)

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_for(self, condition: Callable[[], bool], seconds: float) -> None:
        """Wait until ``condition`` holds; raises with what the process wrote when it ended or time is up."""

        def reached() -> bool:
            if self._process.poll() is not None:
                raise RuntimeError(f"{self._process.args!r} ended with {self._process.returncode}: {self.output}")
            return condition()

        try:
            until(reached, seconds)
        except AssertionError as error:
            raise RuntimeError(f"{error} {self.output}") from error

    @property
    def output(self) -> str:
        """The end of what it wrote."""
        return self._log.read_text(errors="replace")[-2000:]

    def end(self) -> None:
        """Ask it to stop, and stop it when it does not."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=10)
        keeper().release(self.pid)


@contextmanager
def running(folder: Path, environment: Mapping[str, str], *arguments: str) -> Iterator[Worker]:
    """``python -m <arguments>`` while the block lasts."""
    worker = Worker(arguments, environment, folder / "log")
    try:
        yield worker
    finally:
        worker.end()
