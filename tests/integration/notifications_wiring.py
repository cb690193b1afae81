"""Notifications on a database of the test's own, the events it hears, and the lines of its file as people's phones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from services.notifications.bootstrap import build
from services.notifications.config import Config
from services.notifications.sender import Sender
from services.notifications.tables import messages
from shared.clock import HANOI, ManualClock
from shared.config import Environment
from shared.contracts import Contract, Event
from shared.contracts import sessions as agenda
from shared.contracts import volunteers as heard
from shared.ids import new_id
from shared.messaging.port import Delivery
from shared.messaging.unit_of_work import Actor
from shared.service import Runtime
from tests.servers.copies import migrated
from tests.unit.notifications.builders import NOW, TUESDAY_NINE

Notifications = Runtime[Config]

WARD = "00004"


def settings(database_url: str, folder: Path, **more: str) -> dict[str, str]:
    return {"OUTREACH_DATA_DIR": str(folder), "NOTIFICATIONS_DATABASE_URL": database_url, **more}


def nobody_rests(folder: Path) -> str:
    """Rules by which quiet hours are half a day away, for tests that run at the time it really is."""
    far = datetime.now(HANOI) + timedelta(hours=12)
    span = f"{far:%H:%M}-{far + timedelta(minutes=1):%H:%M}"
    path = folder / "rules.toml"
    path.write_text(f'[network]\nquiet_residents = ["{span}"]\nquiet_volunteers = ["{span}"]\n', encoding="utf-8")
    return str(path)


@contextmanager
def notifications_on(database_url: str, folder: Path, *, now: datetime = NOW, **more: str) -> Iterator[Notifications]:
    """The service with its schema, its clock standing at ``now``; closed at the end."""
    config = Config.read(Environment(settings(database_url, folder, **more)))
    runtime = build(config, clock=ManualClock(now.astimezone(UTC)))
    migrated(runtime)
    try:
        yield runtime
    finally:
        runtime.stop()


def pass_time(notifications: Notifications, by: timedelta) -> None:
    clock = notifications.clock
    assert isinstance(clock, ManualClock)
    clock.advance(by)


def hear(notifications: Notifications, *events: Event) -> None:
    """Deliver each by itself."""
    for event in events:
        notifications.dispatcher.deliver([Delivery(event.to_bytes())])


def send_all(notifications: Notifications) -> None:
    """Let timers and one sender do everything that is due now."""
    sender = Sender(notifications)
    more = True
    while more:
        more = sender.step() or run_timers(notifications)


def run_timers(notifications: Notifications) -> bool:
    """One turn of every timer; whether any had something to do."""
    taken = 0
    for timer in notifications.parts.timers:
        with notifications.unit(Actor("timer", timer.name)) as unit:
            taken += timer.run(unit)
            unit.commit()
    return taken > 0


def lines(folder: Path) -> list[dict[str, Any]]:
    """What arrived on people's phones, in order."""
    path = folder / "messages.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def arrived(folder: Path) -> list[tuple[str, str]]:
    """Of each line the number and the template."""
    return [(line["to"], line["template"]) for line in lines(folder)]


def stored(notifications: Notifications) -> list[dict[str, Any]]:
    """The messages, oldest first."""
    with notifications.reading() as connection:
        return [dict(row) for row in connection.execute(messages.select().order_by(messages.c.id)).mappings()]


def outgoing(notifications: Notifications) -> list[Event]:
    """What waits in the outbox, oldest first."""
    with notifications.reading() as connection:
        rows = connection.execute(notifications.parts.kit.outbox.select()).mappings()
        return [Event.from_bytes(bytes(row["body"])) for row in rows]


@dataclass
class AStory:
    """Lan asks through Hùng, Mai is asked and goes; every event as volunteers and sessions tell it."""

    resident_id: str = field(default_factory=new_id)
    asked_by_id: str | None = field(default_factory=new_id)
    volunteer_id: str = field(default_factory=new_id)
    request_id: str = field(default_factory=new_id)
    offer_id: str = field(default_factory=new_id)
    appointment_id: str = field(default_factory=new_id)
    lans_phone: str | None = "+84912345678"
    lans_phone_owner: str = "self"
    lans_email: str | None = None
    hungs_phone: str = "+84987654321"
    mais_phone: str = "+84903333444"
    mais_email: str | None = None
    tracking_hash: str = "ab" * 32

    def background(self) -> list[Event]:
        """What everybody knows before the request: the ward, the topic, the people."""
        return [self.ward(), self.topic(), *self.people()]

    def ward(self, sequence: int = 1, **more: Any) -> Event:
        data = {"code": WARD, "name": "Phường Ba Đình", "kind": "phuong", "lat": 21.0386, "lon": 105.838}
        return told(heard.WARD_CHANGED, WARD, sequence, {**data, "phone": "+842438251234", **more})

    def paused(self, reason: str = "flood", neighbourhood: str | None = None) -> Event:
        """The ward, with a pause over the whole of Tuesday."""
        midnight = TUESDAY_NINE - timedelta(hours=9)
        pause = {
            "pause_id": "pause-1",
            "neighbourhoods": [neighbourhood] if neighbourhood else [],
            "start": midnight,
            "end": midnight + timedelta(days=1),
            "reason": reason,
        }
        to_12 = {"id": "to-12", "name": "Tổ 12", "aliases": []}
        return self.ward(2, neighbourhoods=[to_12], pauses=[pause])

    def topic(self) -> Event:
        data = {"topic_id": "vneid", "name_vi": "VNeID", "name_en": "VNeID"}
        return told(heard.TOPIC_CHANGED, "vneid", 1, {**data, "minutes": 60, "money": False, "phone_solvable": False})

    def people(self) -> list[Event]:
        asker = [a_person(self.asked_by_id, "Trần Văn Hùng", self.hungs_phone)] if self.asked_by_id else []
        return [self.resident(), *asker, self.volunteer()]

    def resident(self, sequence: int = 1, contract: Contract = heard.PERSON_CONTACT_CHANGED) -> Event:
        return a_person(
            self.resident_id,
            "Nguyễn Thị Lan",
            self.lans_phone,
            self.lans_phone_owner,
            sequence,
            email=self.lans_email,
            contract=contract,
        )

    def volunteer(self) -> Event:
        return a_person(self.volunteer_id, "Lê Thị Mai", self.mais_phone, email=self.mais_email)

    def state(self, status: str, offer: str | None = None) -> dict[str, Any]:
        """The public state of the request; ``offer`` is the state of Mai's, when it is pending or stands."""
        asked = {"offer_id": self.offer_id, "volunteer_id": self.volunteer_id, "status": offer, "minutes": 60}
        return {
            "request_id": self.request_id,
            "reference": "4-26-017",
            "status": status,
            "resident_id": self.resident_id,
            "participants": [self.resident_id],
            "asked_by_id": self.asked_by_id,
            "ward": WARD,
            "neighbourhood": "Tổ 12",
            "place": "home",
            "topics": ["vneid"],
            "windows": [{"start": TUESDAY_NINE, "end": TUESDAY_NINE + timedelta(hours=2)}],
            "urgency": "normal",
            "needed": 1,
            "offers": [asked] if offer else [],
            "due_at": NOW + timedelta(days=3),
            "tracking_hash": self.tracking_hash,
        }

    def request(self, contract: Contract, sequence: int, status: str, offer: str | None = None, **own: Any) -> Event:
        """Any fact of the request."""
        return told(contract, self.request_id, sequence, {**self.state(status, offer), **own})

    def opened(self, sequence: int = 2) -> Event:
        link = {"tracking_link": "http://localhost:8000/volunteers/help/x"}
        return self.request(heard.REQUEST_OPENED, sequence, "open", personal=link)

    def offer_made(self, sequence: int = 3, expires_at: datetime = NOW + timedelta(hours=5)) -> Event:
        own = {"wave": 1, "expires_at": expires_at, "distance_m": 300, **self._offer}
        return self.request(heard.OFFER_MADE, sequence, "offered", "pending", **own)

    def offer_withdrawn(
        self,
        sequence: int = 4,
        reason: str = "others_first",
        *,
        accepted: bool = False,
        status: str = "accepted",
        by: str | None = None,
    ) -> Event:
        own = {"reason": reason, "accepted": accepted, "by": by, **self._offer}
        return self.request(heard.OFFER_WITHDRAWN, sequence, status, None, **own)

    def answer_refused(self, sequence: int, reason: str) -> Event:
        own = {**self._offer, "reason": reason}
        return self.request(heard.OFFER_ANSWER_REFUSED, sequence, "offered", "pending", **own)

    def received(self, sequence: int = 1) -> Event:
        link = {"tracking_link": "http://localhost:8000/volunteers/help/x"}
        return self.request(heard.REQUEST_RECEIVED, sequence, "unconfirmed", personal=link)

    def accepted(self, sequence: int = 4) -> Event:
        return self.request(heard.OFFER_ACCEPTED, sequence, "accepted", "accepted", **self._offer, minutes=60)

    def request_cancelled(self, sequence: int = 5, by: str = "resident") -> Event:
        return self.request(heard.REQUEST_CANCELLED, sequence, "cancelled", by=by, reason="not_needed")

    def escalated(self, sequence: int = 5, reason: str = "waves_used_up") -> Event:
        return self.request(heard.REQUEST_ESCALATED, sequence, "escalated", reason=reason)

    def needs_times(self, sequence: int = 5, reason: str = "windows_past") -> Event:
        return self.request(heard.REQUEST_NEEDS_TIMES, sequence, "needs_times", reason=reason)

    def closed(self, sequence: int = 6) -> Event:
        return self.request(heard.REQUEST_CLOSED, sequence, "cancelled", outcome="cancelled")

    def appointment(self, contract: Contract, sequence: int, status: str, **own: Any) -> Event:
        """Any fact of the appointment."""
        state = {
            "appointment_id": self.appointment_id,
            "request_id": self.request_id,
            "offer_ids": [self.offer_id],
            "volunteer_ids": [self.volunteer_id],
            "resident_id": self.resident_id,
            "asked_by_id": self.asked_by_id,
            "ward": WARD,
            "place": "home",
            "topics": ["vneid"],
            "starts_at": TUESDAY_NINE,
            "ends_at": TUESDAY_NINE + timedelta(hours=1),
            "status": status,
            "tracking_hash": self.tracking_hash,
        }
        return told(contract, self.appointment_id, sequence, {**state, **own})

    def scheduled(self, sequence: int = 1) -> Event:
        return self.appointment(
            agenda.APPOINTMENT_SCHEDULED, sequence, "scheduled", personal={"code": "hoa sen, con cá"}
        )

    def completed(self, sequence: int = 4) -> Event:
        own = {"by": "volunteer", "minutes": 50, "skills": [], "follow_up": None}
        return self.appointment(agenda.APPOINTMENT_COMPLETED, sequence, "completed", **own)

    def moved(self, to: datetime, sequence: int = 2, code: str = "con voi, cây đa") -> Event:
        own = {"was": {"start": TUESDAY_NINE, "end": TUESDAY_NINE + timedelta(hours=1)}, "by": "staff"}
        times = {"starts_at": to, "ends_at": to + timedelta(hours=1)}
        return self.appointment(
            agenda.APPOINTMENT_MOVED, sequence, "scheduled", **times, **own, personal={"code": code}
        )

    def cancelled(
        self, by: str, reason: str = "other", *, reopen: bool = False, sequence: int = 3, **more: Any
    ) -> Event:
        own = {"by": by, "reason": reason, "reopen": reopen, "late": False}
        return self.appointment(agenda.APPOINTMENT_CANCELLED, sequence, "cancelled", **own, **more)

    def missed(self, who: str, sequence: int = 3) -> Event:
        return self.appointment(agenda.APPOINTMENT_MISSED, sequence, "missed", who=who, by="volunteer")

    def code_requested(self, *, until: datetime = NOW + timedelta(minutes=10), code: str = "123456") -> Event:
        data = {
            "account_id": self.resident_id,
            "purpose": "request",
            "request_id": self.request_id,
            "reference": "4-26-017",
            "ward": WARD,
            "language": "vi",
            "expires_at": until,
            "personal": {"phone": self.hungs_phone, "code": code},
        }
        return told(heard.CODE_REQUESTED, self.resident_id, 1, data)

    @property
    def _offer(self) -> dict[str, str]:
        return {"offer_id": self.offer_id, "volunteer_id": self.volunteer_id}


def a_person(
    person_id: str,
    name: str,
    phone: str | None,
    owner: str = "self",
    sequence: int = 1,
    *,
    email: str | None = None,
    contract: Contract = heard.PERSON_CONTACT_CHANGED,
) -> Event:
    data = {
        "person_id": person_id,
        "roles": [],
        "wards": [WARD],
        "language": "vi",
        "phone_owner": owner,
        "personal": {"name": name, "phone": phone, "email": email},
    }
    return told(contract, person_id, sequence, data)


def told(contract: Contract, subject: str, sequence: int, data: dict[str, Any]) -> Event:
    """An event as it travels."""
    return Event(
        id=new_id(),
        source=f"/{contract.owner}",
        type=contract.type,
        subject=subject,
        time=NOW,
        sequence=sequence,
        data=contract.dump(data),
        correlation_id="0198a000-0000-7000-8000-0000000000c1",
    )
