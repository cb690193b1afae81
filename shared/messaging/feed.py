"""One kombu connection that listens to a service's inbox and its dead letters."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final, Literal

from kombu.connection import Connection
from kombu.entity import Queue
from kombu.message import Message
from kombu.messaging import Consumer

from shared.messaging.dead import why_it_died
from shared.messaging.port import Delivery
from shared.messaging.topology import dead, inbox

HEARTBEAT: Final = 30
"""Seconds; silence for twice as long ends the connection. It may not be shorter than the slowest batch."""

_CONNECT: Final = 3.0
_ANSWER: Final = 8.0
"""Seconds the broker may take to open a connection, and to answer anything else."""

_PAUSE: Final = 0.001
"""Seconds without another message after which a batch is complete: whoever is alone need not wait for company."""

Source = Literal["inbox", "dead"]


class Feed:
    """What arrives for one service over one connection, in batches, until trouble.

    Belongs to the thread that opened it. Errors of the broker and of the network are kombu's;
    whatever they are, the feed is of no more use, and what it had not acknowledged comes again.
    """

    def __init__(self, url: str, service: str, *, prefetch: int, heartbeat: int = HEARTBEAT) -> None:
        self._arrived: list[tuple[int, Delivery]] = []
        self._collected = 0
        connection = Connection(
            url,
            heartbeat=heartbeat,
            connect_timeout=_CONNECT,
            ssl={"server_hostname": None} if url.startswith("amqps:") else False,
            transport_options={
                "read_timeout": _ANSWER,
                "write_timeout": _ANSWER,
                "client_properties": {"connection_name": f"outreach consumer {service}"},
            },
        )
        # The transport's own connection: kombu's wrapper sleeps between tries, and opens another behind our back.
        self._wire: Any = connection.transport.establish_connection()
        try:
            self._channel = self._listen(service, prefetch)
        except BaseException:
            self.drop()
            raise

    def _listen(self, service: str, prefetch: int) -> Any:
        channel = self._wire.channel()
        channel.auto_decode = False  # a body is bytes, whatever its sender wrote about its encoding
        channel.basic_qos(0, prefetch, False)
        sources: Sequence[tuple[str, Source]] = ((inbox(service), "inbox"), (dead(service), "dead"))
        for queue, source in sources:
            Consumer(
                channel,
                [Queue(queue, no_declare=True)],
                auto_declare=False,
                on_message=lambda message, source=source: self._take(message, source),
                # kombu would raise, and its mixin would acknowledge, what it cannot decompress.
                on_decode_error=lambda message, _error, source=source: self._take(message, source),
            ).consume()
        return channel

    def _take(self, message: Message, source: Source) -> None:
        note = why_it_died(message.headers) if source == "dead" else None
        body = message.body or b""  # py-amqp has an empty str for an empty body
        self._arrived.append((message.delivery_tag, Delivery(body, source, note)))

    def collect(self, most: int, linger: float, idle: float) -> list[Delivery]:
        """Up to ``most`` deliveries: waits ``idle`` seconds for the first and ``linger`` at most for others."""
        if not self._arrived:
            self._drain(idle)
        complete = time.monotonic() + linger
        while 0 < len(self._arrived) < most and time.monotonic() < complete and self._drain(_PAUSE):
            pass
        taken, self._arrived = self._arrived[:most], self._arrived[most:]
        if taken:
            self._collected = taken[-1][0]
        return [delivery for _, delivery in taken]

    def acknowledge(self) -> None:
        """All that was collected is kept: the broker may forget it."""
        self._channel.basic_ack(self._collected, multiple=True)

    def keep_alive(self) -> None:
        """Send a heartbeat when it is time for one; raises when the broker's have stopped."""
        self._wire.heartbeat_tick(rate=2)

    def close(self) -> None:
        """Leave politely: what is not acknowledged goes back to the queue at once. Never raises."""
        with suppress(Exception):
            self._wire.close()
        self.drop()

    def drop(self) -> None:
        """Close the socket and say nothing. Never raises."""
        self._wire.collect()

    def _drain(self, seconds: float) -> bool:
        """Whether something came within ``seconds``."""
        try:
            self._wire.drain_events(timeout=seconds)
        except TimeoutError:
            return False
        return True
