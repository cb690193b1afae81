"""Two brokers to hold to the same promises, and a listener that remembers what it was given."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

from shared.contracts import OWNERS
from shared.messaging import topology
from shared.messaging.consumer import KombuConsumer
from shared.messaging.embedded import EmbeddedBroker
from shared.messaging.port import BrokerUnavailable, DatabaseAway, Delivery, OutgoingMessage, Publisher
from shared.messaging.publisher import PikaPublisher
from tools.servers.ports import free_port
from tools.waiting import PATIENCE, until

WARD = "volunteers.ward.changed.v1"
TOPIC = "volunteers.topic.changed.v1"


def messages(number: int, type_: str = WARD, *, start: int = 1) -> list[OutgoingMessage]:
    """Outbox rows ``start``, ``start + 1``, … whose bodies are their numbers."""
    return [OutgoingMessage(row, type_, b"%d" % row, f"event-{row}") for row in range(start, start + number)]


class Listener:
    """A service that keeps everything in memory, unless its database is away."""

    def __init__(self) -> None:
        self.kept: list[Delivery] = []
        self.away = threading.Event()
        self.asked = 0
        self.offered = 0
        self.rounds = 0

    def deliver(self, batch: Sequence[Delivery], /) -> None:
        self.offered += len(batch)
        self.rounds += 1
        if self.away.is_set():
            raise DatabaseAway("stopped for this test")
        self.kept.extend(batch)

    def database_answers(self) -> bool:
        self.asked += 1
        return not self.away.is_set()

    @property
    def bodies(self) -> list[bytes]:
        return [delivery.body for delivery in self.kept]

    def hears(self, wanted: Iterable[OutgoingMessage], seconds: float = PATIENCE) -> None:
        """Wait until each of ``wanted`` has arrived."""
        bodies = {message.body for message in wanted}
        until(lambda: bodies <= set(self.bodies), seconds)


class Broker(Protocol):
    """What a promise is tried on."""

    def listen(self, service: str, types: Collection[str], listener: Listener) -> None: ...

    def publisher(self) -> Publisher: ...


class Embedded:
    """The embedded broker."""

    def __init__(self) -> None:
        self._broker = EmbeddedBroker()

    def listen(self, service: str, types: Collection[str], listener: Listener) -> None:
        self._broker.subscribe(service, types, listener.deliver)

    def publisher(self) -> Publisher:
        return self._broker

    def close(self) -> None:
        self._broker.close()


class Rabbit:
    """RabbitMQ: a thread for each consumer, a connection for each publisher, and every owner's queues declared."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._stops: list[Callable[[], None]] = []
        for owner in OWNERS:
            self.declare(owner)

    def declare(self, service: str, types: Collection[str] = ()) -> None:
        """What the service's ``migrate`` does."""
        topology.declare([self.url], service, types)

    def listen(self, service: str, types: Collection[str], listener: Listener) -> None:
        self.declare(service, types)
        self.consume(service, listener)

    def consume(self, service: str, listener: Listener, urls: Sequence[str] = ()) -> Consuming:
        """Start a worker's consumer."""
        consumer = KombuConsumer(urls or [self.url], service, listener.deliver, listener.database_answers)
        return self.run(consumer)

    def run(self, consumer: KombuConsumer) -> Consuming:
        consuming = Consuming(consumer)
        self._stops.append(consuming.stop)
        return consuming

    def publisher(self) -> Publisher:
        publisher = PikaPublisher([self.url])
        self._stops.append(publisher.close)
        return publisher

    def close(self) -> None:
        for stop in self._stops:
            stop()


class Consuming:
    """A consumer in a thread of its own."""

    def __init__(self, consumer: KombuConsumer) -> None:
        self.consumer = consumer
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=consumer.run, args=(self.stopping,))
        self._thread.start()

    def stop(self) -> None:
        """Stop as SIGTERM does, and wait for the end."""
        self.stopping.set()
        self._thread.join(timeout=PATIENCE)
        assert not self._thread.is_alive()


def relay(publisher: Publisher, batch: Sequence[OutgoingMessage], seconds: float = 120) -> None:
    """Publish what is not confirmed yet, again and again, as the relay does with its rows."""
    waiting = list(batch)

    def all_confirmed() -> bool:
        try:
            confirmed = publisher.publish(waiting).confirmed
        except BrokerUnavailable as error:
            confirmed = error.receipt.confirmed
        waiting[:] = [message for message in waiting if message.row_id not in confirmed]
        return not waiting

    until(all_confirmed, seconds)


def declare_limited(admin: Any, **limits: int) -> None:
    """Sessions listens to wards with a queue that has smaller limits than ours."""
    queue = topology.inbox("sessions")
    ours = topology.queue_arguments("sessions")[queue]
    admin.queue_delete(queue)
    admin.queue_declare(
        queue, durable=True, arguments=ours | {f"x-{k.replace('_', '-')}": v for k, v in limits.items()}
    )
    admin.queue_bind(queue, topology.EXCHANGE, routing_key=WARD)


def dead_port_url(url: str) -> str:
    """The same address on a port where nobody listens."""
    return url.replace(f":{urlsplit(url).port}/", f":{free_port()}/")
