"""What people say of an agreed time: that it suits, that it began, what came of it."""

from __future__ import annotations

from dataclasses import replace

from services.sessions.config import Config
from services.sessions.domain.appointment import Appointment
from services.sessions.domain.errors import unknown_topic
from services.sessions.domain.outcome import Report, check
from services.sessions.domain.people import Caller, part_to_confirm, part_to_report
from services.sessions.storage import agenda, projections
from shared.messaging.unit_of_work import UnitOfWork


def confirm(unit: UnitOfWork, appointment_id: str, caller: Caller) -> Appointment:
    """The time suits."""
    appointment = agenda.appointment_with(unit, appointment_id)
    _act_as(unit, part_to_confirm(caller, appointment))
    appointment.confirm(unit.actor.by)
    return appointment


def start(unit: UnitOfWork, appointment_id: str, caller: Caller) -> Appointment:
    """The volunteer has arrived."""
    appointment = agenda.appointment_with(unit, appointment_id)
    _act_as(unit, part_to_report(caller, appointment))
    appointment.start(unit.actor.by, unit.now)
    return appointment


def complete(unit: UnitOfWork, appointment_id: str, report: Report, caller: Caller) -> Appointment:
    """The visit is over; raises ``Invalid`` naming the fields of the report that cannot be."""
    appointment = agenda.appointment_with(unit, appointment_id)
    _act_as(unit, part_to_report(caller, appointment))
    appointment.refuse_if_over()
    config: Config = unit.config
    checked = report.about(appointment.resident_id)
    check(checked, unit.now, config.rules)
    _refuse_unknown_topics(unit, checked)
    appointment.complete(checked, unit.actor.by, unit.now)
    return appointment


def _act_as(unit: UnitOfWork, part: str) -> None:
    unit.actor = replace(unit.actor, role=part)


def _refuse_unknown_topics(unit: UnitOfWork, report: Report) -> None:
    fields = {f"skills.{n}.topic": skill.topic for n, skill in enumerate(report.skills)}
    if report.follow_up is not None:
        fields |= {f"follow_up.topics.{n}": topic for n, topic in enumerate(report.follow_up.topics)}
    unknown = projections.unknown_topics(unit, fields.values())
    for field, topic in fields.items():
        if topic in unknown:
            raise unknown_topic(field, topic)
