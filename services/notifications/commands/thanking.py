"""Volunteers are thanked once a week, with the hours they gave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from services.notifications.commands.queueing import queue
from services.notifications.domain.message import VOLUNTEER
from services.notifications.storage import thanking
from shared.clock import HANOI
from shared.messaging.unit_of_work import UnitOfWork

BATCH = 50
SUNDAY = 6
STALE = timedelta(days=2)
"""Thanks for a week are not said later than this into the next one."""


def note_work(unit: UnitOfWork, data: Mapping[str, Any]) -> None:
    """Keep that these volunteers gave their time, once for each visit."""
    for volunteer_id in data["volunteer_ids"]:
        thanking.note(unit, data["appointment_id"], volunteer_id, data["ward"], data["minutes"])


def thank(unit: UnitOfWork) -> int:
    """Thank for the week that ended last Sunday whoever has not been thanked yet; how many people."""
    until = _week_end(unit.now, unit.config.rules.thanks_at)
    week = f"week.{until:%G-%V}"
    found = thanking.unthanked(unit, until, BATCH)
    for work in found:
        queue(
            unit,
            "thanks",
            week,
            (VOLUNTEER, work.volunteer_id),
            ("person", work.volunteer_id),
            ward=work.ward,
            minutes=work.minutes,
            amount=work.visits,
            expires_at=max(until, unit.now) + STALE,
        )
        thanking.thanked(unit, work.volunteer_id, until)
    return len(found)


def _week_end(now: datetime, at: time) -> datetime:
    """The last Sunday at that local time that is not ahead."""
    local = now.astimezone(HANOI)
    sunday = datetime.combine(local.date() - timedelta(days=(local.weekday() - SUNDAY) % 7), at, HANOI)
    return sunday if sunday <= local else sunday - timedelta(days=7)
