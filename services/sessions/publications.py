"""Events out: what sessions tells when a fact has become true."""

from __future__ import annotations

from typing import Any

from services.sessions.domain.appointment import Appointment
from services.sessions.domain.days import Day
from services.sessions.domain.facts import (
    AppointmentCancelled,
    AppointmentCompleted,
    AppointmentConfirmed,
    AppointmentMissed,
    AppointmentMoved,
    AppointmentOverdue,
    AppointmentScheduled,
    AppointmentStarted,
    AppointmentUnplaced,
    DayMarked,
)
from services.sessions.domain.unplaced import UnplacedOffer
from shared.contracts import sessions as told
from shared.messaging.publications import Publication, Publications, Restatement

_PUBLIC = (
    *("request_id", "offer_ids", "volunteer_ids", "resident_id", "asked_by_id", "ward", "place", "cell", "topics"),
    *("starts_at", "ends_at", "status", "tracking_hash"),
)


def public_state(appointment: Appointment) -> dict[str, Any]:
    """The appointment as everybody may know it."""
    return {"appointment_id": appointment.id, **{name: getattr(appointment, name) for name in _PUBLIC}}


def scheduled(appointment: Appointment, fact: AppointmentScheduled) -> dict[str, Any]:
    """With the code, for those who announce it."""
    return {**public_state(appointment), "by": fact.by, "personal": {"code": fact.code}}


def said_by(appointment: Appointment, fact: AppointmentConfirmed | AppointmentStarted) -> dict[str, Any]:
    """With who said so."""
    return {**public_state(appointment), "by": fact.by}


def moved(appointment: Appointment, fact: AppointmentMoved) -> dict[str, Any]:
    """With the time it stood at, and the new code."""
    return {**public_state(appointment), "by": fact.by, "was": fact.was, "personal": {"code": fact.code}}


def with_its_own(
    appointment: Appointment, fact: AppointmentCancelled | AppointmentMissed | AppointmentOverdue
) -> dict[str, Any]:
    """With everything the fact says."""
    return {**public_state(appointment), **fact.detail()}


def completed(appointment: Appointment, fact: AppointmentCompleted) -> dict[str, Any]:
    """With what was learnt and what follows; never with the note."""
    skills = [{"participant_id": s.participant_id, "topic": s.topic, "level": s.level} for s in fact.skills]
    outcome = {"minutes": fact.minutes, "skills": skills, "follow_up": fact.follow_up}
    return {**public_state(appointment), "by": fact.by, **outcome}


def unplaced(offer: UnplacedOffer, _fact: AppointmentUnplaced | None = None) -> dict[str, Any]:
    """Which offer ends, and why."""
    return {
        "request_id": offer.request_id,
        "offer_id": offer.offer_id,
        "volunteer_id": offer.volunteer_id,
        "reason": offer.reason,
    }


def stated(appointment: Appointment) -> dict[str, Any]:
    """With the code, with how it ended and what follows, for whoever has missed it."""
    ending = vars(appointment.ending) if appointment.ending else {}
    outcome = {"minutes": appointment.minutes, "follow_up": appointment.follow_up}
    return {**public_state(appointment), **ending, **outcome, "personal": {"code": appointment.visit_code}}


def day(day: Day, _fact: DayMarked | None = None) -> dict[str, Any]:
    """The day as it is marked now."""
    return {"day": day.day, "ward": day.ward, "kind": day.mark, "name": day.name}


PUBLICATIONS: Publications = {
    AppointmentScheduled: Publication(told.APPOINTMENT_SCHEDULED, scheduled),
    AppointmentConfirmed: Publication(told.APPOINTMENT_CONFIRMED, said_by),
    AppointmentStarted: Publication(told.APPOINTMENT_STARTED, said_by),
    AppointmentMoved: Publication(told.APPOINTMENT_MOVED, moved),
    AppointmentCancelled: Publication(told.APPOINTMENT_CANCELLED, with_its_own),
    AppointmentMissed: Publication(told.APPOINTMENT_MISSED, with_its_own),
    AppointmentOverdue: Publication(told.APPOINTMENT_OVERDUE, with_its_own),
    AppointmentCompleted: Publication(told.APPOINTMENT_COMPLETED, completed),
    AppointmentUnplaced: Publication(told.APPOINTMENT_UNPLACED, unplaced),
    DayMarked: Publication(told.DAY_MARKED, day),
}

RESTATEMENTS = (
    Restatement(told.APPOINTMENT_STATED, Appointment, stated),
    Restatement(told.DAY_STATED, Day, day),
    Restatement(told.UNPLACED_STATED, UnplacedOffer, unplaced),
)
