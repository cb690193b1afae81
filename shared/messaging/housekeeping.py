"""What the kit forgets in time: ids of old events, answers to old HTTP calls, parts of a worker long gone."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from shared.messaging import inbox
from shared.messaging.unit_of_work import UnitOfWork

KEEP_ANSWERS = timedelta(hours=24)
KEEP_HEARTBEATS = timedelta(days=1)


def housekeeping(unit: UnitOfWork) -> int:
    """Delete what is old enough; always 0, for one statement takes it all."""
    keys, beats = unit.tables.idempotency_keys, unit.tables.heartbeats
    inbox.prune(unit)
    unit.execute(delete(keys).where(keys.c.created_at < unit.now - KEEP_ANSWERS))
    unit.execute(delete(beats).where(beats.c.at < unit.now - KEEP_HEARTBEATS))
    return 0
