"""The request somebody follows, with how its reader is addressed: found in one look at the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from services.volunteers.pages.resident.addressing import Named, who_follows
from services.volunteers.pages.resident.blueprint import HELP
from services.volunteers.pages.wording import Ward, ward_called
from services.volunteers.queries import residents as queries
from shared.web.auth import principal
from shared.web.doors import current_runtime, reading


@dataclass(frozen=True)
class Followed:
    """A request, the ward it is in, and who reads."""

    row: Row[Any]
    ward: Ward | None
    named: Named

    @property
    def url(self) -> str:
        """Where it is followed."""
        return f"{HELP}/{self.row.reference}"


def followed(connection: Connection, row: Row[Any]) -> Followed:
    """A request as its pages need it."""
    now = current_runtime().clock.now()
    return Followed(row, ward_called(row.ward, connection), who_follows(connection, row, now))


def find_followed(reference: str) -> Followed | None:
    """The request of that number, if this browser may follow it."""
    with reading() as connection:
        row = queries.by_reference(connection, reference)
        return followed(connection, row) if row is not None and held(row) else None


def held(row: Row[Any]) -> bool:
    """Whether this browser may follow the request: it holds its code, or its person is signed in."""
    who = principal()
    mine = {row.resident_id, row.asked_by_id} - {None}
    return who.tracks(row.tracking_hash) or who.person_id in mine
