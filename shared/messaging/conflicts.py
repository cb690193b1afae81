"""Conflicts: newer events our state machine could not follow, until a person has dealt with them."""

from __future__ import annotations

from sqlalchemy import delete, select

from shared.errors import NotFound
from shared.messaging.unit_of_work import UnitOfWork


class ConflictUnknown(NotFound):
    """No such conflict: somebody settled it, or it never was."""

    vi = "Không có mâu thuẫn {id} nào đang chờ. Xem danh sách ở GET /conflicts."
    en = "No conflict {id} is waiting. See GET /conflicts."


def settle(unit: UnitOfWork, id: str) -> None:
    """A person has dealt with it: what it was stays in the journal. Raises :class:`ConflictUnknown`."""
    conflicts = unit.tables.conflicts
    row = unit.execute(select(conflicts).where(conflicts.c.id == id).with_for_update()).one_or_none()
    if row is None:
        raise ConflictUnknown(id=id)
    unit.execute(delete(conflicts).where(conflicts.c.id == id))
    unit.note("conflict_settled", "event", row.event_id, detail={"type": row.type, "code": row.code})
