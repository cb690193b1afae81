"""Walking every operation of a service as everybody: who is let in, who is refused, and to whom it is not there.

A call counts as let in when it is answered by anything but 401, 403 and 404: what the state refuses (409) is
another matter. After each call that changed something the database is as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from shared.ids import new_id
from shared.messaging.inbox import PARKED
from shared.messaging.port import Delivery
from shared.service import Runtime
from tests.openapi import document_of, operations_of

REFUSED = (401, 403, 404)

Body = Callable[[str], Any]
"""Who calls → what they send."""


@dataclass
class Walk:
    """``callers`` are authorizations by name, ``ids`` what stands in the addresses, ``queries`` what follows them."""

    client: FlaskClient
    database: Path
    callers: Mapping[str, str | None]
    ids: Mapping[str, str]
    bodies: Mapping[str, Body] = field(default_factory=dict)
    queries: Mapping[str, str] = field(default_factory=dict)

    def operations(self) -> list[str]:
        """Every operation of the service's own document, as ``GET /requests``."""
        document = document_of(self.client.application)
        return [f"{method.upper()} {path.removeprefix('/api/v1')}" for path, method, _ in operations_of(document)]

    def let_in(self, operation: str) -> set[str]:
        """Who may call it."""
        return {who for who in self.callers if self.status(operation, who) not in REFUSED}

    def status(self, operation: str, who: str) -> int:
        """What one caller is answered; nothing has changed afterwards."""
        method, _, path = operation.partition(" ")
        saved = self._saved()
        headers = {"If-Match": "*"} | ({"Authorization": given} if (given := self.callers[who]) else {})
        body = self.bodies[operation](who) if operation in self.bodies else None
        answer = self.client.open(
            "/api/v1" + path.format(**self.ids) + self.queries.get(operation, ""),
            method=method,
            headers=headers,
            json=body if method != "GET" else None,
        )
        if answer.status_code < 300 and method != "GET":
            self._restore(saved)
        saved.close()
        return answer.status_code

    def _saved(self) -> sqlite3.Connection:
        kept = sqlite3.connect(":memory:")
        with sqlite3.connect(self.database) as live:
            live.backup(kept)
        live.close()
        return kept

    def _restore(self, kept: sqlite3.Connection) -> None:
        with sqlite3.connect(self.database) as live:
            kept.backup(live)
        live.close()


def trouble(runtime: Runtime[Any]) -> dict[str, str]:
    """The ids of an event that cannot be read and of one that could not be followed, for the city to see to."""
    kit, conflict_id = runtime.parts.kit, new_id()
    runtime.dispatcher.deliver([Delivery(b"no event")])
    row = {"id": conflict_id, "event_id": new_id(), "type": "a.b.c.v1", "subject": new_id(), "code": "offer_unknown"}
    with runtime.engine.begin() as connection:
        connection.execute(kit.conflicts.insert(), {**row, "at": runtime.clock.now(), "detail": ""})
        parked = connection.execute(select(kit.inbox.c.event_id).where(kit.inbox.c.status == PARKED)).scalar_one()
    return {"event_id": parked, "conflict_id": conflict_id}


def differences(walk: Walk, expected: Mapping[str, set[str]]) -> Iterator[str]:
    """A line for each operation that lets in others than it should, and each caller too many or too few."""
    for operation in walk.operations():
        found, wanted = walk.let_in(operation), expected[operation]
        if found != wanted:
            yield f"{operation}: too many {sorted(found - wanted)}, too few {sorted(wanted - found)}"
