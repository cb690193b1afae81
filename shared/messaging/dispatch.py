"""What happens to an event that arrives: handled in one commit with its memory, or kept with the reason.

Batches are taken optimistically: one transaction for all, in an order that is the same for every
worker. When one event fails, everything is rolled back and the events are taken one by one, so
that each meets its own ending.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any, Final

import structlog
from sqlalchemy import insert

from shared.clock import Clock
from shared.correlation import Correlation, correlated
from shared.errors import Impossible, ParentUnknown
from shared.ids import new_id
from shared.messaging import inbox
from shared.messaging.faults import TRIES, crossed, database_away
from shared.messaging.inbox import DEFERRED, PARKED, Verdict
from shared.messaging.incoming import Incoming, read_delivery
from shared.messaging.metrics import HANDLER_SECONDS, Arrivals
from shared.messaging.port import DatabaseAway, Delivery
from shared.messaging.spans import handling
from shared.messaging.subscriptions import Subscriptions
from shared.messaging.unit_of_work import Actor, UnitOfWork
from shared.tracing import Tracer

log = structlog.get_logger(__name__)

OpenUnit = Callable[[Actor, Correlation], UnitOfWork]
LATE_DELIVERY: Final = "delivered_too_often"
_EVENT: Final = Actor("event")


class Dispatcher:
    """Hands a service's events to its handlers and keeps what cannot be handled."""

    def __init__(
        self, service: str, subscriptions: Subscriptions, open_unit: OpenUnit, clock: Clock, tracer: Tracer
    ) -> None:
        self.service = service
        self._subscriptions = subscriptions
        self._open_unit = open_unit
        self._tracer = tracer
        self._arrivals = Arrivals(service, subscriptions, clock)

    @property
    def types(self) -> tuple[str, ...]:
        """The types this service listens to."""
        return tuple(self._subscriptions)

    def deliver(self, batch: Sequence[Delivery], /) -> None:
        """Return once every delivery is committed: done, deferred or parked.

        Raises :class:`DatabaseAway` when the database does not answer; then nothing may be acknowledged.
        """
        incoming = [self._read(delivery) for delivery in batch]
        if len(incoming) > 1 and self._taken_together(incoming):
            return
        for each in incoming:
            self._take(each)

    def retry(self, event_id: str) -> bool:
        """Try one deferred event again; whether this worker had it to try."""
        with self._open_unit(_EVENT, Correlation.new()) as unit:
            row = inbox.claim(unit, event_id)
            if row is None:
                return False
            incoming = self._read(Delivery(row["body"]))
            try:
                self._handle(unit, incoming)
                inbox.settle(unit, event_id)
                unit.commit()
                verdict = None
            except Exception as error:  # noqa: BLE001 - whatever a handler raises has to end as a kept event
                if crossed(error):
                    return False  # it met another unit of work: still due, and no attempt is counted
                verdict = self._verdict_of(error)
        if verdict is not None:
            self._put_off(incoming, row, verdict)
        else:
            self._arrivals.retried(incoming.event, inbox.DONE)
        return True

    def retry_due(self, limit: int = 50) -> int:
        """Try deferred events whose time has come; how many were tried."""
        with self._open_unit(_EVENT, Correlation.new()) as unit:
            ready = inbox.due(unit, limit)
        return sum(self.retry(event_id) for event_id in ready)

    def _taken_together(self, incoming: Sequence[Incoming]) -> bool:
        try:
            with self._open_unit(_EVENT, Correlation.new()) as unit:
                fresh = inbox.remember(unit, [each.arrived for each in incoming if each.verdict is None])
                new = set(fresh)
                for each in sorted(incoming, key=attrgetter("turn")):
                    self._take_one_of_many(unit, each, fresh)
                unit.commit()
        except Exception as error:
            if database_away(error):
                raise DatabaseAway(str(error)) from error
            log.info("batch_taken_singly", service=self.service, size=len(incoming), error=type(error).__name__)
            return False
        self._count(incoming, new)
        return True

    def _take_one_of_many(self, unit: UnitOfWork, each: Incoming, fresh: set[str]) -> None:
        if each.verdict is not None:
            inbox.keep(unit, each.arrived, each.verdict)
        elif each.arrived.event_id in fresh:
            fresh.discard(each.arrived.event_id)  # the same event twice in one batch is handled once
            self._handle(unit, each)

    def _take(self, incoming: Incoming) -> None:
        verdict = incoming.verdict or self._ending_alone(incoming)
        if verdict is None:
            return
        if verdict.status == inbox.DONE:
            self._record_conflict(incoming, verdict)
        else:
            self._keep(incoming, verdict)

    def _ending_alone(self, incoming: Incoming) -> Verdict | None:
        try:
            self._try_alone(incoming)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises has to end as a kept event
            return self._verdict_of(error)
        return None

    def _try_alone(self, incoming: Incoming) -> None:
        for attempt in range(1, TRIES + 1):
            try:
                self._once(incoming)
                return
            except Exception as error:
                if not crossed(error) or attempt == TRIES:
                    raise

    def _once(self, incoming: Incoming) -> None:
        with self._open_unit(_EVENT, Correlation.new()) as unit:
            fresh = inbox.remember(unit, [incoming.arrived])
            if fresh:
                self._handle(unit, incoming)
                unit.commit()
        self._arrivals.ended(incoming.event, inbox.DONE if fresh else "repeated")

    def _handle(self, unit: UnitOfWork, incoming: Incoming) -> None:
        event, handler = incoming.event, incoming.handler
        if event is None or handler is None:
            raise _NotHandled(incoming.verdict)
        timed = HANDLER_SECONDS.labels(self.service, event.type).time()
        with handling(self._tracer, event) as unit.correlation, correlated(unit.correlation), timed:
            handler(event, unit)
            unit.harvest()

    def _keep(self, incoming: Incoming, verdict: Verdict) -> None:
        def store(unit: UnitOfWork) -> None:
            inbox.keep(unit, incoming.arrived, verdict)

        self._commit(store)
        self._arrivals.ended(incoming.event, verdict.status)
        self._log(incoming, verdict)

    def _record_conflict(self, incoming: Incoming, verdict: Verdict) -> None:
        def store(unit: UnitOfWork) -> None:
            if inbox.remember(unit, [incoming.arrived]):
                self._add_conflict(unit, incoming, verdict)

        self._commit(store)
        self._arrivals.ended(incoming.event, "conflict")
        self._log(incoming, verdict)

    def _put_off(self, incoming: Incoming, row: Any, verdict: Verdict) -> None:
        ending = "conflict"

        def store(unit: UnitOfWork) -> None:
            nonlocal ending
            if verdict.status == inbox.DONE:
                self._add_conflict(unit, incoming, verdict)
                inbox.settle(unit, row["event_id"])
            else:
                ending = inbox.put_off(unit, row, verdict)

        self._commit(store)
        self._arrivals.retried(incoming.event, ending)
        self._log(incoming, verdict)

    def _add_conflict(self, unit: UnitOfWork, incoming: Incoming, verdict: Verdict) -> None:
        unit.execute(
            insert(unit.tables.conflicts).values(
                id=new_id(),
                event_id=incoming.arrived.event_id,
                type=incoming.arrived.type,
                subject=incoming.arrived.subject,
                code=verdict.reason,
                at=unit.now,
                detail=verdict.error,
            )
        )

    def _commit(self, act: Callable[[UnitOfWork], None]) -> None:
        try:
            with self._open_unit(_EVENT, Correlation.new()) as unit:
                act(unit)
                unit.commit()
        except Exception as error:
            if database_away(error):
                raise DatabaseAway(str(error)) from error
            raise

    def _read(self, delivery: Delivery) -> Incoming:
        read = read_delivery(delivery, self._subscriptions)
        if delivery.source == "dead" and read.verdict is None:
            return replace(read, verdict=Verdict(PARKED, LATE_DELIVERY, delivery.note or "dead-lettered by the broker"))
        return read

    def _verdict_of(self, error: BaseException) -> Verdict:
        if database_away(error):
            raise DatabaseAway(str(error)) from error
        return verdict_of(error)

    def _count(self, incoming: Sequence[Incoming], new: set[str]) -> None:
        for each in incoming:
            if each.verdict is not None:
                self._arrivals.ended(each.event, each.verdict.status)
                self._log(each, each.verdict)
            else:
                self._arrivals.ended(each.event, inbox.DONE if each.arrived.event_id in new else "repeated")
                new.discard(each.arrived.event_id)  # the same event twice in one batch was handled once

    def _log(self, incoming: Incoming, verdict: Verdict) -> None:
        # An error's sentence may quote what people wrote: the inbox keeps it, the log only what kind it is.
        with correlated(incoming.correlation):
            log.warning(
                "event_" + verdict.status if verdict.status != inbox.DONE else "event_conflict",
                service=self.service,
                event_id=incoming.arrived.event_id,
                type=incoming.arrived.type,
                reason=verdict.reason,
                error=verdict.error.partition(":")[0],
            )


class _NotHandled(Exception):
    """The event has a verdict instead of a handler."""

    def __init__(self, verdict: Verdict | None) -> None:
        super().__init__(verdict.error if verdict else "no handler")
        self.verdict = verdict


def verdict_of(error: BaseException) -> Verdict:
    """The table from what a handler raised to what becomes of its event."""
    if isinstance(error, _NotHandled) and error.verdict is not None:
        return error.verdict
    if isinstance(error, ParentUnknown):
        return Verdict(DEFERRED, "parent_unknown", str(error))
    if isinstance(error, Impossible):
        return Verdict(inbox.DONE, error.code, str(error))
    return Verdict(DEFERRED, "handler_failed", f"{type(error).__name__}: {error}")
