"""What people are told when something has become true."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from services.notifications.commands.queueing import queue
from services.notifications.domain.message import ACCOUNT, ASKED_BY, FIRST, RESIDENT, STAFF, VOLUNTEER, Message
from services.notifications.storage import outgoing
from shared.messaging.unit_of_work import UnitOfWork

_NO_ROOM = frozenset({"task_limit_reached", "tasks_overlap", "adult_first"})
"""Why a volunteer's yes is not taken although somebody is still looked for."""
_OFFER_ENDS = ("offer.taken", "offer.cancelled")

Data = Mapping[str, Any]
"""The data of an event as its contract loaded it."""

STALE_THANKS = timedelta(days=1)
""" "Just before you" is not said later than this."""
STALE_QUESTION = timedelta(days=2)
"""Nobody is asked how a visit went, or why they were not there, later than this."""
SAME_DELAY = timedelta(days=1)
"""Who was told that it takes longer is not told so again before this has passed."""


def tell_code(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """A code for a phone that has to be proven: once an event, no person needed, dead when it expires."""
    sign_in = data["purpose"] == "sign_in"
    about = ("account", data["account_id"]) if data["request_id"] is None else ("request", data["request_id"])
    queue(
        unit,
        "signin.code" if sign_in else "request.code",
        event_id,
        (ACCOUNT, data["account_id"]),
        about,
        ward=data["ward"],
        priority=FIRST,
        language=data["language"],
        expires_at=data["expires_at"],
        reference=data["reference"],
        phone=data["personal"]["phone"],
        code=data["personal"]["code"],
    )


def tell_request_received(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """The ward's staff find it in their inbox."""
    _tell_staff_of_request(unit, "staff.received", event_id, data)


def tell_request_proven(unit: UnitOfWork, data: Data) -> None:
    """Somebody asked on the resident's behalf: their own yes is asked for, once, where only they read it."""
    if data["asked_by_id"] and data["status"] == "unconfirmed":
        _tell_of_request(unit, "request.agree", data["request_id"], (RESIDENT, data["resident_id"]), data)


def tell_request_opened(unit: UnitOfWork, data: Data) -> None:
    """Resident and asker learn that the request is seen to, the first time it is opened."""
    for part, person_id in _household(data):
        to, own = (part, person_id), part == data["by"]
        _tell_of_request(unit, "request.received", data["request_id"], to, data, answers=own)


def tell_request_escalated(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Staff learn why, resident and asker that staff will phone; once a day, however often that comes to pass.

    Who was not at home has been told so: a visit was found for them.
    """
    _tell_staff_of_request(unit, "staff.escalated", event_id, data, variant=data["reason"])
    if data["reason"] == "resident_missed":
        return
    notice, since = "request.delayed", unit.now - SAME_DELAY
    for part, person_id in _household(data):
        if not outgoing.was_told_of(unit, person_id, notice, data["request_id"], since):
            _tell_of_request(unit, notice, event_id, (part, person_id), data)


def tell_request_needs_times(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Staff, resident and asker are asked for new ones; who was told of a pause knows that they will be phoned."""
    _tell_staff_of_request(unit, "staff.needs_times", event_id, data, variant=data["reason"])
    if data["reason"] == "paused":
        return
    for part, person_id in _household(data):
        to = (part, person_id)
        _tell_of_request(unit, "request.needs_times", event_id, to, data, variant=data["reason"])


def tell_request_not_placed(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Staff look why there is no appointment."""
    _tell_staff_of_request(unit, "staff.not_placed", event_id, data)


def tell_many_looks(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Staff ask a volunteer who looks at contacts too often."""
    about = ("person", data["volunteer_id"])
    _tell_staff(unit, "staff.many_looks", event_id, data["ward"], about, amount=data["looks"])


def tell_offer(unit: UnitOfWork, event_id: str, told_at: datetime, data: Data) -> None:
    """One volunteer is asked.

    An offer whose announcement waited in the outbox past its end lives on for as long as it waited,
    so it is told with that later end.
    """
    expires_at: datetime = data["expires_at"]
    if expires_at <= unit.now:
        expires_at += unit.now - told_at
    queue(
        unit,
        "offer",
        event_id,
        (VOLUNTEER, data["volunteer_id"]),
        ("offer", data["offer_id"]),
        ward=data["ward"],
        request_id=data["request_id"],
        expires_at=expires_at,
        distance_m=data["distance_m"],
    )


def tell_offer_withdrawn(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Who was asked and was not first is thanked; who had said yes learns that they need not go.

    Other ends of an unanswered offer are no news. Where a visit was fixed already, its own end is told.
    """
    if data["reason"] == "others_first":
        _tell_of_offer(unit, "offer.taken", event_id, data, expires_at=unit.now + STALE_THANKS)
    elif _had_said_yes(data) and not outgoing.has_visit(unit, data["request_id"], data["offer_id"]):
        _tell_of_offer(unit, "offer.cancelled", data["offer_id"], data)


def tell_answer_refused(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Who answered by text message and could not be heard learns it, unless the offer's own end has told them."""
    once_told = (outgoing.was_told_of(unit, data["volunteer_id"], notice, data["offer_id"]) for notice in _OFFER_ENDS)
    if data["reason"] in _NO_ROOM:
        _tell_of_offer(unit, "offer.refused", event_id, data, answers=True, expires_at=unit.now + STALE_THANKS)
    elif not any(once_told):
        _tell_of_offer(unit, "reply.late", event_id, data, answers=True, expires_at=unit.now + STALE_THANKS)


def tell_appointment_scheduled(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Everybody learns the time; resident and asker the code; on a first home visit what nobody will ask."""
    code, resident_id = data["personal"]["code"], data["resident_id"]
    resident, *askers = _household(data)
    _tell_of_appointment(unit, "visit.confirm", event_id, resident, data, code=code)
    for asker in askers:
        _tell_of_appointment(unit, "visit.confirm.relative", event_id, asker, data, code=code)
    if data["place"] == "home" and not outgoing.was_told(unit, resident_id, "visit.safety"):
        _tell_of_appointment(unit, "visit.safety", event_id, resident, data)
    for volunteer_id in data["volunteer_ids"]:
        to, own = (VOLUNTEER, volunteer_id), {"request_id": data["request_id"], "answers": True}
        _tell_of_appointment(unit, "task.accepted", event_id, to, data, **own)


def tell_appointment_moved(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Everybody learns the new time, resident and asker the new code."""
    code = data["personal"]["code"]
    for to in _household(data):
        _tell_of_appointment(unit, "visit.moved", event_id, to, data, code=code, answers=to[0] == data["by"])
    for volunteer_id in data["volunteer_ids"]:
        to = (VOLUNTEER, volunteer_id)
        _tell_of_appointment(unit, "task.accepted", event_id, to, data, request_id=data["request_id"], variant="moved")


def tell_appointment_completed(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """The resident is asked how it went; who asked on behalf of another learns that it is done."""
    resident, *askers = _household(data)
    _tell_of_past_visit(unit, "feedback", event_id, resident, data, expires_at=unit.now + STALE_QUESTION)
    for asker in askers:
        _tell_of_past_visit(unit, "asker.done", event_id, asker, data)


def tell_appointment_missed(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Who was not at home is asked to ring; whose helper did not come hears an apology."""
    resident, *askers = _household(data)
    until = unit.now + STALE_QUESTION
    if data["who"] == "resident":
        _tell_of_past_visit(unit, "noshow.resident", event_id, resident, data, expires_at=until)
        return
    for to in (resident, *askers):
        _tell_of_past_visit(unit, "noshow.volunteer", event_id, to, data, expires_at=until)


def tell_appointment_overdue(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Staff learn that a visit should be over and was not reported."""
    _tell_staff(
        unit,
        "staff.overdue",
        event_id,
        data["ward"],
        ("appointment", data["appointment_id"]),
        request_id=data["request_id"],
        appointment_id=data["appointment_id"],
        minutes=data["minutes_over"],
    )


def tell_unreached(unit: UnitOfWork, message: Message) -> None:
    """Staff learn that somebody has to be phoned."""
    if message.ward is not None:
        about = (message.about_kind, message.about_id)
        _tell_staff(unit, "staff.unreached", message.id, message.ward, about, request_id=message.request_id)


def _had_said_yes(data: Data) -> bool:
    return bool(data["accepted"]) and data["reason"] == "cancelled"


def _household(data: Data) -> list[tuple[str, str]]:
    """The resident and, when somebody asked on their behalf, who did: (part, person id)."""
    asker = [(ASKED_BY, data["asked_by_id"])] if data["asked_by_id"] else []
    return [(RESIDENT, data["resident_id"]), *asker]


def _tell_of_request(unit: UnitOfWork, notice: str, once: str, to: tuple[str, str], data: Data, **more: Any) -> None:
    request_id = data["request_id"]
    queue(unit, notice, once, to, ("request", request_id), ward=data["ward"], request_id=request_id, **more)


def _tell_of_offer(unit: UnitOfWork, notice: str, once: str, data: Data, **more: Any) -> None:
    to, about = (VOLUNTEER, data["volunteer_id"]), ("offer", data["offer_id"])
    queue(unit, notice, once, to, about, ward=data["ward"], request_id=data["request_id"], **more)


def _tell_of_appointment(
    unit: UnitOfWork, notice: str, once: str, to: tuple[str, str], data: Data, **more: Any
) -> None:
    """What is said of a coming visit ends when it begins."""
    _tell_of_past_visit(unit, notice, once, to, data, expires_at=data["starts_at"], **more)


def _tell_of_past_visit(unit: UnitOfWork, notice: str, once: str, to: tuple[str, str], data: Data, **more: Any) -> None:
    id = data["appointment_id"]
    queue(unit, notice, once, to, ("appointment", id), ward=data["ward"], appointment_id=id, **more)


def _tell_staff_of_request(unit: UnitOfWork, notice: str, once: str, data: Data, **more: Any) -> None:
    request_id = data["request_id"]
    _tell_staff(unit, notice, once, data["ward"], ("request", request_id), request_id=request_id, **more)


def _tell_staff(unit: UnitOfWork, notice: str, once: str, ward: str, about: tuple[str, str], **more: Any) -> None:
    queue(unit, notice, once, (STAFF, ward), about, ward=ward, **more)
