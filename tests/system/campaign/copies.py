"""Events delivered twice, and events delivered out of order.

A broker that lost an acknowledgement delivers again: what is overheard from the exchange is published again. A queue
that gave back what a consumer had not acknowledged delivers out of order: what comes into an inbox is taken before its
consumers see it, and put back shuffled, so that nobody has heard of it before.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pika
from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic

from shared.messaging.topology import EXCHANGE

QUEUE = "campaign.overheard"
TWICE = 2
MOST = 300
"""Events said again at once."""
BEFORE_OTHERS = {"x-priority": 10}
"""A consumer with this gets everything as long as it takes it, and the others nothing."""
FEW = 2
"""There is no other order of fewer."""
MOMENT, PATIENCE = 0.2, 20.0
"""Seconds in which what has come is taken in, and until there are a few."""

Overheard = tuple[str, pika.BasicProperties, bytes]
Held = tuple[Basic.Deliver, pika.BasicProperties, bytes]


class Copies:
    """Overhears and holds back events at ``url`` (an administrator's).

    ``said_again`` counts deliveries that were made once more, ``reordered`` first deliveries at another place than
    their own.
    """

    def __init__(self, url: str, rng: Random) -> None:
        self._url = url
        self._rng = rng
        self._old: list[Overheard] = []
        self.said_again = 0
        self.reordered = 0

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
        for key, properties, body in again:
            channel.basic_publish(EXCHANGE, key, body, properties, mandatory=True)
        self.said_again += len(again)
        self._old = (self._old + heard)[-10 * MOST :]

    @contextmanager
    def holding(self, inbox: str) -> Iterator[None]:
        """Take what comes into ``inbox`` before its consumers; at the end put it back in another order.

        What was taken is acknowledged when the broker has confirmed it at its new place: whoever dies in between
        leaves it there twice, and loses nothing.
        """
        held: list[Held] = []
        with _channel(self._url) as channel:
            tag = channel.basic_consume(inbox, lambda _, *message: held.append(message), arguments=BEFORE_OTHERS)
            yield
            _take_in(channel, held)
            channel.basic_cancel(tag)
            self._put_back(channel, inbox, held)

    def _put_back(self, channel: BlockingChannel, inbox: str, held: list[Held]) -> None:
        shuffled = self._rng.sample(held, len(held))
        if shuffled == held:
            shuffled.reverse()
        for _, properties, body in shuffled:
            channel.basic_publish("", inbox, body, properties, mandatory=True)
        for method, _, _ in held:
            channel.basic_ack(method.delivery_tag)
        self.reordered += sum(now is not before for now, before in zip(shuffled, held, strict=True))


def _take_in(channel: BlockingChannel, held: list[Held]) -> None:
    """What has come, and when there is no other order of it what comes next."""
    began = time.monotonic()
    while time.monotonic() < began + (MOMENT if len(held) >= FEW else PATIENCE):
        channel.connection.process_data_events(time_limit=MOMENT)


def _drain(channel: BlockingChannel) -> Iterator[Overheard]:
    while True:
        method, properties, body = channel.basic_get(QUEUE, auto_ack=True)
        if method is None or properties is None or body is None:
            return
        yield method.routing_key, properties, body


@contextmanager
def _channel(url: str) -> Iterator[BlockingChannel]:
    """A channel on which publishing returns once the broker has confirmed."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    try:
        channel = connection.channel()
        channel.confirm_delivery()
        yield channel
    finally:
        connection.close()
