"""Whether somebody still has to phone: what it was about may have changed meanwhile."""

from __future__ import annotations

from services.notifications.domain.calls import Call, Why
from services.notifications.domain.known import Knowledge
from services.notifications.domain.message import Message
from services.notifications.domain.notices import NOTICES, REQUEST_ENDED, VISIT_AHEAD, Subject


def still_true(message: Message, knowledge: Knowledge) -> bool:
    """Whether what the message says still stands; what is not known here yet is taken to."""
    request = knowledge.request(message.request_id) if message.request_id else None
    appointment = knowledge.appointment(message.appointment_id) if message.appointment_id else None
    notice = NOTICES.get(message.notice)  # None: from a newer program, before it was taken back
    if notice is None or (message.request_id and request is None) or (message.appointment_id and appointment is None):
        return True
    return notice.stands(Subject(message, request, appointment, knowledge))


def still_needed(call: Call, knowledge: Knowledge) -> bool:
    """Whether a call that tells no message has still to be made."""
    request = knowledge.request(call.request_id) if call.request_id else None
    appointment = knowledge.appointment(call.appointment_id) if call.appointment_id else None
    if call.why == Why.OVERDUE:
        return appointment is None or appointment.status in (*VISIT_AHEAD, "under_way")
    if call.why == Why.STOPPED:
        return appointment is None or appointment.status in VISIT_AHEAD
    if request is None:
        return True
    if call.why == Why.AGREEMENT:
        return request.status == "unconfirmed"
    if call.why == Why.ESCALATED:
        return request.status == "escalated"
    if call.why == Why.TIMES:
        return request.status == "needs_times"
    if call.why in (Why.MISSED, Why.SUSPENDED, Why.NO_SHOW):
        return request.status not in REQUEST_ENDED
    return True
