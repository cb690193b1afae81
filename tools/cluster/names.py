"""Answers what a container's name means, as Docker's own resolver does at 127.0.0.11: one address a replica."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dnslib import QTYPE, RCODE, RR, A, DNSRecord
from dnslib.server import BaseResolver, DNSLogger, DNSServer

SECONDS = 0
"""How long an answer holds: a container may move at any time."""


class Names(BaseResolver):
    """A DNS server on the loopback. ``addresses_of`` tells the addresses of a name, none for one it does not know."""

    def __init__(self, addresses_of: Callable[[str], Sequence[str]], port: int) -> None:
        self._addresses_of = addresses_of
        self._port = port
        self._server: DNSServer | None = None

    def start(self) -> None:
        """Answer from now on, in a thread of this process."""
        if self._server is None:
            silent = DNSLogger(logf=lambda _line: None)
            self._server = DNSServer(self, address="127.0.0.1", port=self._port, logger=silent)
            self._server.start_thread()

    def stop(self) -> None:
        """Answer no more."""
        if self._server is not None:
            self._server.stop()
            self._server.server.server_close()
            self._server = None

    def resolve(self, request: DNSRecord, handler: object) -> DNSRecord:
        """The answer to one question (called by dnslib)."""
        reply, name = request.reply(), str(request.q.qname).rstrip(".")
        addresses = self._addresses_of(name)
        if not addresses:
            reply.header.rcode = RCODE.NXDOMAIN
        elif request.q.qtype == QTYPE.A:
            for address in addresses:
                reply.add_answer(RR(name, QTYPE.A, rdata=A(address), ttl=SECONDS))
        return reply
