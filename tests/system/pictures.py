"""Whether the three services agree: each knows of the others what they would tell it today.

What a service should know is not written down here a second time. Everything every owner would state now is told to
a fresh service with an empty database of its own, and what that service then knows is laid beside what the real one
knows. What the two owners of one visit must agree on, request and appointment, is compared row by row.

Read it at rest: what is still on its way is a difference.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

import services.notifications.bootstrap
import services.notifications.config
import services.sessions.bootstrap
import services.sessions.config
import services.volunteers.bootstrap
import services.volunteers.config
from services.notifications import tables as of_notifications
from services.sessions import tables as of_sessions
from services.sessions.domain.appointment import STANDING
from services.volunteers import tables as of_volunteers
from shared.config import Environment
from shared.contracts import Event
from shared.ids import new_id
from shared.messaging.port import Delivery
from shared.service import Runtime

SERVICES: Mapping[str, tuple[Any, Any]] = {
    "volunteers": (services.volunteers.bootstrap, services.volunteers.config),
    "sessions": (services.sessions.bootstrap, services.sessions.config),
    "notifications": (services.notifications.bootstrap, services.notifications.config),
}

PROJECTIONS: Mapping[str, tuple[Table, ...]] = {
    "sessions": (
        *(of_sessions.persons, of_sessions.volunteers, of_sessions.teams, of_sessions.memberships),
        *(of_sessions.requests, of_sessions.topics, of_sessions.wards),
    ),
    "notifications": (
        *(of_notifications.persons, of_notifications.wards, of_notifications.topics, of_notifications.days),
        *(of_notifications.requests, of_notifications.appointments, of_notifications.visit_codes),
    ),
}
"""What each service knows of the others. Volunteers follows appointments only: see :func:`of_one_visit`."""

UNTOLD = frozenset({"sequence", "status", "urgency"})
"""What moves on without being told: that a request has its appointment is told by the appointment.

Nor is it told that an unanswered offer was declined: of offers those are compared that somebody accepted.
"""

BATCH = 100
SHOWN = 50
"""Differences told at most; a hundred more of the same say nothing new."""

Rows = dict[tuple[Any, ...], dict[str, Any]]


def differences(urls: Mapping[str, str], *, restated: bool = False) -> list[str]:
    """One sentence for each thing the services do not agree on, at most :data:`SHOWN`; none when they agree.

    ``urls`` maps ``volunteers``, ``sessions`` and ``notifications`` to their databases (``postgresql://`` with
    rights to read, or ``sqlite:///``). After a ``restate``, which tells what moves on in silence, say ``restated``.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pictures-")))
        real = {name: stack.enter_context(closing(_service(name, folder, url))) for name, url in urls.items()}
        told = list(_everything_stated(real.values()))
        found = of_one_visit(real["volunteers"], real["sessions"])
        for name, tables in PROJECTIONS.items():
            fresh = stack.enter_context(closing(_service(name, folder)))
            _tell(fresh, told)
            for table in tables:
                found += _apart(name, table, rows_of(fresh, table), rows_of(real[name], table), restated)
    return found[:SHOWN]


def of_one_visit(volunteers: Runtime[Any], sessions: Runtime[Any]) -> list[str]:
    """Whether each accepted offer has its one standing appointment, at the time its request says, and nothing else."""
    visits: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(sessions, of_sessions.appointments).values():
        if row["status"] in STANDING:
            visits[row["request_id"]].append(row)
    accepted: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(volunteers, of_volunteers.offers).values():
        if row["status"] == "accepted":
            accepted[row["request_id"]].add(row["offer_id"])
    requests = rows_of(volunteers, of_volunteers.requests).values()
    found = [_of_request(row, visits.pop(row["request_id"], []), accepted[row["request_id"]]) for row in requests]
    strays = [
        f"sessions holds a visit for request {request_id}, which volunteers does not know" for request_id in visits
    ]
    return [*filter(None, found), *strays]


def rows_of(service: Runtime[Any], table: Table) -> Rows:
    """The rows of a table by their primary keys."""
    key = [column.name for column in table.primary_key]
    with service.reading() as connection:
        rows = [dict(row) for row in connection.execute(table.select()).mappings()]
    return {tuple(row[name] for name in key): row for row in rows}


def _of_request(request: Mapping[str, Any], visits: list[dict[str, Any]], accepted: set[str]) -> str | None:
    who = f"request {request['request_id']} is {request['status']}"
    if request["status"] not in ("accepted", "scheduled"):
        return f"{who}, and {len(visits)} visits stand for it" if visits else None
    if len(visits) != 1:
        return f"{who} with accepted offers {sorted(accepted)}, and {len(visits)} visits stand for it"
    (visit,) = visits
    if request["status"] == "accepted":
        return f"{who}, and volunteers does not know that visit {visit['id']} stands"
    says = (request["appointment_id"], accepted, request["starts_at"], request["ends_at"])
    stands = (visit["id"], set(visit["offer_ids"]), visit["starts_at"], visit["ends_at"])
    return None if says == stands else f"{who} for {says}, and sessions says {stands}"


def _service(name: str, folder: Path, url: str | None = None) -> Runtime[Any]:
    """The service with its real database, or a fresh one with an empty database in ``folder``."""
    bootstrap, config = SERVICES[name]
    settings = {"OUTREACH_DATA_DIR": str(folder), **({f"{name.upper()}_DATABASE_URL": url} if url else {})}
    service: Runtime[Any] = bootstrap.build(config.Config.read(Environment(settings)))
    if url is None:
        service.migrate()
    return service


def _everything_stated(owners: Iterable[Runtime[Any]]) -> Iterator[Event]:
    """What ``restate`` of every owner would tell now, without telling it."""
    for owner in owners:
        for restatement in owner.parts.restatements:
            with owner.reading() as connection, Session(connection) as session:
                for aggregate in session.query(restatement.aggregate):
                    data = restatement.contract.dump(restatement.data(aggregate))
                    source, type_, now = f"/{owner.name}", restatement.contract.type, owner.clock.now()
                    yield Event(new_id(), source, type_, aggregate.id, now, aggregate.sequence, data, new_id())


def _tell(service: Runtime[Any], events: Iterable[Event]) -> None:
    heard = (Delivery(event.to_bytes()) for event in events if event.type in service.dispatcher.types)
    while batch := list(islice(heard, BATCH)):
        service.dispatcher.deliver(batch)


def _apart(service: str, table: Table, expected: Rows, known: Rows, restated: bool) -> Iterator[str]:
    """Where what is known is not what would be told today."""
    for key in sorted(expected.keys() | known.keys(), key=str):
        what = f"{service}.{table.name} {'/'.join(map(str, key))}"
        if key not in known:
            yield f"{what} is not known"
        elif key not in expected:
            yield f"{what} is known, and its owner does not know it"
        else:
            rows = (expected[key], known[key])
            yield from _fields_apart(what, *(rows if restated else map(_as_told, rows)))


def _as_told(row: dict[str, Any]) -> dict[str, Any]:
    """The row without what moves on in silence."""
    silent = UNTOLD if "offers" in row or "standing" in row else {"sequence"}
    told = {name: value for name, value in row.items() if name not in silent}
    if "offers" in told:
        told["offers"] = tuple(offer for offer in told["offers"] if offer.status == "accepted")
    return told


def _fields_apart(what: str, expected: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[str]:
    for name in expected:
        if expected[name] != known[name]:
            yield f"{what}: {name} is {known[name]!r}, its owner would say {expected[name]!r}"
