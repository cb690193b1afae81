"""Who gave how much time, until they have been thanked for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from services.notifications.tables import UNTHANKED, helped
from shared.messaging.unit_of_work import UnitOfWork


def note(unit: UnitOfWork, appointment_id: str, volunteer_id: str, ward: str, minutes: int) -> None:
    """Keep that a volunteer gave these minutes; told twice, it counts once."""
    values = {
        "appointment_id": appointment_id,
        "volunteer_id": volunteer_id,
        "ward": ward,
        "minutes": minutes,
        "helped_at": unit.now,
        "thanked": False,
    }
    statement = unit.insert(helped).values(values)
    unit.execute(statement.on_conflict_do_nothing(index_elements=["appointment_id", "volunteer_id"]))


def unthanked(unit: UnitOfWork, until: datetime, limit: int) -> Sequence[Any]:
    """Of volunteers who helped before a moment and were not thanked: id, a ward, minutes and visits."""
    sums = select(
        helped.c.volunteer_id,
        func.min(helped.c.ward).label("ward"),
        func.sum(helped.c.minutes).label("minutes"),
        func.count().label("visits"),
    )
    mine = sums.where(UNTHANKED, helped.c.helped_at < until).group_by(helped.c.volunteer_id)
    return unit.execute(mine.order_by(helped.c.volunteer_id).limit(limit)).all()


def thanked(unit: UnitOfWork, volunteer_id: str, until: datetime) -> None:
    """They have been thanked for everything before that moment."""
    before = (helped.c.volunteer_id == volunteer_id, helped.c.helped_at < until)
    unit.execute(update(helped).where(*before, UNTHANKED).values(thanked=True))
