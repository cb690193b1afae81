"""The people of a ward, as the stories meet them: each with a phone, and some with a browser."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import requests

from tests.flows.client import SECONDS, Client
from tests.flows.network import GATEWAY, SECRET, Network
from tools.waiting import until

Body = dict[str, Any]

WARD = "00004"
WARD_PHONE = "+842438237420"
STAFF = "+84912000001"
VOLUNTEERS = {
    "Nguyễn Văn Minh": "+84912000011",
    "Trần Thu Hà": "+84912000012",
    "Phạm Đức Long": "+84912000013",
    "Lê Thị Mai": "+84912000014",
}
HOME = {"lat": 21.0386, "lon": 105.8380}
NEAR = {"lat": 21.0380, "lon": 105.8370}
REQUESTS, OFFERS, VISITS = "/volunteers/api/v1/requests", "/volunteers/api/v1/offers", "/sessions/api/v1/appointments"

_sms = count(1)


def a_member_of_staff(network: Network) -> Client:
    """Đỗ Thị Hoa of the ward, signed in; the ward's phone is published."""
    post = ("--name", "Đỗ Thị Hoa", "--phone", STAFF, "--ward", WARD, "--role", "staff")
    network.command("services.volunteers", "add-staff", *post)
    staff, ward = signed_in(network, STAFF), f"/volunteers/api/v1/wards/{WARD}"
    staff.patch(ward, {"phone": WARD_PHONE}, etag=staff.etag(ward))
    return staff


def signed_in(network: Network, phone: str) -> Client:
    """The holder of this phone, by the code that is sent to it."""
    anyone = Client(network)
    seen = len(network.phone(phone).messages("signin.code"))
    anyone.post("/volunteers/api/v1/sign-in/code", {"phone": phone}, expect=202)
    code = network.phone(phone).code("signin.code", seen + 1)
    answer = anyone.post("/volunteers/api/v1/sign-in/token", {"phone": phone, "code": code}, expect=200)
    return Client(network, f"Bearer {answer['token']}")


def active_volunteers(network: Network, staff: Client, *names: str) -> dict[str, Client]:
    """These of :data:`VOLUNTEERS`, all of them where none is named, approved and signed in."""
    return {name: an_active_volunteer(network, staff, name, VOLUNTEERS[name]) for name in names or VOLUNTEERS}


def an_active_volunteer(network: Network, staff: Client, name: str, phone: str, **more: Any) -> Client:
    """Somebody who is free every day and lives next door, approved and signed in."""
    every_day = [{"weekday": day, "start": "08:00", "end": "18:00"} for day in range(7)]
    profile = {
        "name": name,
        "phone": phone,
        "birth_year": 1998,
        "affiliations": [{"kind": "community_team"}],
        "wards": [WARD],
        "location": NEAR,
        "topics": ["vneid", "public_services"],
        "languages": ["vi"],
        "weekly": every_day,
        "max_open_tasks": 3,
        "consent": {"version": "2026-01", "how": "web", "purposes": ["visit"]},
    }
    applied = Client(network).post("/volunteers/api/v1/volunteers", {**profile, **more}, expect=201)
    staff.post(f"/volunteers/api/v1/volunteers/{applied['id']}/approve", expect=200)
    return signed_in(network, phone)


def a_request(name: str, phone: str, windows: list[Body], **more: Any) -> Body:
    """What somebody born in 1957, at home, asks for herself."""
    return {
        "resident": {"name": name, "phone": phone, "phone_owner": "self", "birth_year": 1957},
        "ward": WARD,
        "address": "số 12, ngõ 34 phố Đội Cấn",
        "landmark": "cạnh nhà văn hóa",
        "met_by": "bà Lan đứng đầu ngõ",
        "location": HOME,
        "place": "home",
        "topics": ["vneid"],
        "windows": windows,
        "consent": {"version": "2026-01", "how": "web", "purposes": ["visit", "reminders"]},
        **more,
    }


def a_span(start: datetime, **long: float) -> Body:
    """A window from ``start``, so long."""
    return {"start": start.isoformat(), "end": (start + timedelta(**long)).isoformat()}


def mornings(network: Network, *days: int) -> list[Body]:
    """From 8:00 to 11:30 on each of these days, counted from today."""
    return [a_span(network.day(day, 8), hours=3.5) for day in days]


def entered(staff: Client, body: Body) -> Body:
    """The slip of a request that staff enter: it is trusted."""
    received = staff.post(REQUESTS, body, expect=201)
    assert received["status"] == "open"
    return received


def first_asked(staff: Client, received: Body) -> None:
    """The first wave has gone out, or nobody could be asked: what staff look at now stays so for a while."""
    until(lambda: staff.get(f"{REQUESTS}/{received['id']}")["status"] != "open")


def holder(network: Network, received: Body) -> Client:
    """Whoever has the request's tracking code."""
    return Client(network, f"Tracking {received['tracking_code']}")


def reaches(who: Client, received: Body, status: str, reason: str | None = None) -> Body:
    """The request, once it stands there, and for this reason where one is given."""

    def standing() -> Body | None:
        request = who.get(f"{REQUESTS}/{received['id']}")
        return request if request["status"] == status and reason in (None, request["reason"]) else None

    return until(standing)


def offered(volunteer: Client, received: Body) -> Body:
    """The volunteer's pending offer for the request, once there is one."""
    return until(lambda: pending(volunteer, received))[0]


def pending(volunteer: Client, received: Body) -> list[Body]:
    """The volunteer's pending offers for the request."""
    offers = volunteer.get(f"{OFFERS}?status=pending&limit=100")["items"]
    return [offer for offer in offers if offer["request_id"] == received["id"]]


def accepts(volunteer: Client, received: Body) -> Body:
    """The volunteer says yes as soon as they are asked."""
    return volunteer.post(f"{OFFERS}/{offered(volunteer, received)['id']}/accept", expect=200)


def visits_of(who: Client, received: Body) -> list[Body]:
    """Every appointment of the request that the caller may see, whatever became of it."""
    return [each for each in who.get(f"{VISITS}?limit=100")["items"] if each["request_id"] == received["id"]]


def the_visit(who: Client, received: Body) -> Body:
    """The one appointment of the request that stands, once it does."""
    return until(lambda: [each for each in visits_of(who, received) if each["status"] in ("scheduled", "confirmed")])[0]


def says_by_sms(network: Network, phone: str, text: str) -> str:
    """Somebody writes back to the ward's number; what it was understood as."""
    body = json.dumps({"id": f"sms-{next(_sms)}", "from": phone, "text": text}).encode()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    answer = requests.post(
        f"{network.addresses['notifications']}/api/v1/inbound/{GATEWAY}",
        data=body,
        headers={"Content-Type": "application/json", "X-Signature": f"sha256={signature}"},
        timeout=SECONDS,
    )
    assert answer.status_code == 202, answer.text
    return str(answer.json()["status"])


def answer_in(text: str, meaning: str) -> str:
    """The digits that a message says to write for ``meaning``: "Nhắn 21: đúng hẹn", "xong nhắn 2"."""
    found = re.search(rf"(\d+): {meaning}|{meaning} nhắn (\d+)", text)
    assert found, f"{text!r} does not say what to write for {meaning!r}"
    return found.group(1) or found.group(2)


def code_in(text: str) -> str:
    """The two words of the visit code."""
    found = re.search(r"Mã hẹn(?: mới)?: ([^.]+)\.", text)
    assert found, f"{text!r} holds no visit code"
    return found.group(1)
