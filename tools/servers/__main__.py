"""The keeper: ends what a test process has started when that process is gone, however it went.

It is a process of its own that reads a pipe only the test process holds. A line ``pid signal folder`` puts a
process in its care, ``pid`` alone takes it out. When the pipe closes (the end, Ctrl-C, even SIGKILL) it signals the
process groups still in its care, waits for them and removes their folders.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.servers.keeper import end


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
        end(pid, how, Path(folder) if folder else None)


if __name__ == "__main__":
    main()
