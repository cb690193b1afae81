"""How often each volunteer looked at a resident's contact lately."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select

from services.volunteers.tables import looks
from shared.messaging.unit_of_work import UnitOfWork


def count_look(unit: UnitOfWork, volunteer_id: str, since: datetime) -> int:
    """Keep one more look, forget those up to ``since``; how many there are."""
    mine = looks.c.volunteer_id == volunteer_id
    unit.execute(delete(looks).where(mine, looks.c.at <= since))
    row = {"volunteer_id": volunteer_id, "at": unit.now}
    unit.execute(unit.insert(looks).on_conflict_do_nothing(), row)
    counted: int = unit.execute(select(func.count()).select_from(looks).where(mine)).scalar_one()
    return counted
