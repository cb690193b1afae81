"""What people say of an agreed time: that it suits, that it began, what came of it."""

from __future__ import annotations

from dataclasses import replace

from services.sessions.commands.acting import act_as
from services.sessions.config import Config
from services.sessions.domain.appointment import Absence, Appointment
from services.sessions.domain.errors import unknown_topic
from services.sessions.domain.outcome import Report, check
from services.sessions.domain.people import (
    VOLUNTEER,
    Caller,
    part_to_confirm,
    part_to_miss,
    part_to_report,
    volunteer_id_of,
)
from services.sessions.storage import agenda, projections
from shared.messaging.unit_of_work import UnitOfWork


def confirm(unit: UnitOfWork, appointment_id: str, caller: Caller) -> Appointment:
    """The time suits."""
    appointment = agenda.appointment_with(unit, appointment_id)
    act_as(unit, part_to_confirm(caller, appointment))
    appointment.confirm(unit.actor.by)
    return appointment


def start(unit: UnitOfWork, appointment_id: str, caller: Caller) -> Appointment:
    """The volunteer has arrived."""
    appointment = agenda.appointment_with(unit, appointment_id)
    act_as(unit, part_to_report(caller, appointment))
    appointment.start(unit.actor.by, unit.now, unit.config.rules)
    return appointment


def miss(unit: UnitOfWork, appointment_id: str, absence: Absence, caller: Caller) -> Appointment:
    """Somebody was not there; a volunteer who says so of volunteers means themselves."""
    appointment = agenda.appointment_with(unit, appointment_id)
    part = part_to_miss(caller, appointment, absence.who)
    act_as(unit, part)
    if (absence.who, part) == (VOLUNTEER, VOLUNTEER) and len(appointment.volunteer_ids) > 1:
        absence = replace(absence, volunteer_id=absence.volunteer_id or volunteer_id_of(caller, appointment))
    appointment.miss(absence, part, unit.now)
    agenda.release(unit, appointment)
    return appointment


def complete(unit: UnitOfWork, appointment_id: str, report: Report, caller: Caller) -> Appointment:
    """The visit is over; raises ``Invalid`` naming the fields of the report that cannot be."""
    appointment = agenda.appointment_with(unit, appointment_id)
    act_as(unit, part_to_report(caller, appointment))
    appointment.refuse_if_over()
    config: Config = unit.config
    checked = report.about(appointment.resident_id)
    check(checked, unit.now, config.rules)
    _refuse_unknown_topics(unit, checked)
    appointment.complete(checked, unit.actor.by, unit.now)
    return appointment


def _refuse_unknown_topics(unit: UnitOfWork, report: Report) -> None:
    fields = {f"skills.{n}.topic": skill.topic for n, skill in enumerate(report.skills)}
    if report.follow_up is not None:
        fields |= {f"follow_up.topics.{n}": topic for n, topic in enumerate(report.follow_up.topics)}
    unknown = projections.unknown_topics(unit, fields.values())
    for field, topic in fields.items():
        if topic in unknown:
            raise unknown_topic(field, topic)
