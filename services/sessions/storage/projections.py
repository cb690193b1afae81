"""What sessions remembers of people, volunteers, requests, topics and wards.

Each is one upsert that applies nothing older than what is known. An event that comes before anything else of its
aggregate carries the whole state, so it simply becomes the row: a request first heard of when it
was closed is known to be closed, and whatever came before it is older.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from sqlalchemy import select

from services.sessions.domain.placing import Calendar
from services.sessions.domain.request import KnownRequest, StandingOffer
from services.sessions.domain.spans import WeeklySpan, Window
from services.sessions.domain.travel import PHONE, WARD_OFFICE, Spot, cell_of
from services.sessions.tables import persons, requests, topics, volunteers, wards
from shared.errors import ParentUnknown
from shared.messaging.unit_of_work import UnitOfWork

Data = Mapping[str, Any]
"""The data of an event as its contract loaded it."""

_MIDNIGHT = "24:00"


def learn_person(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """The name for those who meet, and since when a token of theirs counts."""
    unit.upsert(
        persons,
        {
            "id": data["person_id"],
            "name": data["personal"]["name"],
            "tokens_valid_after": data["tokens_valid_after"],
            "sequence": sequence,
        },
    )


def learn_volunteer(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """When a volunteer is free."""
    weekly = tuple(WeeklySpan(s["weekday"], _clock(s["start"]), _clock(s["end"])) for s in data["weekly"])
    unit.upsert(
        volunteers,
        {"id": data["volunteer_id"], "weekly": weekly, "absences": _windows(data["absences"]), "sequence": sequence},
    )


def learn_request(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """Who needs help, where and when, and who has said yes."""
    same = ("status", "resident_id", "asked_by_id", "ward", "cell", "place", "urgency", "needed", "tracking_hash")
    unit.upsert(
        requests,
        {
            **{name: data[name] for name in same},
            "id": data["request_id"],
            "participants": tuple(data["participants"]),
            "topics": tuple(data["topics"]),
            "windows": _windows(data["windows"]),
            "standing": tuple(_standing(data["offers"])),
            "sequence": sequence,
        },
    )


def learn_topic(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """That the topic exists, and its names."""
    names = {name: data[name] for name in ("name_vi", "name_en")}
    unit.upsert(topics, {"id": data["topic_id"], **names, "sequence": sequence})


def learn_ward(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """The ward's name and the point its office stands for (degrees, WGS 84)."""
    known = {name: data[name] for name in ("code", "name", "kind", "lat", "lon")}
    unit.upsert(wards, {**known, "sequence": sequence}, key=("code",))


def request_known(unit: UnitOfWork, request_id: str) -> KnownRequest:
    """The request, locked, so that two events about it never place it side by side."""
    known = requests.c
    row = unit.execute(select(requests).where(known.id == request_id).with_for_update()).mappings().one()
    values = {name: row[name] for name in row if name not in ("id", "sequence")}
    return KnownRequest(request_id=row["id"], **values)


def spot_of(unit: UnitOfWork, request: KnownRequest) -> Spot:
    """Where the visit will be: at the ward's office it is the ward's own point that counts."""
    if request.place == PHONE:
        return Spot(PHONE, None)
    if request.place != WARD_OFFICE:
        return Spot(request.place, request.cell)
    ward = unit.execute(select(wards.c.lat, wards.c.lon).where(wards.c.code == request.ward)).one_or_none()
    if ward is None:
        raise ParentUnknown("ward", request.ward)
    return Spot(WARD_OFFICE, cell_of(*ward))


def free_time(unit: UnitOfWork, volunteer_ids: Iterable[str]) -> dict[str, Calendar]:
    """Each volunteer's free time without their bookings; the rows stay locked, one placing a volunteer at a time.

    Raises :class:`ParentUnknown` for a volunteer nobody has told of.
    """
    wanted = sorted(volunteer_ids)
    known = volunteers.c
    statement = select(known.id, known.weekly, known.absences).where(known.id.in_(wanted)).order_by(known.id)
    found = {id: Calendar((), weekly, absences) for id, weekly, absences in unit.execute(statement.with_for_update())}
    for volunteer_id in wanted:
        if volunteer_id not in found:
            raise ParentUnknown("volunteer", volunteer_id)
    return found


def unknown_topics(unit: UnitOfWork, wanted: Iterable[str]) -> set[str]:
    """Which of ``wanted`` are not in the catalogue."""
    wanted = set(wanted)
    return wanted - set(unit.execute(select(topics.c.id).where(topics.c.id.in_(wanted))).scalars())


def _standing(offers: Iterable[Data]) -> Iterable[StandingOffer]:
    accepted = (offer for offer in offers if offer["status"] == "accepted")
    return (StandingOffer(o["offer_id"], o["volunteer_id"], o["minutes"]) for o in accepted)


def _windows(spans: Iterable[Data]) -> tuple[Window, ...]:
    return tuple(Window(span["start"], span["end"]) for span in spans)


def _clock(text: str) -> time:
    """``HH:MM``; the end of a day may be written 24:00."""
    return time(0) if text == _MIDNIGHT else time.fromisoformat(text)
