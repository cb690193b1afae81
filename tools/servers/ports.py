"""Loopback ports for private servers."""

from __future__ import annotations

import itertools
import os
import random
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache

LOWEST, HIGHEST = 20_000, 32_767
"""Below the range from which the system numbers outgoing connections, so that no client's socket takes the
number while its server is down (Linux: ``net.ipv4.ip_local_port_range`` starts at 32768)."""

_one_at_a_time = threading.Lock()


def free_port() -> int:
    """A TCP port that nobody listens on at any address, in random order so that several test runs do not meet.

    A number may be drawn long before somebody listens on it: the same process draws it again only after all others,
    and neither processes that share a test run nor the programs they call draw the same.
    """
    with _one_at_a_time:
        return next(filter(is_free, _turns()))


@cache
def _turns() -> Iterator[int]:
    numbers = list(numbers_of(os.environ, testing="pytest" in sys.modules))
    random.SystemRandom().shuffle(numbers)
    return itertools.cycle(numbers)


def numbers_of(environment: Mapping[str, str], *, testing: bool) -> range:
    """The numbers a process draws from: all, or its share when pytest-xdist says that it is one of several.

    Of a share the lower half is for the process that is ``testing``, the upper for programs that it calls.
    """
    if "PYTEST_XDIST_WORKER" not in environment:
        return range(LOWEST, HIGHEST + 1)
    share = int(environment["PYTEST_XDIST_WORKER"].removeprefix("gw"))
    sharing = int(environment["PYTEST_XDIST_WORKER_COUNT"])
    middle = (LOWEST + HIGHEST + 1) // 2
    lowest, end = (LOWEST, middle) if testing else (middle, HIGHEST + 1)
    return range(lowest + share, end, sharing)


def is_free(port: int) -> bool:
    """Whether nobody listens on the port, at whichever address of this machine."""
    with closing(socket.socket()) as probe:
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 - it does not listen: every address is asked about
        except OSError:
            return False
        return True
