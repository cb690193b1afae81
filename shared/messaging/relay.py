"""The relay: takes outbox rows to the broker and forgets exactly those it confirmed."""

from __future__ import annotations

import time
from collections.abc import Sequence

import structlog
from sqlalchemy import Connection, Engine, Table

from shared.clock import Clock
from shared.database import READ_ONLY
from shared.messaging import outbox as rows
from shared.messaging.metrics import RELAY_SECONDS, count_sent
from shared.messaging.port import BrokerUnavailable, OutgoingMessage, Publisher, Receipt
from shared.messaging.spans import record_published
from shared.tracing import NoTracer, Tracer

log = structlog.get_logger(__name__)

BATCH = 500
"""Rows a batch; larger ones are not faster (measured), and a lost connection repeats more of them."""


class Relay:
    """One relay of one service; any number of them may run.

    On PostgreSQL the rows stay locked while the broker answers, so that relays share the work. On
    SQLite, where a held write lock would stop the whole service, they are read without a
    transaction and deleted in a short one; two relays may then send a row twice, which the
    listeners' inboxes make harmless.
    """

    def __init__(
        self,
        service: str,
        engine: Engine,
        outbox: Table,
        publisher: Publisher,
        clock: Clock,
        *,
        batch: int = BATCH,
        tracer: Tracer | None = None,
    ) -> None:
        self.service = service
        self._engine = engine
        self._outbox = outbox
        self._publisher = publisher
        self._clock = clock
        self._batch = batch
        self._tracer = tracer or NoTracer()
        self._holds_rows = engine.dialect.name == "postgresql"

    def run_once(self) -> bool:
        """Send one batch; whether there may be more to send at once.

        Raises :class:`BrokerUnavailable` after noting it on the rows.
        """
        return self._run_holding() if self._holds_rows else self._run_lightly()

    def close(self) -> None:
        """Let go of the broker."""
        self._publisher.close()

    def _run_holding(self) -> bool:
        with self._engine.begin() as connection:
            batch = rows.take(connection, self._outbox, self._clock.now(), self._batch)
            receipt, trouble = self._publish(batch)
            self._settle(connection, batch, receipt, trouble)
        return self._more(batch, receipt, trouble)

    def _run_lightly(self) -> bool:
        with self._engine.connect().execution_options(**{READ_ONLY: True}) as connection:
            batch = rows.take(connection, self._outbox, self._clock.now(), self._batch)
        receipt, trouble = self._publish(batch)
        if batch:
            with self._engine.begin() as connection:
                self._settle(connection, batch, receipt, trouble)
        return self._more(batch, receipt, trouble)

    def _publish(self, batch: Sequence[OutgoingMessage]) -> tuple[Receipt, BrokerUnavailable | None]:
        if not batch:
            return Receipt(), None
        trouble, began = None, time.time_ns()
        with RELAY_SECONDS.labels(self.service).time():
            try:
                receipt = self._publisher.publish(batch)
            except BrokerUnavailable as error:
                receipt, trouble = error.receipt, error
        count_sent(self.service, batch, receipt)
        record_published(self._tracer, batch, receipt, began)
        return receipt, trouble

    def _settle(
        self,
        connection: Connection,
        batch: Sequence[OutgoingMessage],
        receipt: Receipt,
        trouble: BrokerUnavailable | None,
    ) -> None:
        rows.forget(connection, self._outbox, receipt.confirmed)
        rows.keep_refused(connection, self._outbox, self._clock.now(), receipt.refused)
        silent = [m.row_id for m in batch if m.row_id not in receipt.confirmed and m.row_id not in receipt.refused]
        if silent:
            rows.keep_unanswered(connection, self._outbox, silent, str(trouble or "the broker did not answer"))

    def _more(self, batch: Sequence[OutgoingMessage], receipt: Receipt, trouble: BrokerUnavailable | None) -> bool:
        if trouble is not None:
            raise trouble
        for row_id, reason in list(receipt.refused.items())[:1]:
            log.warning("event_refused", service=self.service, row=row_id, of=len(receipt.refused), reason=reason)
        return len(batch) == self._batch
