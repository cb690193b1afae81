"""Loopback ports for private servers."""

from __future__ import annotations

import itertools
import os
import random
import socket
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
    and processes that share a test run never draw the same.
    """
    with _one_at_a_time:
        return next(filter(is_free, _turns()))


@cache
def _turns() -> Iterator[int]:
    numbers = list(numbers_of(os.environ))
    random.SystemRandom().shuffle(numbers)
    return itertools.cycle(numbers)


def numbers_of(environment: Mapping[str, str]) -> range:
    """The numbers a process draws from: all, or its share when pytest-xdist says that it is one of several."""
    share = int(environment.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return range(LOWEST + share, HIGHEST + 1, int(environment.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def is_free(port: int) -> bool:
    """Whether nobody listens on the port, at whichever address of this machine."""
    with closing(socket.socket()) as probe:
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 - it does not listen: every address is asked about
        except OSError:
            return False
        return True
