"""What everybody together lately tried at doors that was no visit code."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from services.sessions.domain.code_checks import ALL
from services.sessions.storage.calendar import Execute
from services.sessions.tables import wrong_codes


def wrong_together(execute: Execute, since: datetime, ward: str | None = None) -> dict[str, int]:
    """Ward → wrong codes tried there after ``since``; no more are counted than its staff are told of."""
    by_all = select(wrong_codes.c.ward, wrong_codes.c.tried).where(wrong_codes.c.caller == ALL)
    asked = by_all if ward is None else by_all.where(wrong_codes.c.ward == ward)
    return {row.ward: sum(moment > since for moment in row.tried) for row in execute(asked)}
