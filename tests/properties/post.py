"""A post office between the services: it takes every event and delivers when, as often and in what order one likes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shared.contracts import Event
from shared.messaging.embedded import BATCH, EmbeddedBroker
from shared.messaging.port import Deliver, Delivery, OutgoingMessage, Receipt


class Post(EmbeddedBroker):
    """Confirms what it was given, as RabbitMQ does once a queue has it, and keeps a copy for each listener.

    ``waiting`` holds the undelivered bytes of each service, ``history`` all that was ever published.
    """

    def __init__(self) -> None:
        super().__init__()
        self._listeners: dict[str, tuple[frozenset[str], Deliver]] = {}
        self.waiting: dict[str, list[bytes]] = {}
        self.history: list[bytes] = []

    def subscribe(self, service: str, types: Collection[str], deliver: Deliver) -> None:
        self._listeners[service] = (frozenset(types), deliver)
        self.waiting.setdefault(service, [])

    def publish(self, batch: Sequence[OutgoingMessage]) -> Receipt:
        for message in batch:
            self.history.append(bytes(message.body))
            self.hand_out(bytes(message.body))
        return Receipt(frozenset(message.row_id for message in batch))

    def hand_out(self, body: bytes) -> None:
        """Put a copy of this event before each service that listens to its kind."""
        type_ = Event.from_bytes(body).type
        for service, (types, _) in self._listeners.items():
            if type_ in types:
                self.waiting[service].append(body)

    def deliver(self, service: str, place: int = 0, *, keep: bool = False) -> Event:
        """Hand ``service`` the event that waits at ``place``; with ``keep`` it will come once more."""
        queue = self.waiting[service]
        body = queue[place] if keep else queue.pop(place)
        self._listeners[service][1]([Delivery(body)])
        return Event.from_bytes(body)

    def deliver_in_batches(self) -> None:
        """Everything that waits, as many at once as a consumer takes."""
        for service, (_, deliver) in self._listeners.items():
            waiting, self.waiting[service] = self.waiting[service], []
            for start in range(0, len(waiting), BATCH):
                deliver([Delivery(body) for body in waiting[start : start + BATCH]])

    def deliver_all(self) -> bool:
        """Everything that waits, in order; whether there was anything."""
        found = False
        for service in self.waiting:
            while self.waiting[service]:
                self.deliver(service)
                found = True
        return found
