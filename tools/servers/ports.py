"""Loopback ports for private servers."""

from __future__ import annotations

import random
import socket
from contextlib import closing

LOWEST, HIGHEST = 20_000, 32_767
"""Below the range from which the system numbers outgoing connections, so that no client's socket takes the
number while its server is down (Linux: ``net.ipv4.ip_local_port_range`` starts at 32768)."""


def free_port() -> int:
    """A loopback TCP port that nobody listens on, drawn at random so that several test runs do not meet."""
    chance = random.SystemRandom()
    while True:
        port = chance.randint(LOWEST, HIGHEST)
        with closing(socket.socket()) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
