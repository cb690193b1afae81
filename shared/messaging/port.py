"""What the relay and the dispatcher need from any broker, and nothing a broker may know about them.

Two implementations keep the same promises: RabbitMQ (`publisher`, `consumer`) and the embedded broker (`embedded`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One outbox row on its way out. `body` is the whole CloudEvent in JSON; `type` is also the routing key."""

    row_id: int
    type: str
    body: bytes
    event_id: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the broker said about a batch, by outbox row id.

    `confirmed` rows are safe with every service that listens and may be forgotten. `refused` rows say why and stay.
    A row in neither is one the broker said nothing about: it stays too.
    """

    confirmed: frozenset[int] = frozenset()
    refused: Mapping[int, str] = field(default_factory=dict)


class BrokerUnavailable(Exception):
    """The broker went away, or never was there, before it had answered for the whole batch.

    `receipt` holds what it did answer: those rows are settled like any others, all others stay in the outbox.
    """

    def __init__(self, reason: str, receipt: Receipt | None = None) -> None:
        super().__init__(reason)
        self.receipt = receipt or Receipt()


class InboxMissing(BrokerUnavailable):
    """A service's inbox is not declared: what is sent now it would never hear, so nothing is sent."""

    def __init__(self, service: str, receipt: Receipt | None = None) -> None:
        super().__init__(
            f"The queue {service}.inbox does not exist, so {service} would miss what is sent now. "
            f"Run `python -m services.{service} migrate`; what waits is sent by itself after that.",
            receipt,
        )
        self.service = service


class DatabaseAway(Exception):
    """The service's database does not answer: nothing of the batch was kept and nothing may be acknowledged."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message as it arrived. `body` is untouched, readable or not; `note` says why a dead letter died."""

    body: bytes
    source: Literal["inbox", "dead"] = "inbox"
    note: str | None = None


class Publisher(Protocol):
    """Takes outbox rows to the broker. One instance belongs to one thread unless it says otherwise."""

    def publish(self, batch: Sequence[OutgoingMessage]) -> Receipt:
        """Send the batch in order and wait for the broker's answers.

        Raises `BrokerUnavailable` (with the answers that came) or `InboxMissing`.
        """
        ...

    def close(self) -> None:
        """Let go of the connection. Publishing again opens a new one."""
        ...


class Deliver(Protocol):
    """The service's side: takes what arrived and keeps it."""

    def __call__(self, batch: Sequence[Delivery], /) -> None:
        """Return once every delivery is committed: done, deferred or parked.

        Raises `DatabaseAway` when the database does not answer; then nothing of the batch counts as received.
        """
        ...
