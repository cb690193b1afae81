"""From the commit of a change in one service to the commit of what another made of it.

On PostgreSQL the server notes the moments of both commits. With everything in one process its own
clock does, as soon as the commits are done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from functools import partial
from statistics import quantiles
from typing import Any

from sqlalchemy import Column, Engine, column, func, select

from bench import network
from bench.changes import apply, change, steadily
from bench.measure import Benchmark, Case, Comparison, Sample
from bench.references import direct, polling
from bench.servers import Servers
from bench.workers import Worker, running
from services.sessions.tables import volunteers as learnt
from services.volunteers.tables import volunteers as changed
from shared.contracts import Event
from shared.contracts.volunteers import VOLUNTEER_AVAILABILITY_CHANGED
from shared.database import make_engine
from shared.messaging.embedded import EmbeddedBroker
from shared.messaging.port import Delivery
from shared.service import Runtime
from tools.waiting import until

CHANGES, FEW_CHANGES = 150, 5
P50, P99 = "p50 ms", "p99 ms"

EMBEDDED, EMBEDDED_POLLED = "embedded", "embedded, relay polls every 50 ms"
RABBIT, RABBIT_POLLED = "RabbitMQ", "RabbitMQ, relay polls every 50 ms"
DIRECT = "RabbitMQ, published after the commit (no outbox)"

RELAY = ("services.volunteers", "relay")
POLLING_RELAY = ("bench.references.polling",)
CONSUMER = ("services.sessions", "consume")
DIRECT_CONSUMER = ("bench.references.direct",)


@contextmanager
def prepare(servers: Servers, quick: bool) -> Iterator[list[Case]]:
    """Both shapes of the network; every measurement is of volunteers of its own."""
    number = FEW_CHANGES if quick else CHANGES
    with network.production(servers) as settings:
        one = OneProcess(network.embedded(servers), number)
        with closing(Cluster(servers, settings, number)) as cluster:
            yield [
                Case(EMBEDDED, one.woken),
                Case(EMBEDDED_POLLED, one.polled),
                Case(RABBIT, cluster.woken),
                Case(RABBIT_POLLED, cluster.polled),
                Case(DIRECT, cluster.direct),
            ]


BENCHMARK = Benchmark(
    "latency",
    "Latency: from a commit to the commit of its handler in another service, 25 events a second",
    prepare,
    tuple(
        Comparison(ours, reference, measure)
        for ours, reference in ((EMBEDDED, EMBEDDED_POLLED), (RABBIT, RABBIT_POLLED), (RABBIT, DIRECT))
        for measure in (P50, P99)
    ),
)


class OneProcess:
    """Everything in this process, on SQLite, as ``python -m services`` runs it."""

    def __init__(self, settings: network.Settings, number: int) -> None:
        self._settings = settings
        self._number = number

    def woken(self) -> Sample:
        """The relay is woken after each commit."""
        with self._running("timers", "retries", "relay") as (volunteers, heard):
            return self._measure(volunteers, heard)

    def polled(self) -> Sample:
        with self._running("timers", "retries") as (volunteers, heard):
            loop = polling.relay_loop(volunteers)
            loop.start()
            try:
                return self._measure(volunteers, heard)
            finally:
                loop.stop()
                loop.join(10)

    @contextmanager
    def _running(self, *loops: str) -> Iterator[tuple[Runtime[Any], dict[str, float]]]:
        """All three services, volunteers with these loops; and when sessions had committed each change."""
        broker = EmbeddedBroker()
        runtimes = network.build(self._settings, broker)
        sessions, heard = runtimes["sessions"].dispatcher, dict[str, float]()

        def deliver(batch: Sequence[Delivery], /) -> None:
            sessions.deliver(batch)
            now = time.monotonic()
            events = [Event.from_bytes(each.body) for each in batch]
            heard.update({e.subject: now for e in events if e.type == VOLUNTEER_AVAILABILITY_CHANGED.type})

        broker.subscribe("sessions", sessions.types, deliver)
        runtimes["volunteers"].start(*loops)
        runtimes["sessions"].start()
        runtimes["notifications"].start()
        try:
            yield runtimes["volunteers"], heard
        finally:
            for runtime in runtimes.values():
                runtime.stop()

    def _measure(self, volunteers: Runtime[Any], heard: dict[str, float]) -> Sample:
        ids = apply(volunteers, self._number)
        until(lambda: _outbox_is_empty(volunteers))
        committed: dict[str, float] = {}
        steadily(lambda each: committed.update({each: change(volunteers, each)}), ids)
        until(lambda: len(heard) == len(ids))
        return _percentiles([heard[each] - committed[each] for each in ids])


class Cluster:
    """Processes on RabbitMQ and PostgreSQL: this one commits as a web process does, two others relay and consume."""

    def __init__(self, servers: Servers, settings: network.Settings, number: int) -> None:
        self._servers = servers
        self._settings = settings
        self._number = number
        self._volunteers = network.build(settings)["volunteers"]
        self._sessions = make_engine(_psycopg(settings["SESSIONS_DATABASE_URL"]))

    def close(self) -> None:
        self._volunteers.close()
        self._sessions.dispose()

    def woken(self) -> Sample:
        """The relay listens for the ``NOTIFY`` after each commit."""
        return self._measure(RELAY, CONSUMER, partial(change, self._volunteers))

    def polled(self) -> Sample:
        return self._measure(POLLING_RELAY, CONSUMER, partial(change, self._volunteers))

    def direct(self) -> Sample:
        broker, database = self._settings["OUTREACH_BROKER_URL"], self._volunteers.config.database_url
        with direct.Publisher(broker, database) as publisher:
            return self._measure(RELAY, DIRECT_CONSUMER, publisher.change)

    def _measure(self, relay: Sequence[str], consumer: Sequence[str], act: Callable[[str], object]) -> Sample:
        with ExitStack() as opened:
            workers = [
                opened.enter_context(running(self._servers.folder(), self._settings, *arguments))
                for arguments in (relay, consumer)
            ]
            ids = apply(self._volunteers, self._number)
            self._wait_until_known(workers, ids, 1)
            self._servers.settle()
            steadily(act, ids)
            self._wait_until_known(workers, ids, 2)
        committed = _commits(self._volunteers.engine, changed.c.volunteer_id, ids)
        heard = _commits(self._sessions, learnt.c.id, ids)
        return _percentiles([(heard[each] - committed[each]).total_seconds() for each in ids])

    def _wait_until_known(self, workers: Sequence[Worker], ids: Sequence[str], sequence: int) -> None:
        known = select(func.count()).where(learnt.c.id.in_(ids), learnt.c.sequence == sequence)

        def all_known() -> bool:
            with self._sessions.connect() as connection:
                return connection.execute(known).scalar_one() == len(ids)

        for worker in workers:
            worker.wait_for(all_known, seconds=60)


def _percentiles(seconds: Sequence[float]) -> Sample:
    cuts = quantiles(seconds, n=100)
    return {P50: cuts[49] * 1000, P99: cuts[98] * 1000}


def _outbox_is_empty(volunteers: Runtime[Any]) -> bool:
    with volunteers.reading() as connection:
        return connection.execute(select(volunteers.parts.kit.outbox.c.id).limit(1)).first() is None


def _commits(engine: Engine, key: Column[str], ids: Sequence[str]) -> dict[str, datetime]:
    """When the row of each id was last committed, as PostgreSQL noted it."""
    statement = select(key, func.pg_xact_commit_timestamp(column("xmin"))).where(key.in_(ids))
    with engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(statement)}


def _psycopg(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")
