"""What the messaging kit counts and times, for Prometheus: by types, endings and names that are ours, never by ids."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Container, Sequence

from prometheus_client import Counter, Gauge, Histogram

from shared.clock import Clock
from shared.contracts import Event
from shared.messaging.port import OutgoingMessage, Receipt

LAG_BUCKETS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 300, 1800, 14400)
WORK_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)
"""Seconds: what waits may wait for hours, what works takes moments."""

EVENTS_IN = Counter(
    "outreach_events_in_total",
    "Events taken from the broker, by how they ended (done, repeated, deferred, parked, conflict).",
    ["service", "type", "ending"],
)
EVENTS_RETRIED = Counter(
    "outreach_events_retried_total",
    "Deferred events tried again, by how that ended (done, deferred, parked, conflict).",
    ["service", "type", "ending"],
)
EVENTS_OUT = Counter(
    "outreach_events_out_total",
    "Outbox rows the broker answered for (confirmed, refused) or did not (unanswered).",
    ["service", "type", "answer"],
)
EVENT_LAG = Histogram(
    "outreach_event_lag_seconds",
    "From the moment a fact became true to the end of its handling here.",
    ["service", "type"],
    buckets=LAG_BUCKETS,
)
HANDLER_SECONDS = Histogram(
    "outreach_handler_seconds",
    "What the handler of an event took, without its commit.",
    ["service", "type"],
    buckets=WORK_BUCKETS,
)
RELAY_SECONDS = Histogram(
    "outreach_relay_batch_seconds",
    "From handing the broker a batch of outbox rows to its last answer.",
    ["service"],
    buckets=WORK_BUCKETS,
)
TIMER_TURNS = Counter(
    "outreach_timer_turns_total",
    "Turns of a timer, by outcome (worked, idle, crossed another worker, failed).",
    ["service", "timer", "outcome"],
)
TIMER_ROWS = Counter("outreach_timer_rows_total", "Rows a timer dealt with.", ["service", "timer"])
TIMER_SECONDS = Histogram(
    "outreach_timer_seconds", "What one turn of a timer took.", ["service", "timer"], buckets=WORK_BUCKETS
)

BOARDS_OPEN = Gauge("outreach_boards_open", "Live boards that are open now.", ["service"], multiprocess_mode="livesum")
BOARDS_REFUSED = Counter("outreach_boards_refused_total", "Live boards that found no seat.", ["service"])

UNKNOWN = "unknown"
"""The type of what cannot be read or is not known: whoever sends it must not name our series."""


class Arrivals:
    """Counts how the events a service takes have ended; ``types`` are those it knows."""

    def __init__(self, service: str, types: Container[str], clock: Clock) -> None:
        self._service, self._types, self._clock = service, types, clock

    def ended(self, event: Event | None, ending: str) -> None:
        """A delivery has ended for the first time."""
        EVENTS_IN.labels(self._service, self._type(event), ending).inc()
        if ending == "done":
            self._late(event)

    def retried(self, event: Event | None, ending: str) -> None:
        """A deferred event was tried again."""
        EVENTS_RETRIED.labels(self._service, self._type(event), ending).inc()
        if ending == "done":
            self._late(event)

    def _late(self, event: Event | None) -> None:
        if event is not None:  # two machines' clocks may differ by a little
            seconds = (self._clock.now() - event.time).total_seconds()
            EVENT_LAG.labels(self._service, self._type(event)).observe(max(0.0, seconds))

    def _type(self, event: Event | None) -> str:
        return event.type if event is not None and event.type in self._types else UNKNOWN


def count_sent(service: str, batch: Sequence[OutgoingMessage], receipt: Receipt) -> None:
    """Count what the broker said of a batch."""
    for (type_, answer), number in Tally((message.type, _answer(message, receipt)) for message in batch).items():
        EVENTS_OUT.labels(service, type_, answer).inc(number)


def _answer(message: OutgoingMessage, receipt: Receipt) -> str:
    if message.row_id in receipt.confirmed:
        return "confirmed"
    return "refused" if message.row_id in receipt.refused else "unanswered"
