"""Visits that a pause puts off."""

from __future__ import annotations

from services.sessions.commands.cancelling import call_off
from services.sessions.domain.cancelling import Cancellation, Reason
from services.sessions.domain.people import STAFF
from services.sessions.storage import agenda, calendar
from shared.messaging.unit_of_work import UnitOfWork


def fall_with_pause(unit: UnitOfWork, ward_code: str) -> None:
    """Put off every visit of the ward that lies in a pause, without a mark against anyone; calls stay.

    A visit that has begun goes on: whoever is there sees the weather. Ended pauses put nothing off.
    """
    ward = calendar.ward_known(unit.execute, ward_code)
    pauses = [pause for pause in ward.pauses if pause.end > unit.now] if ward else []
    if ward is None or not pauses:
        return
    since, until = max(unit.now, min(p.start for p in pauses)), max(p.end for p in pauses)
    for appointment, neighbourhood in agenda.to_come_in(unit, ward_code, since, until):
        if any(window.overlaps(appointment.window) for window in ward.paused_at(neighbourhood)):
            call_off(unit, appointment, Cancellation(STAFF, Reason.PAUSE, reopen=True))
