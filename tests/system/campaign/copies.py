"""Events delivered twice and out of order: overheard from the exchange and published again, shuffled.

A broker that lost an acknowledgement delivers again, and a queue that gave back unacknowledged messages delivers
out of order; this does both to whatever happens to be under way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pika
from pika.adapters.blocking_connection import BlockingChannel

from shared.messaging.topology import EXCHANGE

QUEUE = "campaign.overheard"
TWICE = 2
MOST = 300
"""Events said again at once."""

Overheard = tuple[str, pika.BasicProperties, bytes]


class Copies:
    """Overhears events at ``url`` (an administrator's) and says them again; ``said_again`` counts them."""

    def __init__(self, url: str, rng: Random) -> None:
        self._url = url
        self._rng = rng
        self._old: list[Overheard] = []
        self.said_again = 0

    @contextmanager
    def overhearing(self) -> Iterator[None]:
        """Listen; at the end say what was heard, and some of what was heard long ago, twice and shuffled."""
        with _channel(self._url) as channel:
            channel.queue_declare(QUEUE, exclusive=True, auto_delete=True)
            channel.queue_bind(QUEUE, EXCHANGE, "#")
            yield
            channel.queue_unbind(QUEUE, EXCHANGE, "#")
            self._say_again(channel, list(_drain(channel)))

    def _say_again(self, channel: BlockingChannel, heard: list[Overheard]) -> None:
        long_ago = self._rng.sample(self._old, min(len(self._old), MOST // 3))
        again = [*heard[-MOST:], *long_ago] * TWICE
        self._rng.shuffle(again)
        channel.confirm_delivery()
        for key, properties, body in again:
            channel.basic_publish(EXCHANGE, key, body, properties, mandatory=True)
        self.said_again += len(again)
        self._old = (self._old + heard)[-10 * MOST :]


def _drain(channel: BlockingChannel) -> Iterator[Overheard]:
    while True:
        method, properties, body = channel.basic_get(QUEUE, auto_ack=True)
        if method is None or properties is None or body is None:
            return
        yield method.routing_key, properties, body


@contextmanager
def _channel(url: str) -> Iterator[BlockingChannel]:
    connection = pika.BlockingConnection(pika.URLParameters(url))
    try:
        yield connection.channel()
    finally:
        connection.close()
