"""Numbers that want to be phoned, and who left how many of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from services.volunteers.domain.call_back import CallBack
from services.volunteers.tables import call_backs, callers
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork


def call_back_to(unit: UnitOfWork, phone: str) -> CallBack:
    """What is known of calls to this number, locked; a new one if need be.

    Raises ``IntegrityError`` when the number is left twice at the same moment; the door tries again.
    """
    wanted = select(CallBack).where(call_backs.c.phone == phone).with_for_update()
    found: CallBack | None = unit.session.scalars(wanted).one_or_none()
    if found is None:
        found = CallBack(new_id(), phone, unit.now)
        unit.add(found)
    return found


def asked_lately(unit: UnitOfWork, caller: str, since: datetime) -> tuple[datetime, ...]:
    """When ``caller`` left numbers after ``since``, for this unit alone until it ends."""
    fresh = unit.insert(callers).values(caller=caller, asked=(), last_asked_at=unit.now)
    unit.execute(fresh.on_conflict_do_nothing())
    asked = unit.execute(select(callers.c.asked).where(callers.c.caller == caller).with_for_update()).scalar_one()
    return tuple(moment for moment in asked if moment > since)


def keep_asked(unit: UnitOfWork, caller: str, asked: tuple[datetime, ...]) -> None:
    """Remember when ``caller`` left numbers."""
    unit.execute(update(callers).where(callers.c.caller == caller).values(asked=asked, last_asked_at=unit.now))


def forget_calls(unit: UnitOfWork, before: datetime, limit: int) -> int:
    """Delete numbers and addresses that asked for nothing since ``before``; how many."""
    forgotten = 0
    for table, key in ((call_backs, call_backs.c.call_back_id), (callers, callers.c.caller)):
        idle = select(key).where(table.c.last_asked_at < before).limit(limit).with_for_update(skip_locked=True)
        found = unit.execute(idle).scalars().all()
        unit.execute(delete(table).where(key.in_(found)))
        forgotten += len(found)
    return forgotten
