"""The log of a live board: which things changed, numbered in the order in which their commits could be seen.

A command writes what it changed into ``live_changes`` in its own transaction, without a number: numbers drawn before
the commit are no commit order, and whoever follows them misses what commits late. Whoever reads numbers first what is
committed by then (:func:`number`); the row of ``live_counters`` lets one do so at a time. What has a number therefore
never gets a lower neighbour again, and there are no gaps (docs/decisions/0019).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from shared.aggregate import Aggregate
from shared.database import Code, UtcDateTime, json_type

BATCH = 500
"""So many changes are read at once."""

AT_ONCE = 5000
"""So many changes are numbered, or forgotten, in one transaction: while one numbers, every board waits."""

_COUNTER = "changes"


@dataclass(frozen=True)
class LiveTables:
    """The log, and the number given last."""

    changes: Table
    counters: Table


@dataclass(frozen=True)
class LiveLog:
    """Which aggregates of a service a live board shows, and what it is told of one: nothing personal."""

    tables: LiveTables
    shown: type[Aggregate]
    tell: Callable[[Any], Mapping[str, Any]]

    def row(self, changed: Aggregate, now: datetime) -> dict[str, Any]:
        """The line of a changed aggregate as it is now."""
        told = dict(self.tell(changed))
        ward, sequence = getattr(changed, "ward", None), changed.sequence
        return {"subject_id": changed.id, "ward": ward, "sequence": sequence, "told": told, "at": now}


@dataclass(frozen=True)
class Change:
    """One numbered line of the log."""

    position: int
    subject_id: str
    ward: str
    sequence: int
    told: Mapping[str, Any]


def live_tables(metadata: MetaData) -> LiveTables:
    """Add the log to a service's metadata."""
    serial = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only as INTEGER
    changes = Table(
        "live_changes",
        metadata,
        Column("id", serial, primary_key=True),
        Column("position", BigInteger, unique=True),
        Column("subject_id", String(60), nullable=False),
        Column("ward", Code(5), nullable=False),
        Column("sequence", BigInteger, nullable=False),
        Column("told", json_type(), nullable=False),
        Column("at", UtcDateTime, nullable=False, index=True),
    )
    counters = Table(
        "live_counters",
        metadata,
        Column("name", Code(20), primary_key=True),
        Column("last", BigInteger, nullable=False),
    )
    return LiveTables(changes, counters)


def unnumbered(connection: Connection, log: LiveTables) -> bool:
    """Whether something was committed that has no number yet."""
    changes = log.changes
    return connection.execute(select(changes.c.id).where(changes.c.position.is_(None)).limit(1)).first() is not None


def number(connection: Connection, log: LiveTables) -> int:
    """Number what is committed and has no number, up to :data:`AT_ONCE`; how many that were.

    The caller commits, and soon. Two at once take turns: the second sees the numbers of the first before it gives its
    own.
    """
    changes, counters = log.changes, log.counters
    of_changes = counters.c.name == _COUNTER
    _hold(connection, counters)
    # A statement of its own, so that it sees what was committed while the row above was waited for.
    last = select(counters.c.last).where(of_changes).scalar_subquery()
    rank = func.row_number().over(order_by=changes.c.id)
    waiting = changes.c.position.is_(None)
    first = select(changes.c.id, (last + rank).label("next")).where(waiting).order_by(changes.c.id).limit(AT_ONCE)
    ranked = first.subquery()
    given = connection.execute(update(changes).values(position=ranked.c.next).where(changes.c.id == ranked.c.id))
    connection.execute(update(counters).where(of_changes).values(last=counters.c.last + given.rowcount))
    return int(given.rowcount)


def last_position(connection: Connection, log: LiveTables) -> int:
    """The number given last; 0 before the first."""
    counters = log.counters
    found = connection.execute(select(counters.c.last).where(counters.c.name == _COUNTER)).scalar_one_or_none()
    return found or 0


def changes_after(connection: Connection, log: LiveTables, position: int, limit: int = BATCH) -> list[Change]:
    """The changes after a number, in order."""
    changes = log.changes
    columns = (changes.c[name] for name in ("position", "subject_id", "ward", "sequence", "told"))
    later = select(*columns).where(changes.c.position > position).order_by(changes.c.position).limit(limit)
    return [_change(row) for row in connection.execute(later)]


def can_resume(connection: Connection, log: LiveTables, position: int) -> bool:
    """Whether everything after ``position`` is still here, and ``position`` was ever given by this log."""
    last = last_position(connection, log)
    oldest = connection.execute(select(func.min(log.changes.c.position))).scalar_one()
    return (last if oldest is None else oldest - 1) <= position <= last


def waiting_since(connection: Connection, log: LiveTables) -> datetime | None:
    """When the oldest change was made that has no number yet; None when none waits."""
    changes = log.changes
    waiting = select(changes.c.at).where(changes.c.position.is_(None)).limit(AT_ONCE).subquery()
    since: datetime | None = connection.execute(select(func.min(waiting.c.at))).scalar_one()
    return since


def forget_before(connection: Connection, log: LiveTables, moment: datetime) -> int:
    """Forget the first of what is older than ``moment``, up to :data:`AT_ONCE`; how many lines that were.

    What has no number stays until it has one: who comes back must notice that something is gone.
    """
    changes = log.changes
    newest = connection.execute(select(func.max(changes.c.position)).where(changes.c.at < moment)).scalar_one()
    oldest = connection.execute(select(func.min(changes.c.position))).scalar_one()
    if newest is None:
        return 0
    last = min(newest, oldest + AT_ONCE - 1)  # numbers have no gaps
    return int(connection.execute(delete(changes).where(changes.c.position <= last)).rowcount)


def _hold(connection: Connection, counters: Table) -> None:
    """Make the counter's row, or lock the one that is there, until the transaction ends."""
    new = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(counters)
    kept = new.on_conflict_do_update(index_elements=["name"], set_={"last": counters.c.last})
    connection.execute(kept, {"name": _COUNTER, "last": 0})


def _change(row: Row[Any]) -> Change:
    return Change(row.position, row.subject_id, row.ward, row.sequence, row.told)
