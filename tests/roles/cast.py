"""Everybody and everything of one ward: whoever may be at a door, and what they may ask for there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from shared.clock import HANOI
from tests.properties.actions import CONSENT, HOME, WARD_PHONE, a_span
from tests.properties.town import Caller, Town

ADULT, MINOR = 1990, 2009
POSTS = ("counter", "staff", "head", "safeguarding")

Body = dict[str, Any]


@dataclass(frozen=True)
class Household:
    """An old woman, her granddaughter who asks for her, and what nobody but they and those who help should know."""

    resident: str
    asker: str
    address: str
    met_by: str
    note: str
    email: str


@dataclass
class Cast:
    """``callers`` by the word of the document, ``ids`` by what stands in the addresses, ``codes`` by request.

    All names of the ward end in ``word``, so that those of another are told apart.
    """

    town: Town
    ward: str
    number: int
    household: Household
    word: str
    callers: dict[str, Caller] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    proof: str = ""
    """The digits sent to prove the phone of the request that waits."""

    def phone(self, place: int) -> str:
        return f"+849{self.number}2000{place:03}"

    def id_of(self, who: str) -> str:
        return str(self.callers[who].get("volunteers/me").body["id"])

    def authorization(self, who: str, request: str) -> str | None:
        """The header this caller sends; the holder's is the code of the request in hand."""
        return f"Tracking {self.codes[request]}" if who == "holder" else self.callers[who].authorization


def move_in(town: Town, ward: str, number: int, household: Household, word: str) -> Cast:
    """A whole ward at work: one visit agreed, one request being asked, one unproven, one closed, one visit done."""
    cast = Cast(town, ward, number, household, word)
    _officials(cast)
    _volunteers(cast)
    _requests(cast)
    _answers(cast)
    _others(cast)
    _team(cast)
    _remember(cast)
    return cast


def windows(town: Town, *days: int) -> list[dict[str, str]]:
    today = town.now.astimezone(HANOI).replace(hour=0, minute=0, second=0, microsecond=0)
    return [a_span(at(today, day, 8), at(today, day, 18)) for day in days]


def at(today: datetime, day: int, hour: int) -> datetime:
    return today + timedelta(days=day, hours=hour)


def application(cast: Cast, name: str, place: int, **changes: Any) -> Body:
    return {
        "name": name,
        "phone": cast.phone(place),
        "birth_year": ADULT,
        "affiliations": [{"kind": "community_team"}],
        "wards": [cast.ward],
        "location": HOME,
        "topics": ["vneid"],
        "languages": ["vi"],
        "weekly": [{"weekday": day, "start": "07:00", "end": "20:00"} for day in range(7)],
        "max_open_tasks": 5,
        "consent": CONSENT,
        **changes,
    }


def asking(cast: Cast, *days: int, **changes: Any) -> Body:
    """The granddaughter asks for her grandmother."""
    home = cast.household
    return {
        "resident": {"name": home.resident, "phone": cast.phone(20), "birth_year": 1950},
        "asked_by": {"name": home.asker, "phone": cast.phone(21), "relation": "grandchild", "email": home.email},
        "ward": cast.ward,
        "address": home.address,
        "met_by": home.met_by,
        "note": home.note,
        "location": HOME,
        "place": "home",
        "topics": ["vneid"],
        "windows": windows(cast.town, *days),
        "consent": CONSENT,
        **changes,
    }


def an_active_volunteer(cast: Cast, name: str, place: int, **changes: Any) -> str:
    applied = cast.town.anyone.post("volunteers/volunteers", application(cast, name, place, **changes))
    assert applied.status == 201, applied.body
    approved = cast.callers["staff"].post(f"volunteers/volunteers/{applied.body['id']}/approve")
    assert approved.status == 200, approved.body
    return str(applied.body["id"])


def sent_code(town: Town, phone: str) -> str:
    """The newest six digits that were sent to this number."""
    texts = (letter["text"] for letter in reversed(town.letters()) if letter["to"] == phone)
    return next(found[0] for text in texts if (found := re.findall(r"\b\d{6}\b", text)))


def _officials(cast: Cast) -> None:
    for place, role in enumerate(POSTS):
        cast.callers[role] = cast.town.official(
            f"Đỗ Thị {role.title()} {cast.word}", cast.phone(place), role, cast.ward
        )
    changed = cast.callers["staff"].patch(f"volunteers/wards/{cast.ward}", {"phone": WARD_PHONE})
    assert changed.status == 200, changed.body


def _volunteers(cast: Cast) -> None:
    """Minh will take tasks; Hà, Long and Mai know something else."""
    names = {
        "helper": "Nguyễn Văn Minh",
        "leader": "Trần Thu Hà",
        "volunteer": "Phạm Đức Long",
        "suspended": "Lê Thị Mai",
    }
    for place, (who, name) in enumerate(names.items(), start=10):
        topics = ["vneid"] if who == "helper" else ["ai"]
        cast.ids[who] = an_active_volunteer(cast, f"{name} {cast.word}", place, topics=topics)
        cast.callers[who] = cast.town.signed_in(cast.phone(place))


def _requests(cast: Cast) -> None:
    for key, days in {"taken": (2, 3), "visited": (4,)}.items():
        _enter(cast, key, *days)
    _accept_all(cast)
    _enter(cast, "asked", 7, 8)
    _enter(cast, "closed", 9)
    cast.town.quieten()
    _ask(cast, "waiting")
    cast.proof = sent_code(cast.town, cast.phone(21))


def _enter(cast: Cast, key: str, *days: int) -> None:
    entered = cast.callers["staff"].post("volunteers/requests", asking(cast, *days))
    assert entered.status == 201, entered.body
    cast.ids[key], cast.codes[key] = entered.body["id"], entered.body["tracking_code"]


def _ask(cast: Cast, key: str, **changes: Any) -> None:
    asked = cast.town.anyone.post("volunteers/requests", asking(cast, 10, **changes))
    assert asked.status == 201, asked.body
    cast.ids[key], cast.codes[key] = asked.body["id"], asked.body["tracking_code"]
    cast.town.flow()


def _accept_all(cast: Cast) -> None:
    """Minh says yes to all he is asked, and each visit is placed."""
    cast.town.quieten()
    helper = cast.callers["helper"]
    for offer in helper.get("volunteers/offers?status=pending").body["items"]:
        accepted = helper.post(f"volunteers/offers/{offer['id']}/accept")
        assert accepted.status == 200, accepted.body
        cast.town.flow()


def _answers(cast: Cast) -> None:
    """One visit is done, one request given up; Mai may help no more."""
    staff, helper = cast.callers["staff"], cast.callers["helper"]
    visits = {each["request_id"]: each["id"] for each in helper.get("sessions/appointments").body["items"]}
    cast.ids |= {"appointment": visits[cast.ids["taken"]], "done": visits[cast.ids["visited"]]}
    report = {"minutes": 40, "skills": [], "note": f"Máy của cụ hỏng {cast.number}"}
    assert helper.post(f"sessions/appointments/{cast.ids['done']}/complete", report).status == 200
    assert staff.post(f"volunteers/requests/{cast.ids['closed']}/close").status == 200
    suspended = staff.post(f"volunteers/volunteers/{cast.ids['suspended']}/suspend", {"reason": "own_wish"})
    assert suspended.status == 200, suspended.body
    cast.town.clock.advance(timedelta(seconds=1))
    cast.callers["suspended"] = cast.town.signed_in(cast.phone(13))
    an_active_volunteer(cast, f"Vũ Quang Huy {cast.word}", 14)  # whom staff find who ask more people
    (offer,) = helper.get("volunteers/offers?status=pending").body["items"]
    cast.ids["offer"] = offer["id"]


def _others(cast: Cast) -> None:
    """The household signs in; a neighbour asks too; somebody applies, and somebody of seventeen."""
    cast.callers |= {"resident": cast.town.signed_in(cast.phone(20)), "asker": cast.town.signed_in(cast.phone(21))}
    neighbour = {"name": f"Phạm Thị Nhàn {cast.word}", "phone": cast.phone(22)}
    _ask(cast, "neighbours", resident=neighbour, asked_by=None, address="số 1", met_by=None, note=None)
    cast.callers["neighbour"] = cast.town.signed_in(cast.phone(22))
    cast.callers["other-holder"] = Caller(cast.town, f"Tracking {cast.codes['neighbours']}")
    for key, born in (("applicant", ADULT), ("minor", MINOR)):
        body = application(cast, f"Bùi Thị Hoa {cast.word}", 30 + born % 10, birth_year=born)
        cast.ids[key] = cast.town.anyone.post("volunteers/volunteers", body).body["id"]


def _team(cast: Cast) -> None:
    """Hà leads a team with Minh in it, and signs in anew. A pause far ahead; a number that wants to be called."""
    staff, team = cast.callers["staff"], {"kind": "community_team", "name": f"Tổ {cast.number}"}
    founded = staff.post("volunteers/teams", {**team, "ward": cast.ward, "leader_id": cast.ids["leader"]})
    assert founded.status == 201, founded.body
    cast.ids["team"] = founded.body["id"]
    joined = staff.post(f"volunteers/teams/{cast.ids['team']}/members", {"volunteer_id": cast.ids["helper"]})
    assert joined.status == 204, joined.body
    cast.callers["leader"] = cast.town.signed_in(cast.phone(11))
    (first,) = windows(cast.town, 30)
    pause = {"from": first["start"], "to": first["end"], "reason": "flood"}
    cast.ids["pause"] = staff.post(f"volunteers/wards/{cast.ward}/pauses", pause).body["id"]
    cast.town.anyone.post("volunteers/call-backs", {"phone": cast.phone(40), "ward": cast.ward})
    cast.town.flow()


def _remember(cast: Cast) -> None:
    """The ids of what came of all this, and what is not for everybody."""
    staff, home = cast.callers["staff"], cast.household
    (call,) = staff.get(f"notifications/calls?ward={cast.ward}").body["items"]
    told = staff.get(f"notifications/messages?person={cast.id_of('resident')}&limit=100").body["items"]
    cast.ids |= {who: cast.id_of(who) for who in ("resident", "asker", "neighbour", *POSTS)}
    cast.ids |= {"call": call["id"], "message": next(each["id"] for each in told if each["status"] == "sent")}
    visit = staff.get(f"sessions/appointments/{cast.ids['appointment']}").body
    cast.secrets = {
        "the resident's name": home.resident,
        "the resident's number": cast.phone(20),
        "the asker's number": cast.phone(21),
        "the asker's e-mail": home.email,
        "the address": home.address,
        "who meets the visitor": home.met_by,
        "the household's note": home.note,
        "the visit code": visit["visit_code"],
        "the helper's name": f"Nguyễn Văn Minh {cast.word}",
        "the helper's number": cast.phone(10),
        "the helper's note": f"Máy của cụ hỏng {cast.number}",
        "the tracking code": cast.codes["taken"],
        "the neighbour's name": f"Phạm Thị Nhàn {cast.word}",
        "the neighbour's number": cast.phone(22),
    }


def marks_of(cast: Cast) -> Iterator[str]:
    """Whatever would show that an answer speaks of this ward's people and things; its team and pause are public."""
    yield from (id_ for key, id_ in cast.ids.items() if key not in ("team", "pause"))
    yield from cast.secrets.values()
    yield from (cast.phone(place) for place in range(50))
