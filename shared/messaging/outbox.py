"""The outbox: events that are true and not yet confirmed by the broker.

Rows are taken in the order they were written. A confirmed row is deleted; any other stays with
its attempts, last error and next time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Table,
    any_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from shared.locks import HOLD
from shared.messaging.port import OutgoingMessage
from shared.messaging.retry import backoff
from shared.messaging.standing import count_rows

FIRST_RETRY = timedelta(milliseconds=200)
LONGEST_RETRY = timedelta(seconds=30)
LATE = timedelta(seconds=20)
"""Whoever waits for a message that long thinks that it is lost."""

_JITTER = Random()  # noqa: S311 - spreads retries, guards no secret


def take(connection: Connection, outbox: Table, now: datetime, limit: int) -> list[OutgoingMessage]:
    """The next rows to send, locked on PostgreSQL so that relays share the work (``SKIP LOCKED``).

    None on :data:`HOLD`; and whoever wants the hold waits until what was taken before has been confirmed.
    """
    statement = (
        select(outbox.c.id, outbox.c.type, outbox.c.body, outbox.c.event_id)
        .where(_due(outbox, now), *_not_held(connection))
        .order_by(outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [
        OutgoingMessage(row_id, type_, body, event_id)
        for row_id, type_, body, event_id in connection.execute(statement)
    ]


def _not_held(connection: Connection) -> list[ColumnElement[bool]]:
    if connection.dialect.name != "postgresql":
        return []
    # As a subquery it is asked once, not for each row, and costs no round trip of its own.
    return [select(func.pg_try_advisory_xact_lock_shared(HOLD, type_=Boolean)).scalar_subquery()]


def forget(connection: Connection, outbox: Table, confirmed: Collection[int]) -> None:
    """Delete exactly the rows the broker confirmed."""
    if not confirmed:
        return
    if connection.dialect.name == "postgresql":  # one array is bound and read faster than 500 numbers
        ids = bindparam("ids", list(confirmed), type_=ARRAY(BigInteger))
        connection.execute(delete(outbox).where(outbox.c.id == any_(ids)))
    else:
        connection.execute(delete(outbox).where(outbox.c.id.in_(confirmed)))


def keep_refused(connection: Connection, outbox: Table, now: datetime, refused: Mapping[int, str]) -> None:
    """Note why the broker did not take these rows and when each is tried again."""
    if not refused:
        return
    tried = connection.execute(select(outbox.c.id, outbox.c.attempts).where(outbox.c.id.in_(refused)))
    rows = [_refusal(row_id, attempts, now, refused[row_id]) for row_id, attempts in tried]
    if rows:
        connection.execute(update(outbox).where(outbox.c.id == bindparam("b_id")), rows)


def keep_unanswered(connection: Connection, outbox: Table, rows: Sequence[int], error: str) -> None:
    """The broker is away: note it on the rows; they are due again as soon as it answers."""
    if rows:
        noted = {"attempts": outbox.c.attempts + 1, "last_error": error[:500]}
        connection.execute(update(outbox).where(outbox.c.id.in_(rows)).values(noted))


def oldest(connection: Connection, outbox: Table) -> tuple[int, datetime | None, str | None]:
    """How many rows wait (counted so far as is worth it), since when the oldest does, and its last error."""
    count = count_rows(connection, outbox)
    first = connection.execute(
        select(outbox.c.created_at, outbox.c.last_error).order_by(outbox.c.id).limit(1)
    ).one_or_none()
    return count, *(first or (None, None))


def is_late(connection: Connection, outbox: Table, now: datetime) -> bool:
    """Whether what is told now will be heard late: the first in the row has been refused or waits for long."""
    first = connection.execute(select(outbox.c.created_at, outbox.c.attempts).order_by(outbox.c.id).limit(1)).first()
    return first is not None and (first.attempts > 0 or now - first.created_at > LATE)


def _due(outbox: Table, now: datetime) -> ColumnElement[bool]:
    """Nothing waits longer than :data:`LONGEST_RETRY`: a later time was written by a clock that ran ahead."""
    at = outbox.c.next_attempt_at
    return or_(at <= now, at > now + LONGEST_RETRY)


def _refusal(row_id: int, attempts: int, now: datetime, reason: str) -> dict[str, object]:
    wait = backoff(attempts + 1, base=FIRST_RETRY, cap=LONGEST_RETRY, rng=_JITTER)
    return {"b_id": row_id, "attempts": attempts + 1, "last_error": reason[:500], "next_attempt_at": now + wait}
