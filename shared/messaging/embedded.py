"""The broker without RabbitMQ: a relay's batch goes straight to the services of the same process."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from shared.messaging.port import DatabaseAway, Deliver, Delivery, OutgoingMessage, Receipt

BATCH: Final = 100
"""Most deliveries in one of the listener's transactions."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Subscription:
    """One service's ear. Batches wait for each other as they would before one consumer."""

    types: frozenset[str]
    deliver: Deliver
    turn: threading.Lock = field(default_factory=threading.Lock)


class EmbeddedBroker:
    """Keeps RabbitMQ's promises inside one process, and holds nothing itself: what waits, waits in the outbox.

    A row is confirmed once every subscribed service has committed, deferred or parked it. When one
    of them could not, the row is refused and comes again; the others know its id by then. A type
    nobody subscribed to is refused, as a mandatory message without a queue is.

    Relays of several services may publish at once, from their own threads.
    """

    def __init__(self) -> None:
        self._subscriptions: dict[str, _Subscription] = {}

    def subscribe(self, service: str, types: Collection[str], deliver: Deliver) -> None:
        """From now on ``deliver`` gets ``service``'s events. Subscribing again replaces the subscription."""
        self._subscriptions = {**self._subscriptions, service: _Subscription(frozenset(types), deliver)}

    def publish(self, batch: Sequence[OutgoingMessage]) -> Receipt:
        """Hand the batch over in order, service by service, and say what each row's fate is."""
        subscriptions = self._subscriptions
        refused = {
            message.row_id: f"no service listens to {message.type}"
            for message in batch
            if not any(message.type in each.types for each in subscriptions.values())
        }
        for service, subscription in subscriptions.items():
            wanted = [message for message in batch if message.type in subscription.types]
            refused.update(_hand_over(service, subscription, wanted))
        return Receipt(frozenset(message.row_id for message in batch) - refused.keys(), refused)

    def close(self) -> None:
        """There is no connection to let go of: other relays go on publishing."""


def _hand_over(service: str, subscription: _Subscription, wanted: Sequence[OutgoingMessage]) -> dict[int, str]:
    """Deliver in order; the rows that were not kept, and why. What follows a failure is not tried."""
    for start in range(0, len(wanted), BATCH):
        trouble = _deliver(service, subscription, wanted[start : start + BATCH])
        if trouble is not None:
            return {message.row_id: trouble for message in wanted[start:]}
    return {}


def _deliver(service: str, subscription: _Subscription, messages: Sequence[OutgoingMessage]) -> str | None:
    try:
        with subscription.turn:
            subscription.deliver([Delivery(message.body) for message in messages])
    except DatabaseAway:
        return f"the database of {service} does not answer"
    except Exception as error:  # the rows stay, and the other listeners still hear
        log.exception("batch_not_kept", service=service)
        return f"{service} could not keep it ({type(error).__name__})"
    return None
