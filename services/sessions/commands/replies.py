"""Answers by SMS, taken as if they had been said on the page."""

from __future__ import annotations

from collections.abc import Iterable

from services.sessions.commands.acting import act_as
from services.sessions.commands.cancelling import call_off
from services.sessions.domain.appointment import UNDER_WAY, Appointment
from services.sessions.domain.cancelling import Cancellation, Reason
from services.sessions.domain.people import HOUSEHOLD, VOLUNTEER, part_among
from services.sessions.domain.replies import Meaning
from services.sessions.storage import agenda
from shared.errors import Impossible
from shared.messaging.unit_of_work import UnitOfWork


def hear_reply(unit: UnitOfWork, appointment_id: str, person_ids: Iterable[str], meaning: Meaning) -> None:
    """Do what was meant, as far as it is still true.

    An answer that comes when the visit stands no more, or from somebody who has no such part in it,
    changes nothing. Raises :class:`Impossible` for an appointment that never was.
    """
    appointment = agenda.find(unit, appointment_id)
    if appointment is None:
        raise Impossible("appointment_unknown", appointment_id=appointment_id)
    wanted = (VOLUNTEER,) if meaning in (Meaning.ARRIVED, Meaning.OVER) else HOUSEHOLD
    known = part_among(person_ids, appointment, wanted)
    if known is not None and appointment.stands:
        person_id, part = known
        act_as(unit, part, person_id)
        _do(unit, appointment, meaning, part)


def _do(unit: UnitOfWork, appointment: Appointment, meaning: Meaning, part: str) -> None:
    if meaning is Meaning.SUITS:
        appointment.confirm(part)
    elif meaning is Meaning.ARRIVED:
        appointment.start(part, unit.now, unit.config.rules)
    elif meaning is Meaning.OVER:
        appointment.end(part, unit.now, unit.config.rules)
    elif appointment.status != UNDER_WAY:
        call_off(unit, appointment, Cancellation(part, Reason.BUSY, reopen=False))
