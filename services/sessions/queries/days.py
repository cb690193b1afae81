"""The days that are marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, or_, select

from services.sessions.domain.days import DayKind
from services.sessions.tables import days
from shared.web.paging import Page, page


def marked_days(connection: Connection, query: Mapping[str, Any]) -> Page:
    """The marked days in order: the city's, and those of one ward when it is asked for."""
    wanted = [days.c.mark != DayKind.ORDINARY.value, or_(days.c.ward.is_(None), days.c.ward == query["ward"])]
    if query["from_"] is not None:
        wanted.append(days.c.day >= query["from_"])
    if query["to"] is not None:
        wanted.append(days.c.day <= query["to"])
    # An id begins with its date, so that it alone is the order and the cursor.
    return page(connection, select(days).where(*wanted), query, by=days.c.id, id=days.c.id)


def marked_day(connection: Connection, day_id: str) -> dict[str, Any] | None:
    """One day as it was marked, also as ordinary; None when nobody has looked at it."""
    row = connection.execute(select(days).where(days.c.id == day_id)).mappings().one_or_none()
    return None if row is None else dict(row)
