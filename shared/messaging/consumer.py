"""RabbitMQ to a service with kombu: acknowledged after the commit, and not consumed while the database is away."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

import structlog

from shared.messaging.feed import HEARTBEAT, Feed
from shared.messaging.port import DatabaseAway, Deliver, Delivery
from shared.messaging.retry import RECONNECT_BASE, RECONNECT_CAP, REDELIVERY_BASE, REDELIVERY_CAP, backoff

log = structlog.get_logger(__name__)

BATCH: Final = 100
LINGER: Final = 0.05
"""Most deliveries, and most seconds of waiting for them, in one transaction: larger ones wait for each other."""

PREFETCH: Final = 3 * BATCH
"""Unacknowledged messages a worker may hold: the next batches arrive while one is committed."""

_IDLE: Final = 0.25
"""Seconds without a message between two looks at whether to stop."""

_DATABASE_PAUSE: Final = 0.5
"""Seconds between two questions whether the database answers."""


class _NotKept(Exception):
    """The service could not keep a batch, so none of it may be acknowledged."""


class KombuConsumer:
    """Consumes a service's inbox and its dead letters for one worker; any number of workers may compete.

    ``deliver`` gets batches and returns once they are committed; only then they are acknowledged.
    When the database is away the connection is closed once (the messages go back, which counts one
    return of each towards the delivery limit) and nothing is fetched until ``database_answers``.
    After that single messages are tried before whole prefetches are risked again, ever more
    rarely while they fail.

    When the broker is away or a queue is missing, the next of ``urls`` is tried, after a growing pause.
    """

    def __init__(
        self,
        urls: Sequence[str],
        service: str,
        deliver: Deliver,
        database_answers: Callable[[], bool],
        *,
        prefetch: int = PREFETCH,
        batch: int = BATCH,
        linger: float = LINGER,
        heartbeat: int = HEARTBEAT,
        redelivery_cap: timedelta = REDELIVERY_CAP,
    ) -> None:
        if not urls:
            raise ValueError("urls: expected at least one address of the broker")
        self._urls = list(urls)
        self._service = service
        self._deliver = deliver
        self._database_answers = database_answers
        self._prefetch = prefetch
        self._batch = batch
        self._linger = linger
        self._heartbeat = heartbeat
        self._redelivery_cap = redelivery_cap
        self._rng = random.Random()  # noqa: S311 - spreads retries, guards no secret
        self._failures = 0
        self._not_kept = 0
        self._connected = False
        self.last_connected: float | None = None
        self.trouble: str | None = None

    @property
    def connected(self) -> bool:
        """Whether it is consuming now; ``trouble`` says why not, ``last_connected`` (monotonic) since when."""
        return self._connected

    def run(self, stop: threading.Event) -> None:
        """Consume until ``stop`` is set: the batch in hand is finished and acknowledged first."""
        while not stop.is_set():
            if not self._database_answers():
                self._report(f"The database of {self._service} does not answer; its events wait in the queue.")
                stop.wait(_DATABASE_PAUSE)
                continue
            try:
                self._consume(stop)
            except _NotKept as error:
                self._put_off(str(error), stop)
            except Exception as error:  # noqa: BLE001 - a breaking connection raises many kinds, AttributeError too
                self._change_address(error, stop)

    def _consume(self, stop: threading.Event) -> None:
        """Consume over one connection, until told to stop or, when on probation, until something was kept."""
        probation = self._not_kept > 0
        prefetch = 1 if probation else self._prefetch
        feed = Feed(self._urls[0], self._service, prefetch=prefetch, heartbeat=self._heartbeat)
        try:
            while not stop.is_set() and probation == (self._not_kept > 0):
                self._note_connected()
                batch = feed.collect(self._batch, self._linger, _IDLE)
                if batch:
                    self._hand_over(batch)
                    feed.acknowledge()
                feed.keep_alive()
            feed.close()
        except _NotKept:
            feed.close()
            raise
        finally:
            self._connected = False
            feed.drop()

    def _hand_over(self, batch: Sequence[Delivery]) -> None:
        try:
            self._deliver(batch)
        except DatabaseAway as error:
            raise _NotKept(f"The database of {self._service} went away.") from error
        except Exception as error:
            log.exception("batch_not_kept", service=self._service)
            raise _NotKept(f"{self._service} could not keep what arrived ({type(error).__name__}).") from error
        self._not_kept = 0

    def _put_off(self, trouble: str, stop: threading.Event) -> None:
        self._not_kept += 1
        self._report(trouble)
        if self._not_kept > 1:  # once is an outage, and the database says when that ends
            wait = backoff(self._not_kept - 1, base=REDELIVERY_BASE, cap=self._redelivery_cap, rng=self._rng)
            stop.wait(wait.total_seconds())

    def _change_address(self, error: Exception, stop: threading.Event) -> None:
        self._failures += 1
        self._report(self._in_words(error))
        self._urls.append(self._urls.pop(0))
        wait = backoff(self._failures, base=RECONNECT_BASE, cap=RECONNECT_CAP, rng=self._rng)
        stop.wait(wait.total_seconds())

    def _in_words(self, error: Exception) -> str:
        address = urlsplit(self._urls[0])
        where = f"The broker at {address.hostname}:{address.port or 5672}"
        text = f"{type(error).__name__}: {error}"[:300]
        if "no queue" in text:
            return f"{where} lacks a queue. Run `python -m services.{self._service} migrate`. ({text})"
        return f"{where} failed: {text}"

    def _note_connected(self) -> None:
        if not self._connected and self.trouble is not None:
            log.info("consuming_again", service=self._service)
        self._connected, self._failures, self.trouble = True, 0, None
        self.last_connected = time.monotonic()

    def _report(self, trouble: str) -> None:
        """Said when it changes: an outage must not fill the disk."""
        if trouble != self.trouble:
            log.warning("not_consuming", service=self._service, trouble=trouble)
        self.trouble = trouble
