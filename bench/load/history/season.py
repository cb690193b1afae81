"""One ward's ended requests, read from the three databases: what is multiplied, and which rows belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

Connection = psycopg.Connection[tuple[Any, ...]]

ROWS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "volunteers": {
        "persons": ("person_id", "persons"),
        "person_wards": ("person_id", "persons"),
        "requests": ("request_id", "requests"),
        "offers": ("request_id", "requests"),
        "visits": ("request_id", "requests"),
        "journal": ("subject_id", "subjects"),
        "inbox": ("subject", "subjects"),
    },
    "sessions": {
        "persons": ("id", "persons"),
        "requests": ("id", "requests"),
        "appointments": ("request_id", "requests"),
        "parties": ("appointment_id", "visits"),
        "bookings": ("appointment_id", "visits"),
        "journal": ("subject_id", "subjects"),
        "inbox": ("subject", "subjects"),
    },
    "notifications": {
        "persons": ("id", "persons"),
        "requests": ("id", "requests"),
        "appointments": ("request_id", "requests"),
        "visit_codes": ("appointment_id", "visits"),
        "helped": ("appointment_id", "visits"),
        "calls": ("request_id", "requests"),
        "messages": ("id", "messages"),
        "journal": ("subject_id", "subjects"),
        "inbox": ("subject", "subjects"),
    },
}
"""Service → table → the column that says to which season's ids a row belongs. Tables that are emptied in time (codes,
answers, reminders) are left out."""

FORGOTTEN: Mapping[str, tuple[str, ...]] = {"messages": ("to", "subject", "text", "phone", "code")}
"""What the network itself forgets after 30 days."""

COPIED = "^00"
"""How ids of copies begin. Those of real life begin with the time, which has not been that early since 1971."""

_ENDED = ["done", "cancelled", "solved_by_phone", "moved_to_class", "referred", "given_up"]
_LIVED = f"status = ANY(%s) AND request_id::text !~ '{COPIED}'"
_MOST_LIVED = f"SELECT ward FROM requests WHERE {_LIVED} GROUP BY ward ORDER BY count(*) DESC LIMIT 1"
_REQUESTS = f"SELECT request_id::text FROM requests WHERE {_LIVED} AND ward = %s"
_PERSONS = """
SELECT person_id::text FROM persons JOIN requests ON person_id IN (resident_id, asked_by_id)
 WHERE request_id::text = ANY(%s) GROUP BY person_id
"""
_OF_REQUESTS = "SELECT id::text FROM {table} WHERE request_id::text = ANY(%s)"
_VOLUNTEERS = """
SELECT ward, array_agg(volunteer_id::text ORDER BY volunteer_id) FROM volunteer_wards GROUP BY ward ORDER BY ward
"""


class NothingLived(Exception):
    """There is no ended request to multiply; the text says what to do first."""


@dataclass(frozen=True)
class Season:
    """Ids as texts. ``volunteers`` are those of the ward, in the order every ward lists its own."""

    ward: str
    requests: list[str]
    persons: list[str]
    visits: list[str]
    messages: list[str]
    calls: list[str]
    volunteers: list[str]

    def ids(self, kind: str) -> list[str]:
        """Those that :data:`ROWS` names; ``subjects`` is everything the journal writes about."""
        everything = [*self.requests, *self.persons, *self.visits, *self.messages, *self.calls]
        return everything if kind == "subjects" else getattr(self, kind)

    @classmethod
    def lived(cls, connections: Mapping[str, Connection]) -> Season:
        """That of the ward with the most ended requests; raises :class:`NothingLived`."""
        asked, met, told = (connections[name] for name in ("volunteers", "sessions", "notifications"))
        found = _texts(asked, _MOST_LIVED, _ENDED)
        if not found:
            raise NothingLived("No request has ended here yet: let a crowd live here first.")
        requests = _texts(asked, _REQUESTS, _ENDED, found[0])
        return cls(
            ward=found[0],
            requests=requests,
            persons=_texts(asked, _PERSONS, requests),
            visits=_texts(met, _OF_REQUESTS.format(table="appointments"), requests),
            messages=_texts(told, _OF_REQUESTS.format(table="messages"), requests),
            calls=_texts(told, _OF_REQUESTS.format(table="calls"), requests),
            volunteers=volunteers_by_ward(asked)[found[0]],
        )


def volunteers_by_ward(connection: Connection) -> dict[str, list[str]]:
    """Ward → its volunteers, sorted."""
    return {ward: list(ids) for ward, ids in connection.execute(_VOLUNTEERS)}


def _texts(connection: Connection, statement: str, *values: Any) -> list[str]:
    return [row[0] for row in connection.execute(statement, values)]
