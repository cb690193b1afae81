"""Who of the staff is away, from which day to which."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import delete, insert, select, update

from services.volunteers.tables import leaves
from shared.messaging.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Leave:
    """Both days are days away."""

    leave_id: str
    person_id: str
    cover_id: str | None
    first_day: date
    last_day: date


def add_leave(unit: UnitOfWork, leave: Leave) -> None:
    """Keep it; days entered twice are away once, as whoever asks looks for any."""
    unit.execute(insert(leaves), [asdict(leave)])


def leave_of(unit: UnitOfWork, person_id: str, leave_id: str) -> Leave | None:
    """A leave of this person's, locked."""
    found = select(leaves).where(leaves.c.leave_id == leave_id, leaves.c.person_id == person_id).with_for_update()
    row = unit.execute(found).one_or_none()
    return None if row is None else Leave(*row)


def shorten_leave(unit: UnitOfWork, leave: Leave, last_day: date) -> None:
    """It ends with this day, or never was when it had not begun by then."""
    mine = leaves.c.leave_id == leave.leave_id
    if last_day < leave.first_day:
        unit.execute(delete(leaves).where(mine))
    elif last_day < leave.last_day:
        unit.execute(update(leaves).where(mine).values(last_day=last_day))


def forget_leaves(unit: UnitOfWork, before: date, limit: int) -> int:
    """Delete leaves that were over before this day; how many."""
    old = select(leaves.c.leave_id).where(leaves.c.last_day < before).limit(limit)
    found = unit.execute(old.with_for_update(skip_locked=True)).scalars().all()
    unit.execute(delete(leaves).where(leaves.c.leave_id.in_(found)))
    return len(found)
