"""From outbox rows in PostgreSQL to confirmed by a quorum queue and deleted."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine, func, insert, select

from bench.events import TYPE, availabilities
from bench.measure import Benchmark, Case, Comparison, Sample
from bench.references.bare_pika import PipelinedPublish
from bench.servers import Servers
from shared.clock import SystemClock
from shared.contracts import Event
from shared.messaging import topology
from shared.messaging.port import OutgoingMessage
from shared.messaging.publisher import PikaPublisher
from shared.messaging.relay import Relay
from shared.messaging.tables import kit_tables, service_metadata

ROWS, FEW_ROWS = 5_000, 50
WARM_UP = 20
"""Rows sent before the clock starts: a running relay has its connection open and its statements compiled."""

LISTENER = "sessions"
RATE = "events/s"
RELAY, ONE_BY_ONE, BARE = "relay", "relay, window 1", "bare pika, pipelined"

METADATA = service_metadata()
OUTBOX = kit_tables(METADATA).outbox


@contextmanager
def prepare(servers: Servers, quick: bool) -> Iterator[list[Case]]:
    """The same events for every case; each measurement gets an empty database and an empty queue."""
    events = list(availabilities(WARM_UP + (FEW_ROWS if quick else ROWS)))
    yield [
        Case(RELAY, lambda: relayed(servers, events, window=None)),
        Case(ONE_BY_ONE, lambda: relayed(servers, events, window=1)),
        Case(BARE, lambda: published(servers, events[WARM_UP:])),
    ]


BENCHMARK = Benchmark(
    "relay",
    "Relay: from outbox rows in PostgreSQL to confirmed by a quorum queue and deleted",
    prepare,
    (Comparison(RELAY, ONE_BY_ONE, RATE, at_least=10), Comparison(RELAY, BARE, RATE, at_least=0.35)),
)


def relayed(servers: Servers, events: Sequence[Event], window: int | None) -> Sample:
    """The relay of the services, whose publisher lets ``window`` messages wait for the broker's answer."""
    with _queue(servers) as broker, servers.engine(METADATA) as engine:
        relay = Relay(
            "volunteers",
            engine,
            OUTBOX,
            PikaPublisher([broker], window=window, listeners=[LISTENER]),
            SystemClock(),
        )
        _send(relay, engine, events[:WARM_UP])
        servers.settle()
        seconds = _send(relay, engine, events[WARM_UP:])
        relay.close()
    return {RATE: (len(events) - WARM_UP) / seconds}


def published(servers: Servers, events: Sequence[Event]) -> Sample:
    """The bare loop, which has everything in memory."""
    messages = [OutgoingMessage(n, event.type, event.to_bytes(), event.id) for n, event in enumerate(events)]
    with _queue(servers) as broker:
        return {RATE: len(messages) / PipelinedPublish(broker, messages).run()}


@contextmanager
def _queue(servers: Servers) -> Iterator[str]:
    with servers.vhost() as broker:
        topology.declare([broker], LISTENER, [TYPE])
        yield broker


def _send(relay: Relay, engine: Engine, events: Sequence[Event]) -> float:
    """Seconds from the first row taken to the last one deleted."""
    with engine.begin() as connection:
        connection.execute(insert(OUTBOX), [_row(event) for event in events])
    started = time.perf_counter()
    while relay.run_once():
        pass
    seconds = time.perf_counter() - started
    with engine.connect() as connection:
        left = connection.execute(select(func.count()).select_from(OUTBOX)).scalar_one()
    if left:
        raise RuntimeError(f"the relay left {left} of {len(events)} rows in the outbox")
    return seconds


def _row(event: Event) -> dict[str, object]:
    return {
        "event_id": event.id,
        "type": event.type,
        "subject": event.subject,
        "sequence": event.sequence,
        "body": event.to_bytes(),
        "created_at": event.time,
        "next_attempt_at": event.time,
    }
