"""What the people of the town may do, each as they would do it: at a door, or by SMS."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from shared.clock import HANOI
from shared.ids import new_id
from tests.properties.town import GATEWAY, SECRET, WARD, Answer, Caller, Town

STAFF_PHONE = "+84912000001"
WARD_PHONE = "+842438237420"
VOLUNTEERS = ("Nguyễn Văn Minh", "Trần Thu Hà", "Phạm Đức Long", "Lê Thị Mai", "Vũ Quang Huy")
RESIDENTS = ("Nguyễn Thị Lan", "Hoàng Văn Tám", "Bùi Thị Nhàn", "Đặng Văn Phúc")
HOME = {"lat": 21.0386, "lon": 105.8380}
CONSENT = {"version": "2026-01", "how": "web", "purposes": ["visit", "reminders"]}
TASKS = 2
"""How many open tasks a volunteer of this town takes: few, so that the limit is met."""


@dataclass
class People:
    """Staff, volunteers and residents of one ward; ``received`` are the answers to their requests."""

    town: Town
    staff: Caller
    volunteers: dict[str, Caller] = field(default_factory=dict)
    received: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def move_in(cls, town: Town) -> People:
        staff = town.official("Đỗ Thị Hoa", STAFF_PHONE, "staff", WARD)
        assert staff.patch(f"volunteers/wards/{WARD}", {"phone": WARD_PHONE}).status == 200
        people = cls(town, staff)
        for number, name in enumerate(VOLUNTEERS):
            people.volunteers[name] = _an_active_volunteer(town, staff, name, volunteer_phone(number))
        town.flow()
        return people

    def ask(self, who: int, days: tuple[int, ...], *, trusted: bool, **wanted: Any) -> Answer:
        """A resident asks, through staff or alone; the mornings and afternoons of these days ahead suit."""
        body = {
            "resident": {"name": RESIDENTS[who], "phone": resident_phone(who), "birth_year": 1950},
            "ward": WARD,
            "address": "số 12, ngõ 34",
            "location": HOME,
            "place": "home",
            "topics": ["vneid"],
            "windows": self.windows(days),
            "consent": CONSENT,
            **wanted,
        }
        answer = (self.staff if trusted else self.town.anyone).post("volunteers/requests", body)
        if answer.status == 201:
            self.received.append(answer.body)
        return answer

    def windows(self, days: tuple[int, ...]) -> list[dict[str, str]]:
        today = self.town.now.astimezone(HANOI).replace(hour=0, minute=0, second=0, microsecond=0)
        spans = [(today + timedelta(days=day, hours=8), today + timedelta(days=day, hours=18)) for day in days]
        return [a_span(start, end) for start, end in spans if end > self.town.now]

    def holder(self, number: int) -> tuple[str, Caller]:
        received = self.received[number % len(self.received)]
        return received["id"], self.town.holder(received)

    def say_by_sms(self, phone: str, text: str, provider_id: str | None = None) -> Answer:
        """An SMS to the ward's number, as the gateway hands it over."""
        given = {"id": provider_id or new_id(), "from": phone, "text": text, "at": self.town.now.isoformat()}
        body = json.dumps(given).encode()
        signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        sent = self.town.clients["notifications"].post(
            f"/api/v1/inbound/{GATEWAY}",
            data=body,
            headers={"Content-Type": "application/json", "X-Signature": f"sha256={signature}"},
        )
        assert sent.status_code < 500, sent.text
        return Answer(sent.status_code, sent.json if sent.data else None, None)


def volunteer_phone(number: int) -> str:
    return f"+8491200001{number}"


def resident_phone(number: int) -> str:
    return f"+8491200002{number}"


def a_span(start: datetime, end: datetime) -> dict[str, str]:
    return {"start": start.isoformat(), "end": end.isoformat()}


def _an_active_volunteer(town: Town, staff: Caller, name: str, phone: str) -> Caller:
    body = {
        "name": name,
        "phone": phone,
        "birth_year": 1990,
        "affiliations": [{"kind": "community_team"}],
        "wards": [WARD],
        "location": HOME,
        "topics": ["vneid"],
        "languages": ["vi"],
        "weekly": [{"weekday": day, "start": "07:00", "end": "20:00"} for day in range(7)],
        "max_open_tasks": TASKS,
        "consent": CONSENT,
    }
    applied = town.anyone.post("volunteers/volunteers", body)
    assert applied.status == 201, applied.body
    assert staff.post(f"volunteers/volunteers/{applied.body['id']}/approve").status == 200
    return town.signed_in(phone)
