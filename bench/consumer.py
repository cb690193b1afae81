"""From a full queue through the inbox into PostgreSQL, one worker process, against a Celery worker.

PostgreSQL itself keeps the time: it notes when each commit was, and each row says which commit
wrote it. A tenth of the events is left out at the beginning, so that neither start-up nor warming
up counts, on either side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from celery import Task
from sqlalchemy import Engine, Table, column, func, insert, select

from bench import tallies
from bench.events import TYPE, availabilities
from bench.measure import Benchmark, Case, Comparison, Sample
from bench.references import celery_tasks as celery
from bench.servers import Servers
from bench.workers import Worker, running
from services.sessions import tables as sessions
from shared.contracts import Event
from shared.messaging import topology
from shared.messaging.port import OutgoingMessage
from shared.messaging.publisher import PikaPublisher

EVENTS, FEW_EVENTS = 4_000, 300
PATIENCE = 300.0
"""Seconds a worker may take for all of them."""

RATE = "events/s"
PROJECTED, TASK, TASK_ONCE = "availability projection", "Celery task", "Celery task with an inbox"
TALLIED, INSERTED = "one insert a handler", "Celery, one insert"

Arguments = Callable[[Event], Mapping[str, Any]]


@contextmanager
def prepare_projection(servers: Servers, quick: bool) -> Iterator[list[Case]]:
    """Free times of volunteers who are known already, one change each."""
    events = list(availabilities(FEW_EVENTS if quick else EVENTS))
    table = sessions.volunteers
    yield [
        Case(PROJECTED, lambda: by_a_service(servers, "services.sessions", "sessions", table, events)),
        Case(TASK, lambda: by_celery(servers, celery.availability, _data, table, events)),
        Case(TASK_ONCE, lambda: by_celery(servers, celery.availability_once, _data_and_event, table, events)),
    ]


@contextmanager
def prepare_ceiling(servers: Servers, quick: bool) -> Iterator[list[Case]]:
    events = list(availabilities(FEW_EVENTS if quick else EVENTS))
    table = tallies.tallies
    yield [
        Case(TALLIED, lambda: by_a_service(servers, "bench.tallies", tallies.SERVICE, table, events)),
        Case(INSERTED, lambda: by_celery(servers, celery.tally, _number, table, events)),
    ]


PROJECTION = Benchmark(
    "consumer",
    "Consumer: from the queue through the inbox into PostgreSQL, the availability projection",
    prepare_projection,
    (
        Comparison(PROJECTED, TASK_ONCE, RATE, at_least=1.5),
        Comparison(PROJECTED, TASK, RATE, at_least=1.5),
    ),
)
CEILING = Benchmark(
    "ceiling",
    "Consumer: the most the kit can do, one insert a handler",
    prepare_ceiling,
    (Comparison(TALLIED, INSERTED, RATE, at_least=4),),
)


def by_a_service(servers: Servers, module: str, service: str, table: Table, events: Sequence[Event]) -> Sample:
    """``python -m <module> consume``, as it runs in production."""
    with servers.vhost() as broker, _known(servers, table, events) as engine:
        topology.declare([broker], service, [TYPE])
        _publish(broker, service, events)
        settings = {f"{service.upper()}_DATABASE_URL": _url(engine), "OUTREACH_BROKER_URL": broker}
        with running(servers.folder(), settings, module, "consume") as worker:
            return _rate(engine, table, worker, events)


def by_celery(servers: Servers, task: Task, arguments: Arguments, table: Table, events: Sequence[Event]) -> Sample:
    """A Celery worker and ``task``."""
    with servers.vhost() as broker, _known(servers, table, events) as engine:
        celery.send(broker, task, map(arguments, events))
        settings = {celery.BROKER: broker, celery.DATABASE: _url(engine)}
        with running(servers.folder(), settings, *celery.WORKER) as worker:
            return _rate(engine, table, worker, events)


def _data(event: Event) -> Mapping[str, Any]:
    return {"data": event.data, "sequence": event.sequence}


def _data_and_event(event: Event) -> Mapping[str, Any]:
    return {"event": celery.about(event), **_data(event)}


def _number(event: Event) -> Mapping[str, Any]:
    return {"id": event.subject, "sequence": event.sequence}


@contextmanager
def _known(servers: Servers, table: Table, events: Sequence[Event]) -> Iterator[Engine]:
    """A database with the tables; the volunteers are known as they were before their event."""
    with servers.engine(table.metadata) as engine:
        if table is sessions.volunteers:
            with engine.begin() as connection:
                connection.execute(insert(table), [_before(event) for event in events])
        servers.settle()
        yield engine


def _url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def _before(event: Event) -> dict[str, Any]:
    return {"id": event.subject, "weekly": (), "absences": (), "sequence": event.sequence - 1}


def _publish(broker: str, service: str, events: Sequence[Event]) -> None:
    publisher = PikaPublisher([broker], listeners=[service])
    messages = [OutgoingMessage(n, event.type, event.to_bytes(), event.id) for n, event in enumerate(events)]
    confirmed = publisher.publish(messages).confirmed
    publisher.close()
    if len(confirmed) != len(events):
        raise RuntimeError(f"the broker took {len(confirmed)} of {len(events)} events")


def _rate(engine: Engine, table: Table, worker: Worker, events: Sequence[Event]) -> Sample:
    """Events a second between the commit of the first tenth and the last one."""
    last = select(table.c.id).where(table.c.id == events[-1].subject, table.c.sequence == events[-1].sequence)
    worker.wait_for(lambda: _exists(engine, last), PATIENCE)
    commits = _commits(engine, table, events[0].sequence)
    if len(commits) != len(events):
        raise RuntimeError(f"{len(commits)} of {len(events)} events were handled when the last one was")
    start = commits[len(commits) // 10]
    counted = sum(commit > start for commit in commits)
    return {RATE: counted / (commits[-1] - start).total_seconds()}


def _exists(engine: Engine, statement: Any) -> bool:
    with engine.connect() as connection:
        return connection.execute(statement).first() is not None


def _commits(engine: Engine, table: Table, sequence: int) -> list[datetime]:
    """When each row of ``sequence`` was committed, in order."""
    moment = func.pg_xact_commit_timestamp(column("xmin")).label("moment")
    with engine.connect() as connection:
        found = connection.execute(
            select(moment).select_from(table).where(table.c.sequence == sequence).order_by(moment)
        )
        return list(found.scalars())
