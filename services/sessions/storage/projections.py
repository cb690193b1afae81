"""What sessions remembers of people, volunteers, requests, topics and wards.

Each is one upsert that applies nothing older than what is known. An event that comes before anything else of its
aggregate carries the whole state, so it simply becomes the row: a request first heard of when it
was closed is known to be closed, and whatever came before it is older.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from sqlalchemy import delete, insert, select

from services.sessions.domain.request import KnownRequest, StandingOffer
from services.sessions.domain.spans import WeeklySpan, Window
from services.sessions.domain.travel import PHONE, WARD_OFFICE, Spot, cell_of
from services.sessions.domain.ward import Neighbourhood, Pause
from services.sessions.storage.calendar import Execute
from services.sessions.tables import memberships, persons, requests, teams, topics, volunteers, wards
from shared.errors import ParentUnknown
from shared.messaging.unit_of_work import UnitOfWork
from shared.rules import Narrowing

Data = Mapping[str, Any]
"""The data of an event as its contract loaded it."""

_MIDNIGHT = "24:00"
SUSPENDED = "suspended"


def learn_person(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """The name for those who meet, how to address them, and since when a token of theirs counts."""
    unit.upsert(
        persons,
        {
            "id": data["person_id"],
            "name": data["personal"]["name"],
            "birth_year": data["personal"]["birth_year"],
            "address_form": data["address_form"],
            "tokens_valid_after": data["tokens_valid_after"],
            "merged_into": data["merged_into"],
            "sequence": sequence,
        },
    )


def learn_volunteer(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """When a volunteer is free, whether they may visit anybody, and which teams they are in."""
    weekly = tuple(WeeklySpan(s["weekday"], _clock(s["start"]), _clock(s["end"])) for s in data["weekly"])
    known = {"id": data["volunteer_id"], "status": data["status"], "weekly": weekly}
    if unit.upsert(volunteers, {**known, "absences": _windows(data["absences"]), "sequence": sequence}):
        _learn_memberships(unit, data["volunteer_id"], {each["team_id"] for each in data["affiliations"]})


def _learn_memberships(unit: UnitOfWork, volunteer_id: str, team_ids: set[str | None]) -> None:
    unit.execute(delete(memberships).where(memberships.c.volunteer_id == volunteer_id))
    rows = [{"team_id": team, "volunteer_id": volunteer_id} for team in team_ids if team is not None]
    if rows:
        unit.execute(insert(memberships), rows)


def learn_team(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """Who leads the team."""
    unit.upsert(teams, {"id": data["team_id"], "leader_id": data["leader_id"], "sequence": sequence})


def learn_request(unit: UnitOfWork, data: Data, sequence: int) -> None:
    """Who needs help, where and when, and who has said yes."""
    same = (
        *("reference", "status", "resident_id", "asked_by_id", "ward", "neighbourhood", "cell", "place"),
        *("urgency", "needed", "tracking_hash"),
    )
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
    """Its office's point (degrees, WGS 84) and phone, its neighbourhoods, its pauses and its own numbers."""
    known = {name: data[name] for name in ("code", "name", "kind", "phone", "lat", "lon")}
    unit.upsert(
        wards,
        {
            **known,
            "neighbourhoods": tuple(_neighbourhood(each) for each in data["neighbourhoods"]),
            "pauses": tuple(_pause(each) for each in data["pauses"]),
            "settings": Narrowing.told(data["settings"]),
            "sequence": sequence,
        },
        key=("code",),
    )


def request_known(unit: UnitOfWork, request_id: str) -> KnownRequest:
    """The request, locked, so that two events about it never place it side by side."""
    return request_of(unit.execute, request_id, lock=True)


def request_of(execute: Execute, request_id: str, *, lock: bool = False) -> KnownRequest:
    """The request as it was last told."""
    statement = select(requests).where(requests.c.id == request_id)
    row = execute(statement.with_for_update() if lock else statement).mappings().one()
    values = {name: row[name] for name in row if name not in ("id", "reference", "sequence")}
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


def suspended_among(execute: Execute, volunteer_ids: Iterable[str]) -> set[str]:
    """Who of these may not visit anybody."""
    of_them = volunteers.c.id.in_(list(volunteer_ids))
    return set(execute(select(volunteers.c.id).where(of_them, volunteers.c.status == SUSPENDED)).scalars())


def unknown_topics(unit: UnitOfWork, wanted: Iterable[str]) -> set[str]:
    """Which of ``wanted`` are not in the catalogue."""
    wanted = set(wanted)
    return wanted - set(unit.execute(select(topics.c.id).where(topics.c.id.in_(wanted))).scalars())


def _standing(offers: Iterable[Data]) -> Iterable[StandingOffer]:
    accepted = (offer for offer in offers if offer["status"] == "accepted")
    return (StandingOffer(o["offer_id"], o["volunteer_id"], o["minutes"]) for o in accepted)


def _windows(spans: Iterable[Data]) -> tuple[Window, ...]:
    return tuple(Window(span["start"], span["end"]) for span in spans)


def _neighbourhood(told: Data) -> Neighbourhood:
    return Neighbourhood(told["id"], (told["name"], *told["aliases"]))


def _pause(told: Data) -> Pause:
    return Pause(tuple(told["neighbourhoods"]), told["start"], told["end"], told["reason"])


def _clock(text: str) -> time:
    """``HH:MM``; the end of a day may be written 24:00."""
    return time(0) if text == _MIDNIGHT else time.fromisoformat(text)
