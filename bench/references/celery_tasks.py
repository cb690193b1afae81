"""The same work as Celery tasks, written as its documentation advises for work that must not be lost.

What it shares with us: the engine and its pool, the statements, the prefetch, a quorum queue, the
acknowledgement after the commit. What is Celery's own: a message a task in its protocol and, since
it hands over one task at a time, a commit a task. Whatever costs it time and is not needed is off:
results, events, gossip, logging below warnings. It checks no envelope and no contract.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from celery import Celery, Task
from kombu import Queue
from sqlalchemy import Engine, Executable, Table, insert
from sqlalchemy.dialects import postgresql

from bench.references.projection import learn
from bench.tallies import tallies
from services.sessions.tables import kit
from shared.contracts import Event
from shared.database import make_engine
from shared.messaging.consumer import PREFETCH

DATABASE = "BENCH_CELERY_DATABASE"
"""The worker's environment holds the database's URL here, and the broker's where Celery looks for it:"""
BROKER = "CELERY_BROKER_URL"

WORKER = (
    "celery",
    "--app=bench.references.celery_tasks",
    "worker",
    "--pool=solo",
    "--concurrency=1",
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
    "--loglevel=WARNING",
)
"""The arguments of ``python -m``."""

QUEUE = "celery.reference"

app = Celery("reference")
app.conf.update(
    task_queues=[Queue(QUEUE, durable=True, queue_arguments={"x-queue-type": "quorum"})],
    task_default_queue=QUEUE,
    task_acks_late=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=PREFETCH,
    worker_hijack_root_logger=False,
)


@cache
def engine() -> Engine:
    """The engine of the services, opened by the first task."""
    return make_engine(os.environ[DATABASE])


@app.task
def tally(id: str, sequence: int) -> None:
    """One insert."""
    with engine().begin() as connection:
        connection.execute(insert(tallies), {"id": id, "sequence": sequence})


@app.task
def availability(data: dict[str, Any], sequence: int) -> None:
    """The projection alone: a repeated or reordered message is harmless only because the row is numbered."""
    with engine().begin() as connection:
        learn(connection, data, sequence)


@app.task
def availability_once(event: Mapping[str, str], data: dict[str, Any], sequence: int) -> None:
    """The projection and the memory of its event in one commit: what our inbox promises every handler."""
    remember = _remember(kit.inbox)
    with engine().begin() as connection:
        row = {**event, "status": "done", "received_at": datetime.now(UTC)}
        if connection.execute(remember, row).scalar_one_or_none():
            learn(connection, data, sequence)


def send(broker: str, task: Task, arguments: Iterable[Mapping[str, Any]]) -> None:
    """Send a task for each of ``arguments``, over one connection."""
    with app.connection_for_write(broker) as connection, app.amqp.Producer(connection) as producer:
        for each in arguments:
            task.apply_async(kwargs=each, producer=producer)


def about(event: Event) -> dict[str, str]:
    """What the inbox keeps of an event."""
    return {"event_id": event.id, "type": event.type, "subject": event.subject}


@cache
def _remember(inbox: Table) -> Executable:
    return postgresql.insert(inbox).on_conflict_do_nothing().returning(inbox.c.event_id)
