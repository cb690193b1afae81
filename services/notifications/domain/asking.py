"""Whether the answer to a question would still matter: decided when the answer comes in."""

from __future__ import annotations

from datetime import datetime

from services.notifications.domain.known import Appointment, Knowledge, Request
from services.notifications.domain.message import Message
from services.notifications.domain.notices import VISIT_AHEAD

STILL_SOUGHT = frozenset({"open", "offered", "escalated"})
"""In these states of a request a late yes is welcome."""

AT_WORK = VISIT_AHEAD | {"under_way"}


def still_asked(message: Message, knowledge: Knowledge, now: datetime) -> bool:
    """Whether what ``message`` asked is still open. An unanswered offer is, as long as somebody is sought."""
    request = knowledge.request(message.request_id) if message.request_id else None
    appointment = knowledge.appointment(message.appointment_id) if message.appointment_id else None
    if message.notice == "offer":
        return request is not None and _offer_open(message.about_id, request)
    if message.notice == "visit.reminder.day":
        return appointment is not None and _stands_as_told(message, appointment) and now < appointment.starts_at
    if message.notice == "task.reminder":
        return appointment is not None and appointment.status in AT_WORK and message.person_id in _helpers(appointment)
    if message.notice == "request.agree":
        return request is not None and request.status == "unconfirmed"
    if message.notice == "request.code":
        return message.expires_at is not None and now < message.expires_at
    return appointment is None or appointment.status == "completed"


def _offer_open(offer_id: str, request: Request) -> bool:
    offer = next((offer for offer in request.offers if offer.offer_id == offer_id), None)
    return request.status in STILL_SOUGHT if offer is None else offer.status == "pending"


def _stands_as_told(message: Message, appointment: Appointment) -> bool:
    return appointment.status in VISIT_AHEAD and appointment.starts_at == message.expires_at


def _helpers(appointment: Appointment) -> tuple[str, ...]:
    return appointment.volunteer_ids
