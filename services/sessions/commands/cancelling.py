"""Visits that fall: because somebody says so, or because what they were agreed for stands no more."""

from __future__ import annotations

from services.sessions.commands.acting import act_as
from services.sessions.config import Config
from services.sessions.domain.appointment import Appointment
from services.sessions.domain.cancelling import Cancellation, Reason, because_of
from services.sessions.domain.people import STAFF, VOLUNTEER, Caller, part_to_cancel, volunteer_id_of
from services.sessions.storage import agenda, projections
from shared.messaging.unit_of_work import UnitOfWork


def cancel(unit: UnitOfWork, appointment_id: str, caller: Caller, reason: Reason, reopen: bool | None) -> Appointment:
    """Nobody is to come. ``reopen`` None: as follows from who says so.

    The household needs no help any more; for a volunteer another is looked for, as for staff who say nothing else.
    """
    appointment = agenda.appointment_with(unit, appointment_id)
    part = part_to_cancel(caller, appointment, reopen)
    act_as(unit, part)
    whose = volunteer_id_of(caller, appointment) if part == VOLUNTEER else None
    reopens = part in (VOLUNTEER, STAFF) if reopen is None else reopen
    call_off(unit, appointment, Cancellation(part, reason, reopens, whose))
    return appointment


def call_off(unit: UnitOfWork, appointment: Appointment, why: Cancellation) -> None:
    """The appointment falls and everybody's time is free again."""
    config: Config = unit.config
    appointment.cancel(why, unit.now, config.rules)
    agenda.release(unit, appointment)


def fall_with_request(unit: UnitOfWork, request_id: str, reason: str | None, by: str | None) -> None:
    """Cancel what was agreed for offers that stand no more, or for a request that has ended.

    It goes by the newest state of the request; ``reason`` and ``by`` are those of the event in hand.
    """
    request = projections.request_known(unit, request_id)
    appointment = agenda.standing_of(unit, request_id)
    if appointment is not None and not request.keeps(appointment.offer_ids):
        call_off(unit, appointment, because_of(request.status, reason, by))


def fall_with_volunteer(unit: UnitOfWork, volunteer_id: str) -> None:
    """Cancel whatever a suspended volunteer was to visit, at once."""
    if not projections.suspended_among(unit.execute, [volunteer_id]):
        return
    for appointment in agenda.standing_with(unit, volunteer_id):
        call_off(unit, appointment, Cancellation(STAFF, Reason.SUSPENDED, reopen=True, volunteer_id=volunteer_id))
