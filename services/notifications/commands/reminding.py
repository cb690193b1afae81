"""Reminders of visits: they follow the appointment, and die with it."""

from __future__ import annotations

from typing import Any

from services.notifications.commands.queueing import queue
from services.notifications.domain.known import Ward
from services.notifications.domain.message import ASKED_BY, RESIDENT
from services.notifications.domain.reminders import Reminder, reminders
from services.notifications.storage import reminding
from services.notifications.storage.knowledge import StoredKnowledge
from shared.messaging.unit_of_work import UnitOfWork

BATCH = 50


def remind(unit: UnitOfWork) -> int:
    """Queue the reminders that are due now, and say of each visit when the next one is; how many visits."""
    visits = reminding.due(unit, BATCH)
    for visit in visits:
        plan = list(reminders(visit.starts_at, unit.config.rules, _settings(unit, visit.ward)))
        for reminder in plan:
            if reminder.at <= unit.now < reminder.until:
                _queue(unit, visit, reminder)
        later = [reminder.at for reminder in plan if reminder.at > unit.now]
        reminding.look_again(unit, visit.id, min(later, default=None))
    return len(visits)


def _settings(unit: UnitOfWork, code: str) -> Any:
    ward: Ward | None = StoredKnowledge(unit).ward(code)
    return ward.settings if ward else None


def _queue(unit: UnitOfWork, visit: Any, reminder: Reminder) -> None:
    once = f"{visit.id}.{visit.starts_at:%y%m%d%H%M}"
    since = unit.now - unit.config.rules.just_told
    for person_id in _readers(unit, visit, reminder.part):
        if reminding.told_lately(unit, person_id, visit.id, since):
            continue
        queue(
            unit,
            reminder.notice,
            once,
            (reminder.part, person_id),
            ("appointment", visit.id),
            ward=visit.ward,
            request_id=visit.request_id,
            appointment_id=visit.id,
            expires_at=visit.starts_at,
            code=StoredKnowledge(unit).visit_code(visit.id),
        )


def _readers(unit: UnitOfWork, visit: Any, part: str) -> list[str]:
    """Who plays the part; of those who asked for another only whose phone the resident is reached by."""
    if part == RESIDENT:
        return [visit.resident_id]
    if part == ASKED_BY:
        return [visit.asked_by_id] if visit.asked_by_id and reminding.share_a_phone(unit, visit) else []
    return list(visit.volunteer_ids)
