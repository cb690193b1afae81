"""How often strangers did something lately, in slices of five minutes: by address, and all of them together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select

from services.volunteers.tables import strangers
from shared.messaging.unit_of_work import UnitOfWork

ALL = "all"
"""Stands for all addresses together, so that many of them can flood nobody either."""

SLICE = timedelta(minutes=5)
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def count_one(unit: UnitOfWork, kind: str, caller: str, since: datetime) -> tuple[int, datetime]:
    """Count one more; how many there are in the slices that began after ``since``, and when the first of them began.

    The slice stays locked until the unit ends, and all strangers share one: what the unit keeps is written before,
    so that it waits for nothing while others wait for it.
    """
    unit.session.flush()
    row = {"kind": kind, "caller": caller, "slice": _slice(unit.now), "times": 1}
    more = {"times": strangers.c.times + 1}
    fresh = unit.insert(strangers).values(row)
    unit.execute(fresh.on_conflict_do_update(index_elements=["kind", "caller", "slice"], set_=more))
    return counted(unit, kind, caller, since)


def counted(unit: UnitOfWork, kind: str, caller: str, since: datetime) -> tuple[int, datetime]:
    """The same without one more."""
    theirs = (strangers.c.kind == kind, strangers.c.caller == caller, strangers.c.slice > since)
    found = select(func.sum(strangers.c.times), func.min(strangers.c.slice)).where(*theirs)
    times, first = unit.execute(found).one()
    return int(times or 0), first or _slice(unit.now)


def forget_strangers(unit: UnitOfWork, before: datetime, limit: int) -> int:
    """Delete what no longer counts; how many slices."""
    key = (strangers.c.kind, strangers.c.caller, strangers.c.slice)
    old = unit.execute(select(*key).where(strangers.c.slice < before).limit(limit)).all()
    for kind, caller, slice_ in old:
        unit.execute(
            delete(strangers).where(strangers.c.kind == kind, strangers.c.caller == caller, strangers.c.slice == slice_)
        )
    return len(old)


def _slice(now: datetime) -> datetime:
    return now - (now - _BEGINNING) % SLICE
