"""Numbers that want to be phoned."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

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


def forget_calls(unit: UnitOfWork, before: datetime, limit: int) -> int:
    """Delete numbers that were left, and addresses an older program kept, before ``before``; how many."""
    forgotten = 0
    for table, key in ((call_backs, call_backs.c.call_back_id), (callers, callers.c.caller)):
        idle = select(key).where(table.c.last_asked_at < before).limit(limit).with_for_update(skip_locked=True)
        found = unit.execute(idle).scalars().all()
        unit.execute(delete(table).where(key.in_(found)))
        forgotten += len(found)
    return forgotten
