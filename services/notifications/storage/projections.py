"""What notifications remembers of people, wards, topics, requests and appointments.

Each is one upsert that applies nothing older than what is known. Every event carries the whole state of its
aggregate, so one that comes before its elders simply becomes the row and they change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import phonenumbers

from services.notifications.domain.known import OfferState
from services.notifications.domain.times import Window
from services.notifications.tables import appointments, persons, requests, topics, wards
from shared.messaging.unit_of_work import UnitOfWork

Data = Mapping[str, Any]
"""The data of an event as its contract loaded it."""

_REQUEST = (
    "reference",
    "status",
    "resident_id",
    "asked_by_id",
    "ward",
    "neighbourhood",
    "place",
    "due_at",
)
_APPOINTMENT = ("request_id", "resident_id", "asked_by_id", "ward", "place", "starts_at", "status")
_PERSON = ("language", "address_form", "phone_owner", "tokens_valid_after")
_CONTACT = ("name", "phone", "email", "birth_year")


def learn_person(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """How a person is reached and addressed."""
    known = {**_some(data, _PERSON), **_some(data["personal"], _CONTACT)}
    unit.upsert(persons, {"id": data["person_id"], **known, "sequence": sequence})


def learn_ward(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """What a ward is called, and the number people may ring."""
    known = {**_some(data, ("code", "name", "kind")), "phone": as_dialled(data["phone"])}
    unit.upsert(wards, {**known, "sequence": sequence}, key=("code",))


def learn_topic(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """What a topic is called."""
    unit.upsert(topics, {"id": data["topic_id"], **_some(data, ("name_vi", "name_en")), "sequence": sequence})


def learn_request(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """Where a request stands, and the state of each offer that is pending or stands."""
    values = {
        "topics": tuple(data["topics"]),
        "windows": tuple(Window(span["start"], span["end"]) for span in data["windows"]),
        "offers": tuple(_offers(data["offers"])),
    }
    unit.upsert(requests, {"id": data["request_id"], **_some(data, _REQUEST), **values, "sequence": sequence})


def learn_appointment(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """When an appointment is, who comes, and whether it stands."""
    values = {"volunteer_ids": tuple(data["volunteer_ids"]), "sequence": sequence}
    unit.upsert(appointments, {"id": data["appointment_id"], **_some(data, _APPOINTMENT), **values})


def as_dialled(phone: str | None) -> str | None:
    """A ward's number as people in the country dial and read it: "024 3825 1234"."""
    if phone is None:
        return None
    try:
        parsed = phonenumbers.parse(phone, "VN")
    except phonenumbers.NumberParseException:
        return phone  # a short number such as 1022
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def _some(data: Data, names: Iterable[str]) -> dict[str, Any]:
    return {name: data[name] for name in names}


def _offers(offers: Iterable[Data]) -> Iterable[OfferState]:
    return (OfferState(offer["offer_id"], offer["volunteer_id"], offer["status"]) for offer in offers)
