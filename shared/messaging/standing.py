"""How things stand: numbers a scrape asks the database for, each answered by an index.

Rows that wait are counted up to :data:`COUNTED`: beyond it the age of the oldest says how bad it is, and
counting a million rows every few seconds would make it worse.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, TextClause, func, literal, select

from shared.messaging.inbox import DEFERRED, PARKED
from shared.messaging.live import LiveLog, waiting_since
from shared.messaging.tables import WAITING, KitTables

COUNTED = 10_000
"""Rows that are counted at most."""


@dataclass(frozen=True)
class Standing:
    """One number as it stands now. ``labels`` have few values, all of them ours."""

    name: str
    help: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


def count_rows(connection: Connection, table: Table, *where: ColumnElement[bool] | TextClause) -> int:
    """How many rows, counted up to :data:`COUNTED`."""
    found = select(literal(1)).select_from(table).where(*where).limit(COUNTED).subquery()
    return int(connection.execute(select(func.count()).select_from(found)).scalar_one())


def seconds_since(moment: datetime | None, now: datetime) -> float:
    """Seconds gone by; 0 when there is nothing to be old."""
    return 0.0 if moment is None else max(0.0, (now - moment).total_seconds())


def standing(connection: Connection, tables: KitTables, live: LiveLog | None, now: datetime) -> list[Standing]:
    """The common numbers of every service, and of those with live boards how far behind these are."""
    return [
        *_boards(connection, live, now),
        *_outbox(connection, tables.outbox, now),
        *_inbox(connection, tables.inbox, now),
        Standing("outreach_conflicts", _CONFLICTS, count_rows(connection, tables.conflicts)),
        *_heartbeats(connection, tables.heartbeats, now),
    ]


def _boards(connection: Connection, live: LiveLog | None, now: datetime) -> list[Standing]:
    if live is None:
        return []
    said = "Age of the oldest change that no live board can show yet; while none is open nobody hurries."
    since = waiting_since(connection, live.tables)
    return [Standing("outreach_boards_behind_seconds", said, seconds_since(since, now))]


_CONFLICTS = "Newer events our state machine could not follow, until a person has dealt with them."


def _outbox(connection: Connection, outbox: Table, now: datetime) -> list[Standing]:
    oldest = connection.execute(select(outbox.c.created_at).order_by(outbox.c.id).limit(1)).scalar_one_or_none()
    return [
        Standing("outreach_outbox_rows", f"Events not yet confirmed, up to {COUNTED}.", count_rows(connection, outbox)),
        Standing("outreach_outbox_oldest_seconds", "Age of the oldest of them.", seconds_since(oldest, now)),
    ]


def _inbox(connection: Connection, inbox: Table, now: datetime) -> list[Standing]:
    said = f"Events kept because they could not be handled, up to {COUNTED}."
    counts = [
        Standing(
            "outreach_inbox_rows",
            said,
            count_rows(connection, inbox, WAITING, inbox.c.status == status),
            {"status": status},
        )
        for status in (DEFERRED, PARKED)
    ]
    waiting = select(inbox.c.received_at).where(WAITING, inbox.c.status == DEFERRED).limit(COUNTED).subquery()
    oldest = connection.execute(select(func.min(waiting.c.received_at))).scalar_one()
    return [
        *counts,
        Standing("outreach_deferred_oldest_seconds", "Age of the oldest deferred event.", seconds_since(oldest, now)),
    ]


def _heartbeats(connection: Connection, heartbeats: Table, now: datetime) -> list[Standing]:
    said = "Seconds since any worker of the service last saw this loop alive."
    beats = connection.execute(select(heartbeats.c.name, heartbeats.c.at).order_by(heartbeats.c.name)).all()
    return [
        Standing("outreach_heartbeat_age_seconds", said, seconds_since(row.at, now), {"loop": row.name})
        for row in beats
    ]
