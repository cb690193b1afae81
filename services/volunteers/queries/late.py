"""What is overdue: one condition for every page and every number, so that all of them say the same."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_

from services.volunteers.tables import OPEN, requests


def is_late(now: datetime) -> ColumnElement[bool]:
    """What is open for longer than was promised; said as the index of the board has it."""
    return and_(OPEN, requests.c.owed_at < now)
