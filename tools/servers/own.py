"""A server of our own, as far as all of them are alike."""

from __future__ import annotations

import subprocess


class OwnServer:
    """Whether its process lives, and whether it ended by itself."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._being_ended = False

    @property
    def running(self) -> bool:
        """Whether the server's process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The id of its first process."""
        if self._process is None:
            raise RuntimeError("It does not run.")
        return self._process.pid

    @property
    def died(self) -> bool:
        """Whether it ended without having been stopped, killed or removed by us."""
        return self._process is not None and self._process.poll() is not None and not self._being_ended
