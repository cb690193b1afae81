"""The readiness of the messaging kit: what a person should know about queues that do not move."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select

from shared.health import Check
from shared.messaging import outbox
from shared.messaging.inbox import DEFERRED, PARKED
from shared.messaging.loops import Loop
from shared.messaging.standing import COUNTED
from shared.messaging.tables import WAITING, KitTables
from shared.messaging.unit_of_work import UnitOfWork
from shared.migrations import is_ahead, revisions

OLD = timedelta(seconds=60)
"""An event, a deferred one or a heartbeat older than this is worth a look."""


def readiness(
    reading: Callable[[], AbstractContextManager[Connection]], tables: KitTables, directory: Path, now: datetime
) -> list[Check]:
    """The common lines; the first says whether the database answers."""
    try:
        with reading() as connection:
            return _checks(connection, tables, directory, now)
    except Exception as error:  # noqa: BLE001 - whatever it is, this process cannot serve
        return [Check("database", "failing", f"does not answer: {type(error).__name__}")]


def heartbeat(unit: UnitOfWork, loops: Iterable[Loop]) -> None:
    """Note which parts of the worker are alive: a loop that hangs in a step is not noted."""
    now = time.monotonic()
    for loop in loops:
        if now - loop.last_alive < OLD.total_seconds() / 2:
            unit.upsert(unit.tables.heartbeats, {"name": loop.name, "at": unit.now}, key=("name",), newer=None)


def _checks(connection: Connection, tables: KitTables, directory: Path, now: datetime) -> list[Check]:
    checks = [Check("database", "ok", "answers"), _schema(connection, directory)]
    if checks[-1].status == "failing":
        return checks
    return [
        *checks,
        _outbox(connection, tables, now),
        _deferred(connection, tables, now),
        _parked(connection, tables),
        _worker(connection, tables, now),
    ]


def _schema(connection: Connection, directory: Path) -> Check:
    present, newest = revisions(connection, directory)
    if present == newest:
        return Check("schema", "ok", f"revision {present}")
    if is_ahead(connection, directory):  # revisions only ever add before a later one takes away
        return Check("schema", "warning", f"revision {present} of a newer program, this one knows {newest}")
    return Check("schema", "failing", f"revision {present}, this program needs {newest}: run migrate")


def _outbox(connection: Connection, tables: KitTables, now: datetime) -> Check:
    count, since, error = outbox.oldest(connection, tables.outbox)
    if since is None or now - since < OLD:
        return Check("outbox", "ok", f"{count} waiting")
    why = f": {error}" if error else ""
    more = " or more" if count == COUNTED else ""
    return Check("outbox", "warning", f"{count}{more} waiting, the oldest for {_age(now - since)}{why}")


def _deferred(connection: Connection, tables: KitTables, now: datetime) -> Check:
    inbox = tables.inbox
    statement = select(func.count(), func.min(inbox.c.received_at)).where(WAITING, inbox.c.status == DEFERRED)
    count, since = connection.execute(statement).one()
    if since is None or now - since < OLD:
        return Check("deferred", "ok", f"{count} to be tried again")
    return Check("deferred", "warning", f"{count} to be tried again, the oldest for {_age(now - since)}")


def _parked(connection: Connection, tables: KitTables) -> Check:
    parked = connection.execute(
        select(func.count()).select_from(tables.inbox).where(WAITING, tables.inbox.c.status == PARKED)
    ).scalar_one()
    conflicts = connection.execute(select(func.count()).select_from(tables.conflicts)).scalar_one()
    if not parked and not conflicts:
        return Check("parked", "ok", "none")
    return Check("parked", "warning", f"{parked} parked events, {conflicts} conflicts: see parked list and /conflicts")


def _worker(connection: Connection, tables: KitTables, now: datetime) -> Check:
    seen = connection.execute(select(tables.heartbeats.c.name, tables.heartbeats.c.at))
    beats = {row.name: row.at for row in seen}
    if not beats:
        return Check("worker", "warning", "no worker was ever seen: start one")
    silent = sorted(name for name, at in beats.items() if now - at > OLD)
    if silent:
        return Check("worker", "warning", f"silent for more than {_age(OLD)}: {', '.join(silent)}")
    return Check("worker", "ok", ", ".join(sorted(beats)))


def _age(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    return f"{seconds} s" if seconds < 600 else f"{seconds // 60} min"
