"""What is sent in each call so that who may is answered well: the things it speaks of, and a body."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import delete, insert

from services.sessions.domain.calendar_link import draw_secret, hash_of
from services.sessions.tables import calendar_links
from shared.ids import new_id
from shared.messaging.port import Delivery
from tests.properties.actions import CONSENT
from tests.properties.town import GATEWAY, SERVICES, Town
from tests.roles.cast import Cast, application, asking, sent_code, windows
from tests.roles.walk import API, Route, Sent

Body = Callable[[str], Any]
"""Who calls → what they send."""

IN_HAND = {
    "POST /requests/{request_id}/verify": "waiting",
    "POST /requests/{request_id}/code": "waiting",
    "GET /requests/{request_id}/candidates": "asked",
    "POST /requests/{request_id}/windows": "asked",
    "POST /requests/{request_id}/assign": "asked",
    "POST /requests/{request_id}/widen": "asked",
    "POST /requests/{request_id}/owner": "asked",
    "POST /requests/{request_id}/reopen": "closed",
}
"""Which of the household's requests a call is about, where it is not the one whose visit is agreed."""

VOLUNTEERS = {"check": "applicant", "approve": "applicant", "guardian": "minor", "suspend": "volunteer"}
"""Which volunteer a deed is about: one for whom it is possible."""


def request_of(route: Route) -> str:
    return IN_HAND.get(name_of(route), "taken")


def name_of(route: Route) -> str:
    """As the document writes it: ``GET /requests/{request_id}``."""
    return f"{route.method} {route.path.removeprefix(API)}"


class Calls:
    """Knows what to send in each call about one ward's things."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._trouble = {service: _trouble(cast.town, service) for service in SERVICES}
        self._secret = _calendar_link(cast)
        self._bodies = {**_of_requests(cast), **_of_people(cast), **_of_the_ward(cast), **_of_visits(cast)}
        self._bodies |= _of_messages(cast)

    def sent(self, route: Route, who: str) -> Sent:
        name = name_of(route)
        body = self._bodies.get(name, {})
        return Sent(self._url(route) + self._query(name), body(who) if callable(body) else body)

    def _url(self, route: Route) -> str:
        ids, last = self._cast.ids, route.path.rpartition("/")[2]
        names = {
            "request_id": ids[request_of(route)],
            "volunteer_id": ids[VOLUNTEERS.get(last, "helper")],
            "appointment_id": ids["appointment"],
            "offer_id": ids["offer"],
            "team_id": ids["team"],
            "pause_id": ids["pause"],
            "person_id": ids["neighbour" if last == "merge" else "resident"],
            "staff_id": ids["counter"],
            "message_id": ids["message"],
            "call_id": ids["call"],
            "code": self._cast.ward,
            "topic_id": "vneid",
            "day": "2026-12-24",
            "secret": self._secret,
            "gateway": GATEWAY,
        }
        return route.path.format(**names, **self._trouble[route.service])

    def _query(self, name: str) -> str:
        return f"?ward={self._cast.ward}" if name in OF_ONE_WARD else ""


OF_ONE_WARD = (
    *("GET /requests", "GET /queue/summary", "GET /queue/stream", "GET /volunteers", "GET /persons", "GET /staff"),
    *("GET /messages", "GET /calls"),
)
"""Lists that are asked for the ward by name: to another's staff it has none."""


def _trouble(town: Town, service: str) -> dict[str, str]:
    """An event that cannot be read and a contradiction, for the city to look at."""
    runtime, conflict = town.runtimes[service], new_id()
    kit = runtime.parts.kit
    row = {"type": "x.y.v1", "subject": "s", "code": "request_done", "at": town.now, "detail": "…"}
    with runtime.engine.begin() as connection:
        connection.execute(insert(kit.conflicts), {**row, "id": conflict, "event_id": new_id()})
    runtime.dispatcher.deliver([Delivery(b"no event")])
    parked = next(each for each in town.rows(service, kit.inbox) if each["status"] == "parked")
    return {"event_id": parked["event_id"], "conflict_id": conflict}


def _calendar_link(cast: Cast) -> str:
    """What the helper's calendar is read by from now on."""
    secret = draw_secret()
    row = {"person_id": cast.ids["helper"], "secret_hash": hash_of(secret), "made_at": cast.town.now}
    with cast.town.runtimes["sessions"].engine.begin() as connection:
        connection.execute(delete(calendar_links).where(calendar_links.c.person_id == row["person_id"]))
        connection.execute(insert(calendar_links), row)
    return secret


def _of_requests(cast: Cast) -> Mapping[str, Any]:
    code = {"code": cast.proof}
    named = {"member_id": cast.ids["helper"]}
    request = "POST /requests/{request_id}"
    return {
        "POST /requests": asking(cast, 12, note=None),
        f"{request}/verify": lambda who: code if who in ("holder", "other-holder") else {"resident_agreed": True},
        f"{request}/cancel": {"reason": "mistake"},
        f"{request}/windows": {"windows": windows(cast.town, 11)},
        f"{request}/assign": {"volunteer_id": cast.ids["volunteer"]},
        f"{request}/owner": {"person_id": None},
        f"{request}/refer": {"to": "Công an phường"},
        f"{request}/hand-back": {"reason": "ill"},
        "POST /offers/{offer_id}/accept": lambda who: named if who in ("leader", "other-leader") else {},
        "POST /call-backs": {"phone": cast.phone(41)},
    }


def _of_people(cast: Cast) -> Mapping[str, Any]:
    phone, hoa = cast.phone(14), {"name": f"Vũ Thị Hoa {cast.word}", "phone": cast.phone(42)}
    assert cast.town.anyone.post("volunteers/sign-in/code", {"phone": phone}).status == 202
    cast.town.flow()
    post = {"role": "counter", "wards": [cast.ward]}
    return {
        "POST /sign-in/code": {"phone": cast.phone(20)},
        "POST /sign-in/token": {"phone": phone, "code": sent_code(cast.town, phone)},
        "PATCH /me": {"language": "en"},
        "POST /volunteers": application(cast, f"Lê Thị Cúc {cast.word}", 43),
        "POST /volunteers/{volunteer_id}/suspend": {"reason": "complaint"},
        "POST /volunteers/{volunteer_id}/guardian": {**hoa, "how": "phone"},
        "PATCH /persons/{person_id}": {"address_form": "cụ"},
        "POST /persons/{person_id}/merge": {"into": cast.ids["resident"]},
        "POST /staff": {**hoa, **post},
        "PATCH /staff/{staff_id}": {"posts": [{"role": "staff", "wards": [cast.ward]}]},
    }


def _of_the_ward(cast: Cast) -> Mapping[str, Any]:
    (span,) = windows(cast.town, 40)
    members = f"Họ tên;Điện thoại;Năm sinh\nLê Mai;{cast.phone(44)};1990\n"
    return {
        "PATCH /topics/{topic_id}": {"minutes": 75},
        "PATCH /wards/{code}": {"phone": "024 3823 7421"},
        "POST /wards/{code}/pauses": {"from": span["start"], "to": span["end"], "reason": "storm"},
        "POST /former-units": {"file": _file("mã;phường xã cũ\n00004;Phường Quán Thánh\n")},
        "POST /teams": {"ward": cast.ward, "kind": "college", "name": "Khoa CNTT"},
        "PATCH /teams/{team_id}": {"pause": None},
        "POST /teams/{team_id}/members": {"volunteer_id": cast.ids["volunteer"]},
        "POST /teams/{team_id}/import": {"file": _file(members), "consent_version": CONSENT["version"]},
        "PUT /days/{day}": {"kind": "heat", "name": "Nắng nóng trên 39 độ", "ward": cast.ward},
    }


def _of_visits(cast: Cast) -> Mapping[str, Any]:
    visit = f"sessions/appointments/{cast.ids['appointment']}"
    free = cast.callers["helper"].get(f"{visit}/free-times").body["items"]
    turn = "POST /appointments/{appointment_id}"
    return {
        f"{turn}/move": {"starts_at": free[-1]["starts_at"]},
        f"{turn}/cancel": {"reason": "ill"},
        f"{turn}/complete": {"minutes": 45},
        f"{turn}/missed": {"who": "volunteer"},
        "POST /visit-codes/check": {"code": "hoa sen, con cá", "ward": cast.ward},
    }


def _of_messages(cast: Cast) -> Mapping[str, Any]:
    return {
        "POST /calls/{call_id}": {"outcome": "reached"},
        "PUT /preferences": {"reach": "text", "level": "needed", "stop": False},
        "POST /inbound/{gateway}": {"id": new_id(), "from": cast.phone(45), "text": "1"},
        "POST /receipts/{gateway}": {"message_id": cast.ids["message"], "status": "delivered"},
    }


def _file(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
