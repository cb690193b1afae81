"""What people are told when something has become true."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from services.notifications.commands.queueing import queue
from services.notifications.domain.message import ACCOUNT, ASKED_BY, FIRST, RESIDENT, VOLUNTEER
from services.notifications.storage import outgoing
from shared.messaging.unit_of_work import UnitOfWork

Data = Mapping[str, Any]
"""The data of an event as its contract loaded it."""

STALE_THANKS = timedelta(days=1)
""" "Just before you" is not said later than this."""


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


def tell_request_opened(unit: UnitOfWork, data: Data) -> None:
    """Resident and asker learn that the request is seen to, the first time it is opened."""
    for part, person_id in _household(data):
        _tell_of_request(unit, "request.received", data["request_id"], (part, person_id), data)


def tell_request_escalated(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Resident and asker learn that staff will phone."""
    for part, person_id in _household(data):
        _tell_of_request(unit, "request.delayed", event_id, (part, person_id), data)


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
    """Who was asked and was not first is thanked; other ends of an unanswered offer are no news."""
    if data["reason"] != "others_first":
        return
    queue(
        unit,
        "offer.taken",
        event_id,
        (VOLUNTEER, data["volunteer_id"]),
        ("offer", data["offer_id"]),
        ward=data["ward"],
        request_id=data["request_id"],
        expires_at=unit.now + STALE_THANKS,
    )


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
        _tell_of_appointment(
            unit, "task.accepted", event_id, (VOLUNTEER, volunteer_id), data, request_id=data["request_id"]
        )


def tell_appointment_completed(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Who asked on behalf of another learns that it is done."""
    for part, person_id in _household(data)[1:]:
        queue(
            unit,
            "asker.done",
            event_id,
            (part, person_id),
            ("appointment", data["appointment_id"]),
            ward=data["ward"],
            appointment_id=data["appointment_id"],
        )


def _household(data: Data) -> list[tuple[str, str]]:
    """The resident and, when somebody asked on their behalf, who did: (part, person id)."""
    asker = [(ASKED_BY, data["asked_by_id"])] if data["asked_by_id"] else []
    return [(RESIDENT, data["resident_id"]), *asker]


def _tell_of_request(unit: UnitOfWork, notice: str, once: str, to: tuple[str, str], data: Data) -> None:
    request_id = data["request_id"]
    queue(unit, notice, once, to, ("request", request_id), ward=data["ward"], request_id=request_id)


def _tell_of_appointment(
    unit: UnitOfWork, notice: str, once: str, to: tuple[str, str], data: Data, **more: Any
) -> None:
    """What is said of a coming visit ends when it begins."""
    id = data["appointment_id"]
    until = data["starts_at"]
    about = ("appointment", id)
    queue(unit, notice, once, to, about, ward=data["ward"], appointment_id=id, expires_at=until, **more)
