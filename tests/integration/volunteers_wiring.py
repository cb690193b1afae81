"""Volunteers on a database of the test's own, over HTTP, with ears for what it tells.

It is 8:30 on Monday 1 December 2025 in Hà Nội. Codes are read from what is told to notifications, as
people read them on their phones.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from services.volunteers.app import create_app
from services.volunteers.bootstrap import build
from services.volunteers.commands.staff import give_post
from services.volunteers.config import Config
from services.volunteers.domain.person import Contact, Post
from shared.clock import ManualClock
from shared.config import Environment
from shared.contracts import CATALOGUES, Contract, Event
from shared.ids import new_id
from shared.messaging.embedded import EmbeddedBroker
from shared.messaging.port import Delivery
from shared.messaging.unit_of_work import Actor
from shared.service import Runtime
from tests.servers.copies import migrated
from tests.unit.volunteers.builders import BA_DINH, MONDAY, at

API = "/api/v1"
STAFF_PHONE = "+84912000001"
RESIDENT_PHONE = "+84912000003"
ASKER_PHONE = "+84912000002"
NEAR = {"lat": 21.0380, "lon": 105.8370}
HOME = {"lat": 21.0386, "lon": 105.8380}
CONSENT = {"version": "2025-11", "how": "web", "purposes": ["visit", "reminders"]}
EVERY_MORNING = [{"weekday": day, "start": "08:00", "end": "11:30"} for day in range(7)]


@dataclass
class Ears:
    """Hears everything volunteers tells, in order."""

    heard: list[Event] = field(default_factory=list)

    def deliver(self, batch: Any, /) -> None:
        self.heard += [Event.from_bytes(delivery.body) for delivery in batch]

    def of(self, name: str) -> list[Event]:
        """The events of ``volunteers.<name>.v1``."""
        return [event for event in self.heard if event.type == f"volunteers.{name}.v1"]


@dataclass(frozen=True)
class Answer:
    """What came back; ``json`` is None without a body."""

    status_code: int
    json: Any
    headers: Headers

    @classmethod
    def of(cls, response: TestResponse) -> Answer:
        return cls(response.status_code, response.json if response.data else None, response.headers)


@dataclass
class Caller:
    """Somebody at the API."""

    client: FlaskClient
    authorization: str | None = None

    def get(self, path: str) -> Answer:
        return Answer.of(self.client.get(API + path, headers=self._headers()))

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        sent = {} if body is None else body
        return Answer.of(self.client.post(API + path, json=sent, headers=self._headers(headers)))

    def patch(self, path: str, body: Any, etag: str | None = None) -> Answer:
        """With the ETag that a GET of the same path answers, unless another is named."""
        named = self._headers({"If-Match": etag or self.get(path).headers["ETag"]})
        return Answer.of(self.client.patch(API + path, json=body, headers=named))

    def _headers(self, more: dict[str, str] | None = None) -> dict[str, str]:
        own = {"Authorization": self.authorization} if self.authorization else {}
        return {**own, **(more or {})}


@dataclass
class Office:
    """The service, its clock, and what it has told."""

    runtime: Runtime[Config]
    ears: Ears

    @property
    def clock(self) -> ManualClock:
        assert isinstance(self.runtime.clock, ManualClock)
        return self.runtime.clock

    @cached_property
    def anyone(self) -> Caller:
        return Caller(create_app(self.runtime).test_client())

    @cached_property
    def staff(self) -> Caller:
        """Staff of Phường Ba Đình."""
        return self.with_post("staff", (BA_DINH,), STAFF_PHONE)

    def with_post(self, role: str, wards: tuple[str, ...], phone: str) -> Caller:
        with self.runtime.unit(Actor("command", "add-staff")) as unit:
            give_post(unit, Contact(f"Đỗ Thị {role.title()}", phone), Post(role, wards, MONDAY.date()))
            unit.commit()
        return self.signed_in(phone)

    def signed_in(self, phone: str, **choice: str) -> Caller:
        self.anyone.post("/sign-in/code", {"phone": phone})
        answer = self.anyone.post("/sign-in/token", {"phone": phone, "code": self.code(phone), **choice})
        assert answer.status_code == 200, answer.json
        return Caller(self.anyone.client, f"Bearer {answer.json['token']}")

    def holder(self, received: dict[str, Any]) -> Caller:
        """Whoever has the tracking code."""
        return Caller(self.anyone.client, f"Tracking {received['tracking_code']}")

    def code(self, phone: str) -> str:
        """The newest code that was sent to this number."""
        self.tell()
        sent = [event.data["personal"] for event in self.ears.of("account.code_requested")]
        return str([each["code"] for each in sent if each["phone"] == phone][-1])

    def volunteer(self, name: str, phone: str, **changes: Any) -> Caller:
        """An active volunteer, signed in."""
        applied = self.anyone.post("/volunteers", an_application(name, phone, **changes)).json
        assert self.staff.post(f"/volunteers/{applied['id']}/approve").status_code == 200
        return self.signed_in(phone)

    def volunteers(self, *names: str, **changes: Any) -> dict[str, Caller]:
        return {name: self.volunteer(name, f"+8491200001{number}", **changes) for number, name in enumerate(names)}

    def entered(self, **changes: Any) -> dict[str, Any]:
        """A request staff entered: it is open."""
        answer = self.staff.post("/requests", a_request_body(**changes))
        assert answer.status_code == 201, answer.json
        return dict(answer.json)

    def tell(self) -> None:
        """Let the relay send what waits in the outbox."""
        relay = self.runtime.relay()
        while relay.run_once():
            pass

    def tick(self, by: timedelta = timedelta(0)) -> None:
        """Let time pass: timers run, what they tell is sent, and they run again."""
        self.clock.advance(by)
        for _ in range(2):
            self.run_timers()
            self.tell()
        self.run_timers()

    def run_timers(self) -> None:
        for timer in self.runtime.parts.timers:
            taken = 1
            while taken:
                with self.runtime.unit(Actor("timer", timer.name)) as unit:
                    taken = timer.run(unit)
                    unit.commit()

    def hear(self, contract: Contract, subject: str, sequence: int, data: dict[str, Any]) -> None:
        """Deliver an event of another service."""
        event = Event(
            id=new_id(),
            source=f"/{contract.owner}",
            type=contract.type,
            subject=subject,
            time=self.clock.now(),
            sequence=sequence,
            data=contract.dump(data),
            correlation_id=new_id(),
        )
        self.runtime.dispatcher.deliver([Delivery(event.to_bytes())])

    def rows(self, table: Any) -> list[dict[str, Any]]:
        with self.runtime.reading() as connection:
            return [dict(row) for row in connection.execute(table.select()).mappings()]


@contextmanager
def volunteers_on(
    database_url: str, folder: Path, broker: EmbeddedBroker | None = None, rules: str | None = None
) -> Iterator[Office]:
    """The service with its schema and its data; closed at the end. Others may listen to the same ``broker``.

    ``rules`` is the TOML of the city's numbers, where a test needs others.
    """
    broker, ears = broker or EmbeddedBroker(), Ears()
    (told,) = [catalogue for catalogue in CATALOGUES if catalogue.owner == "volunteers"]
    broker.subscribe("ears", tuple(told), ears.deliver)
    settings = settings_for(database_url, folder)
    if rules is not None:
        (folder / "rules.toml").write_text(rules, encoding="utf-8")
        settings["OUTREACH_RULES"] = str(folder / "rules.toml")
    config = Config.read(Environment(settings))
    runtime = build(config, clock=ManualClock(MONDAY.astimezone(UTC)), broker=broker)
    migrated(runtime)
    try:
        yield Office(runtime, ears)
    finally:
        runtime.stop()


def settings_for(database_url: str, folder: Path | str) -> dict[str, str]:
    """The environment of a process of this test."""
    return {"OUTREACH_DATA_DIR": str(folder), "VOLUNTEERS_DATABASE_URL": database_url}


def an_application(name: str, phone: str, **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "phone": phone,
        "birth_year": 1998,
        "affiliations": [{"kind": "community_team"}],
        "wards": [BA_DINH],
        "location": NEAR,
        "topics": ["vneid", "public_services"],
        "weekly": EVERY_MORNING,
        "max_open_tasks": 3,
        "consent": CONSENT,
        **changes,
    }


def a_request_body(**changes: Any) -> dict[str, Any]:
    """Lan of Phường Ba Đình asks for VNeID at home, on the mornings of Wednesday to Friday."""
    return {
        "resident": {"name": "Nguyễn Thị Lan", "phone": RESIDENT_PHONE, "birth_year": 1957},
        "ward": BA_DINH,
        "address": "số 12, ngõ 34 phố Đội Cấn",
        "location": HOME,
        "place": "home",
        "topics": ["vneid"],
        "windows": [a_span(at(day, 8), at(day, 11, 30)) for day in (3, 4, 5)],
        "consent": CONSENT,
        **changes,
    }


def on_behalf(**changes: Any) -> dict[str, Any]:
    asked_by = {"name": "Hoàng Thu Trang", "phone": ASKER_PHONE, "relation": "grandchild"}
    return a_request_body(asked_by=asked_by, **changes)


def a_span(start: datetime, end: datetime) -> dict[str, str]:
    return {"start": start.isoformat(), "end": end.isoformat()}
