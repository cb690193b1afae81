"""Outbox rows to RabbitMQ with pika: pipelined confirms, mandatory, fail-over between addresses."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from shared.contracts import OWNERS
from shared.messaging.flight import Flight
from shared.messaging.link import Link, LinkBroken, Patience
from shared.messaging.port import BrokerUnavailable, InboxMissing, OutgoingMessage, Receipt
from shared.messaging.topology import inbox

LARGEST_BODY: Final = 8 * 1024 * 1024
"""Bytes; half of what RabbitMQ 4 takes. A larger one would close the channel, at every try, for all behind it."""


class PikaPublisher:
    """The RabbitMQ side of the relay.

    Opens nothing before its first batch, and opens anew after any trouble (at the next of
    ``urls``) or in a forked process. Calls from several threads wait for each other.

    ``window`` bounds the unanswered messages; None keeps a whole batch in flight, which is about
    25 times as fast as one at a time (measured). ``listeners`` are the services whose inboxes
    have to exist before anything is sent: one that is born later would have missed it.
    """

    def __init__(
        self,
        urls: Sequence[str],
        *,
        window: int | None = None,
        listeners: Sequence[str] = OWNERS,
        patience: Patience | None = None,
    ) -> None:
        if not urls:
            raise ValueError("urls: expected at least one address of the broker")
        self._urls = list(urls)
        self._window = window
        self._listeners = {inbox(service): service for service in listeners}
        self._patience = patience or Patience()
        self._lock = threading.Lock()
        self._link: Link | None = None
        self._inboxes_seen = False
        self._pid = os.getpid()

    def publish(self, batch: Sequence[OutgoingMessage]) -> Receipt:
        """Send the batch in order and wait for the broker's answers.

        Raises :class:`BrokerUnavailable` with the answers that came before the trouble, and
        :class:`InboxMissing` when a listener's inbox is not declared.
        """
        with self._lock:
            sendable = [message for message in batch if len(message.body) <= LARGEST_BODY]
            too_large = {
                message.row_id: f"larger than {LARGEST_BODY} bytes"
                for message in batch
                if len(message.body) > LARGEST_BODY
            }
            receipt = self._send(sendable)
            return Receipt(receipt.confirmed, {**receipt.refused, **too_large})

    def close(self) -> None:
        """Let go of the connection. Publishing again opens a new one."""
        with self._lock:
            self._drop()

    def _send(self, batch: Sequence[OutgoingMessage]) -> Receipt:
        link = self._ready_link()
        flight = Flight(batch, link.next_tag, self._window)
        try:
            link.send(flight)
            if flight.any_returned:
                self._inboxes_seen = False
                self._require_inboxes(link)
        except LinkBroken as error:
            raise BrokerUnavailable(self._give_up(error), flight.receipt()) from error
        except InboxMissing as error:
            raise InboxMissing(error.service, flight.receipt()) from error
        if flight.any_nacked:
            # A channel whose first message comes while a queue's leader has just died asks the dead node for ever, and
            # refuses everything (seen on RabbitMQ 3.10). A new one learns who leads now.
            self._drop()
        return flight.receipt()

    def _ready_link(self) -> Link:
        link = self._living_link() or self._open_somewhere()
        try:
            self._require_inboxes(link)
        except LinkBroken as error:
            raise BrokerUnavailable(self._give_up(error)) from error
        return link

    def _living_link(self) -> Link | None:
        if self._link is not None and self._pid != os.getpid():
            self._link.forget()
            self._link = None
        if self._link is not None:
            try:
                self._link.listen()
            except LinkBroken:
                self._drop()
        return self._link

    def _open_somewhere(self) -> Link:
        """A link to the first address that answers, each tried once, beginning with the one that served last."""
        self._pid = os.getpid()
        self._inboxes_seen = False
        failures = []
        for _ in self._urls:
            try:
                self._link = Link(self._urls[0], self._patience)
            except LinkBroken as error:
                failures.append(self._give_up(error))
            else:
                return self._link
        raise BrokerUnavailable("; ".join(failures))

    def _require_inboxes(self, link: Link) -> None:
        if self._inboxes_seen:
            return
        missing = link.first_missing(list(self._listeners))
        if missing is not None:
            raise InboxMissing(self._listeners[missing])
        self._inboxes_seen = True

    def _give_up(self, error: LinkBroken) -> str:
        """Drop the link and turn to the next address; what was wrong, in words without a password."""
        self._drop()
        address = urlsplit(self._urls[0])
        self._urls.append(self._urls.pop(0))
        return f"The broker at {address.hostname}:{address.port or 5672} failed: {error}"

    def _drop(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None
