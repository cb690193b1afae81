"""The spans of an event's way out and in: what was published, and who handled it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from shared.contracts import Event
from shared.correlation import Correlation
from shared.messaging.port import OutgoingMessage, Receipt
from shared.messaging.topology import EXCHANGE
from shared.tracing import Tracer


def record_published(tracer: Tracer, batch: Sequence[OutgoingMessage], receipt: Receipt, began: int) -> None:
    """A span for each event that is safe now and belongs to a trace. What must be sent again is told when it is."""
    if not tracer.active:
        return
    for message in batch:
        parent = json.loads(message.body).get("traceparent") if message.row_id in receipt.confirmed else None
        if parent:
            attributes = _attributes("publish", message.type, message.event_id)
            tracer.record(f"publish {message.type}", "producer", parent=parent, began=began, attributes=attributes)


@contextmanager
def handling(tracer: Tracer, event: Event) -> Iterator[Correlation]:
    """The correlation in which an event is handled, by a span of its own."""
    said = _attributes("process", event.type, event.id) | {"outreach.correlation_id": event.correlation_id}
    with tracer.span(f"handle {event.type}", "consumer", parent=event.traceparent, attributes=said) as span:
        yield Correlation(event.correlation_id, event.id, span.traceparent)


def _attributes(operation: str, type_: str, event_id: str) -> dict[str, str | int]:
    """Names from OpenTelemetry's semantic conventions for messaging and CloudEvents."""
    return {
        "messaging.system": "rabbitmq",
        "messaging.destination.name": EXCHANGE,
        "messaging.operation.type": operation,
        "messaging.message.id": event_id,
        "cloudevents.event_type": type_,
    }
