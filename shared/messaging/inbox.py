"""The inbox: the memory of events, committed with their effect.

A row is *done* (only its id is kept), *deferred* (its handler failed or it came too early; it has
attempts, a last error and a next time) or *parked* (a person has to look).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import ColumnElement, Table, delete, or_, select, update
from sqlalchemy.engine import RowMapping

from shared.messaging.retry import backoff
from shared.messaging.tables import WAITING
from shared.messaging.unit_of_work import UnitOfWork

DONE, DEFERRED, PARKED = "done", "deferred", "parked"

KEEP_IDS = timedelta(days=30)
"""How long an event's id is remembered: far longer than any broker or restored backup repeats one."""

FIRST_RETRY = timedelta(seconds=1)
LONGEST_RETRY = timedelta(minutes=10)
ATTEMPTS_OF_FAILING = 12
"""A failing handler is tried for about half an hour, then its event is parked."""
ATTEMPTS_OF_WAITING = 40
"""What waits for its parent or for a newer program (a rolling deploy) is tried for about five hours."""

_ERROR_LENGTH = 500
_JITTER = Random()  # noqa: S311 - spreads retries, guards no secret


@dataclass(frozen=True)
class Verdict:
    """What becomes of an event that could not simply be handled; ``reason`` is a code, ``error`` a sentence."""

    status: str
    reason: str
    error: str


@dataclass(frozen=True)
class Arrived:
    """One event as the inbox knows it. ``body`` is kept only while the event is deferred or parked."""

    event_id: str
    body: bytes
    type: str | None = None
    subject: str | None = None


def remember(unit: UnitOfWork, arrived: Sequence[Arrived]) -> set[str]:
    """Insert the ids as *done*, in one statement; which of them had not been seen before.

    By id: two workers that got the same events in another order wait for each other, and neither for ever.
    """
    inbox = unit.tables.inbox
    rows = [_done(each, unit.now) for _, each in sorted({each.event_id: each for each in arrived}.items())]
    if not rows:
        return set()
    # Rows as parameters: the statement is compiled once, and SQLAlchemy still sends one for all of them.
    statement = unit.insert(inbox).on_conflict_do_nothing().returning(inbox.c.event_id)
    return set(unit.execute(statement, rows).scalars())


def keep(unit: UnitOfWork, arrived: Arrived, verdict: Verdict) -> None:
    """Store an event that is deferred or parked, unless its id is known already."""
    waiting = verdict.status == DEFERRED
    row = _done(arrived, unit.now) | {
        "status": verdict.status,
        "reason": verdict.reason,
        "last_error": verdict.error[:_ERROR_LENGTH],
        "attempts": 1 if waiting else 0,
        "next_attempt_at": _next_time(unit.now, 1) if waiting else None,
        "body": arrived.body,
    }
    unit.execute(unit.insert(unit.tables.inbox).values(row).on_conflict_do_nothing())


def due(unit: UnitOfWork, limit: int) -> list[str]:
    """Ids of deferred events whose time has come, oldest first."""
    inbox = unit.tables.inbox
    statement = (
        select(inbox.c.event_id)
        .where(WAITING, inbox.c.status == DEFERRED, _due(inbox, unit.now))
        .order_by(inbox.c.next_attempt_at)
        .limit(limit)
    )
    return list(unit.execute(statement).scalars())


def claim(unit: UnitOfWork, event_id: str) -> RowMapping | None:
    """Lock a deferred event that is due for this unit; None when another worker has it or has dealt with it."""
    inbox = unit.tables.inbox
    statement = (
        select(inbox)
        .where(inbox.c.event_id == event_id, inbox.c.status == DEFERRED, _due(inbox, unit.now))
        .with_for_update(skip_locked=True)
    )
    row: RowMapping | None = unit.execute(statement).mappings().one_or_none()
    return row


def settle(unit: UnitOfWork, event_id: str) -> None:
    """A deferred event is done: its body is forgotten."""
    inbox = unit.tables.inbox
    unit.execute(update(inbox).where(inbox.c.event_id == event_id).values(FORGOTTEN))


def put_off(unit: UnitOfWork, row: RowMapping, verdict: Verdict) -> str:
    """Another try failed: a later time, or *parked* after the last one; the new status."""
    inbox, attempts = unit.tables.inbox, row["attempts"] + 1
    last = ATTEMPTS_OF_FAILING if verdict.reason == "handler_failed" else ATTEMPTS_OF_WAITING
    status = PARKED if verdict.status == PARKED or attempts >= last else DEFERRED
    values = {
        "status": status,
        "attempts": attempts,
        "reason": verdict.reason,
        "last_error": verdict.error[:_ERROR_LENGTH],
        "next_attempt_at": _next_time(unit.now, attempts) if status == DEFERRED else None,
    }
    same_try = (inbox.c.event_id == row["event_id"], inbox.c.attempts == row["attempts"], inbox.c.status == DEFERRED)
    unit.execute(update(inbox).where(*same_try).values(values))
    return status


def prune(unit: UnitOfWork) -> int:
    """Forget ids of done events after :data:`KEEP_IDS`; how many."""
    inbox = unit.tables.inbox
    old = delete(inbox).where(inbox.c.status == DONE, inbox.c.received_at < unit.now - KEEP_IDS)
    return int(unit.execute(old).rowcount)


FORGOTTEN = {"status": DONE, "body": None, "next_attempt_at": None, "last_error": None, "reason": None}
"""What is left of an event that has ended: its id."""


def _done(arrived: Arrived, now: datetime) -> dict[str, object]:
    return {
        "event_id": arrived.event_id,
        "status": DONE,
        "type": arrived.type,
        "subject": arrived.subject,
        "received_at": now,
    }


def _due(inbox: Table, now: datetime) -> ColumnElement[bool]:
    """Nothing waits longer than :data:`LONGEST_RETRY`: a later time was written by a clock that ran ahead."""
    at = inbox.c.next_attempt_at
    return or_(at <= now, at > now + LONGEST_RETRY)


def _next_time(now: datetime, attempt: int) -> datetime:
    return now + backoff(attempt, base=FIRST_RETRY, cap=LONGEST_RETRY, rng=_JITTER)
