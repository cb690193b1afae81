"""Who has to be phoned when something has become true."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.notifications.commands.calling import list_call
from services.notifications.domain.calls import Why
from services.notifications.storage import calling
from shared.messaging.unit_of_work import UnitOfWork

Data = Mapping[str, Any]
"""The data of an event as its contract loaded it."""


def call_wanted(unit: UnitOfWork, data: Data) -> None:
    """Somebody left a number to be called back."""
    about, phone = ("call", data["call_id"]), data["personal"]["phone"]
    list_call(unit, Why.WANTED, data["call_id"], about, ward=data["ward"], phone=phone)


def request_proven(unit: UnitOfWork, data: Data) -> None:
    """Somebody asked on the resident's behalf: the resident is asked whether they want it."""
    if data["asked_by_id"] and data["status"] == "unconfirmed":
        _about_request(unit, Why.AGREEMENT, data["request_id"], data)


def request_escalated(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Staff say how it goes on; who was not found at home is asked after by the call for that."""
    if data["reason"] != "resident_missed":
        _about_request(unit, Why.ESCALATED, event_id, data)


def request_needs_times(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Somebody asks the resident when it suits."""
    _about_request(unit, Why.TIMES, event_id, data)


def appointment_missed(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Ask after who was not at home; apologise to who waited."""
    why = Why.MISSED if data["who"] == "resident" else Why.NO_SHOW
    _about_appointment(unit, why, event_id, data["resident_id"], data)


def appointment_cancelled(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Whose helper may not come any more hears it from a person."""
    if data["reason"] == "suspended":
        _about_appointment(unit, Why.SUSPENDED, event_id, data["resident_id"], data)


def appointment_overdue(unit: UnitOfWork, event_id: str, data: Data) -> None:
    """Somebody asks the helpers whether all is well."""
    for volunteer_id in data["volunteer_ids"]:
        _about_appointment(unit, Why.OVERDUE, event_id, volunteer_id, data)


def _about_request(unit: UnitOfWork, why: Why, event_id: str, data: Data) -> None:
    request_id, person_id = data["request_id"], data["resident_id"]
    if calling.open_about(unit, person_id, why, request_id) is None:
        about = ("request", request_id)
        list_call(unit, why, event_id, about, ward=data["ward"], person_id=person_id, request_id=request_id)


def _about_appointment(unit: UnitOfWork, why: Why, event_id: str, person_id: str, data: Data) -> None:
    list_call(
        unit,
        why,
        f"{event_id}.{person_id}",
        ("appointment", data["appointment_id"]),
        ward=data["ward"],
        person_id=person_id,
        request_id=data["request_id"],
        appointment_id=data["appointment_id"],
    )
