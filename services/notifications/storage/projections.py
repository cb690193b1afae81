"""What notifications remembers of people, wards, topics, requests, appointments and days.

Each is one upsert that applies nothing older than what is known. Every event carries the whole state of its
aggregate, so one that comes before its elders simply becomes the row and they change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import phonenumbers

from services.notifications.domain.known import Neighbourhood, OfferState, Pause
from services.notifications.domain.notices import VISIT_AHEAD
from services.notifications.domain.reminders import first_look
from services.notifications.domain.times import Window
from services.notifications.storage import reminding
from services.notifications.tables import appointments, days, persons, requests, topics, visit_codes, wards
from shared.messaging.unit_of_work import UnitOfWork
from shared.rules import Narrowing

Data = Mapping[str, Any]
"""The data of an event as its contract loaded it."""

STANDING = frozenset({"scheduled", "confirmed", "under_way"})
"""An appointment stands while somebody is still expected to come, or is there."""

_REQUEST = (
    "reference",
    "status",
    "resident_id",
    "asked_by_id",
    "ward",
    "neighbourhood",
    "place",
    "due_at",
    "urgency",
    "tracking_hash",
)
_APPOINTMENT = (
    *("request_id", "resident_id", "asked_by_id", "ward", "place"),
    *("starts_at", "ends_at", "status", "tracking_hash"),
)
_PERSON = ("language", "address_form", "phone_owner", "tokens_valid_after", "merged_into")
_CONTACT = ("name", "phone", "email", "birth_year")


def learn_person(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """How a person is reached and addressed."""
    known = {**_some(data, _PERSON), **_some(data["personal"], _CONTACT)}
    unit.upsert(persons, {"id": data["person_id"], **known, "sequence": sequence})


def learn_ward(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """What a ward is called, the number people may ring, its neighbourhoods, pauses and narrowed numbers."""
    known = {
        **_some(data, ("code", "name", "kind")),
        "phone": as_dialled(data["phone"]),
        "neighbourhoods": tuple(_neighbourhoods(data["neighbourhoods"])),
        "pauses": tuple(_pauses(data["pauses"])),
        "settings": Narrowing.told(data["settings"]),
    }
    unit.upsert(wards, {**known, "sequence": sequence}, key=("code",))


def learn_topic(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """What a topic is called, and whether it is about money."""
    unit.upsert(topics, {"id": data["topic_id"], **_some(data, ("name_vi", "name_en", "money")), "sequence": sequence})


def learn_request(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """Where a request stands, and the state of each offer that is pending or stands."""
    values: dict[str, Any] = {
        "topics": tuple(data["topics"]),
        "windows": tuple(Window(span["start"], span["end"]) for span in data["windows"]),
        "offers": tuple(_offers(data["offers"])),
    }
    if data["status"] == "cancelled" and data.get("by"):
        values["ended_by"] = data["by"]
    unit.upsert(requests, {"id": data["request_id"], **_some(data, _REQUEST), **values, "sequence": sequence})


def learn_appointment(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """When an appointment is, who comes, and whether it stands."""
    ids = {name: tuple(data[name]) for name in ("volunteer_ids", "offer_ids")}
    took = _some(data, ("minutes",) if "minutes" in data else ())
    values = {**_some(data, _APPOINTMENT), **ids, **took, "sequence": sequence}
    if unit.upsert(appointments, {"id": data["appointment_id"], **values}):
        ahead = data["status"] in VISIT_AHEAD
        look_at = first_look(data["starts_at"], unit.config.rules) if ahead else None
        reminding.look_again(unit, data["appointment_id"], look_at)
        if ahead:
            reminding.forget_earlier(unit, data["request_id"], data["appointment_id"])


def learn_visit_code(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """The code a visit has from this event on; every move brings another."""
    code = data["personal"]["code"] if data["status"] in STANDING else None
    values = {"appointment_id": data["appointment_id"], "code": code, "sequence": sequence}
    unit.upsert(visit_codes, values, key=("appointment_id",))


def forget_visit_code(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """The visit is over or off: its code is dead, also where it is heard of only later."""
    values = {"appointment_id": data["appointment_id"], "code": None, "sequence": sequence}
    unit.upsert(visit_codes, values, key=("appointment_id",))


def learn_day(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """A day unlike others, of one ward or of the city; ``ordinary`` takes it back."""
    values = {**_some(data, ("day", "kind", "name")), "ward": data["ward"] or "", "sequence": sequence}
    unit.upsert(days, values, key=("day", "ward"))


def as_dialled(phone: str | None) -> str | None:
    """A ward's number as people in the country dial and read it: "024 3825 1234"."""
    if phone is None:
        return None
    try:
        parsed = phonenumbers.parse(phone, "VN")
    except phonenumbers.NumberParseException:
        return phone  # a short number such as 1022
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def _neighbourhoods(listed: Iterable[Data]) -> Iterable[Neighbourhood]:
    return (Neighbourhood(one["id"], one["name"], tuple(one["aliases"])) for one in listed)


def _pauses(pauses: Iterable[Data]) -> Iterable[Pause]:
    for pause in pauses:
        yield Pause(pause["pause_id"], tuple(pause["neighbourhoods"]), pause["start"], pause["end"], pause["reason"])


def _some(data: Data, names: Iterable[str]) -> dict[str, Any]:
    return {name: data[name] for name in names}


def _offers(offers: Iterable[Data]) -> Iterable[OfferState]:
    return (OfferState(offer["offer_id"], offer["volunteer_id"], offer["status"]) for offer in offers)
