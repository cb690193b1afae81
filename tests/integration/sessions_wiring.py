"""Sessions on a database of the test's own, and the events it hears from volunteers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from services.sessions.bootstrap import build
from services.sessions.config import Config
from services.sessions.domain.spans import Window
from services.sessions.tables import appointments
from shared.clock import ManualClock
from shared.config import Environment
from shared.contracts import Contract, Event
from shared.contracts import notifications as replies
from shared.contracts import volunteers as heard
from shared.ids import new_id
from shared.messaging.port import Delivery
from shared.service import Runtime
from tests.servers.copies import migrated
from tests.unit.sessions.builders import BA_DINH, NOW, span

Sessions = Runtime[Config]

EVERY_DAY = [{"weekday": day, "start": "07:00", "end": "21:00"} for day in range(7)]
WARD = "00004"


@contextmanager
def sessions_on(database_url: str, folder: Path) -> Iterator[Sessions]:
    """The service with its schema, its clock at 8:30 on Monday; closed at the end."""
    settings = {"OUTREACH_DATA_DIR": str(folder), "SESSIONS_DATABASE_URL": database_url}
    runtime = build(Config.read(Environment(settings)), clock=ManualClock(NOW.astimezone(UTC)))
    migrated(runtime)
    _forget_what_it_ships_with(runtime)
    try:
        yield runtime
    finally:
        runtime.stop()


def _forget_what_it_ships_with(sessions: Sessions) -> None:
    """The holidays of the coming years are told and journalled before anything a test is about."""
    with sessions.engine.begin() as connection:
        connection.execute(sessions.parts.kit.outbox.delete())
        connection.execute(sessions.parts.kit.journal.delete())


@dataclass
class AHousehold:
    """One request and what volunteers tells of it. Its ids are its own, its hours Tuesday from 8 to 11."""

    windows: tuple[Window, ...] = (span("8:00", "11:00", 1),)
    needed: int = 1
    minutes: int = 60
    place: str = "home"
    cell: str | None = BA_DINH
    request_id: str = field(default_factory=new_id)
    resident_id: str = field(default_factory=new_id)
    asked_by_id: str = field(default_factory=new_id)
    tracking_hash: str = "ab" * 32
    ward: str = WARD
    neighbourhood: str | None = None

    def state(self, status: str, accepted: dict[str, str]) -> dict[str, Any]:
        """The public state of the request; ``accepted`` maps offers to volunteers."""
        offers = [
            {"offer_id": offer, "volunteer_id": volunteer, "status": "accepted", "minutes": self.minutes}
            for offer, volunteer in accepted.items()
        ]
        return {
            "request_id": self.request_id,
            "reference": "HN-0001",
            "status": status,
            "resident_id": self.resident_id,
            "participants": [],
            "asked_by_id": self.asked_by_id,
            "ward": self.ward,
            "neighbourhood": self.neighbourhood,
            "cell": self.cell,
            "place": self.place,
            "topics": ["vneid"],
            "windows": self.windows,
            "urgency": "normal",
            "needed": self.needed,
            "offers": offers,
            "tracking_hash": self.tracking_hash,
        }

    def opened(self, sequence: int = 1) -> Event:
        data = {**self.state("open", {}), "personal": {"tracking_link": "http://localhost:8000/volunteers/help/x"}}
        return told(heard.REQUEST_OPENED, self.request_id, sequence, data)

    def accepted(self, offers: dict[str, str], sequence: int = 4, status: str = "accepted") -> Event:
        """The last of ``offers`` was accepted just now."""
        offer, volunteer = list(offers.items())[-1]
        own = {"offer_id": offer, "volunteer_id": volunteer, "minutes": self.minutes}
        return told(heard.OFFER_ACCEPTED, self.request_id, sequence, {**self.state(status, offers), **own})

    def stated(self, status: str, offers: dict[str, str], sequence: int) -> Event:
        return told(heard.REQUEST_STATED, self.request_id, sequence, self.state(status, offers))

    def handed_back(self, offer: str, volunteer: str, left: dict[str, str], sequence: int = 7) -> Event:
        """One offer was given back; ``left`` are those that still stand."""
        own = {"offer_id": offer, "volunteer_id": volunteer, "minutes": self.minutes, "reason": "family", "late": False}
        return told(heard.OFFER_HANDED_BACK, self.request_id, sequence, {**self.state("open", left), **own})

    def turned(self, contract: Contract, status: str, sequence: int, **own: str | None) -> Event:
        """Some other turn of the request after which no offer stands; ``own``: ``by``, ``reason``, ``outcome``."""
        return told(contract, self.request_id, sequence, {**self.state(status, {}), **own})

    def cancelled(self, by: str = "resident", sequence: int = 9) -> Event:
        return self.turned(heard.REQUEST_CANCELLED, "cancelled", sequence, by=by, reason="not_needed")

    def closed(self, sequence: int) -> Event:
        return told(heard.REQUEST_CLOSED, self.request_id, sequence, {**self.state("cancelled", {}), "by": "resident"})


def a_volunteer(
    volunteer_id: str,
    weekly: list[dict[str, Any]] | None = None,
    sequence: int = 2,
    *,
    contract: Contract = heard.VOLUNTEER_APPROVED,
    status: str = "active",
    team_id: str | None = None,
) -> Event:
    """An approved volunteer, free every day unless said otherwise."""
    data = {
        "volunteer_id": volunteer_id,
        "status": status,
        "affiliations": [{"kind": "community_team", "team_id": team_id}] if team_id else [],
        "wards": [WARD],
        "weekly": EVERY_DAY if weekly is None else weekly,
        "absences": [],
        "max_open_tasks": 3,
    }
    return told(contract, volunteer_id, sequence, data)


def suspended(volunteer_id: str, sequence: int = 6) -> Event:
    return a_volunteer(volunteer_id, sequence=sequence, contract=heard.VOLUNTEER_SUSPENDED, status="suspended")


def a_team(team_id: str, leader_id: str | None, sequence: int = 1) -> Event:
    data = {"team_id": team_id, "kind": "community_team", "name": "Tổ 12", "ward": WARD, "neighbourhoods": []}
    return told(heard.TEAM_CHANGED, team_id, sequence, {**data, "leader_id": leader_id})


def a_reply(appointment_id: str, template: str, answer: str, *people: str, option: int | None = None) -> Event:
    """Somebody answered a message about this appointment."""
    reply_id = new_id()
    data = {
        "reply_id": reply_id,
        "person_ids": list(people),
        "about": {"kind": "appointment", "id": appointment_id},
        "template": template,
        "answer": answer,
        "option": option,
        "personal": {"phone": "+84912345678", "text": str(option)},
    }
    return replace(told(replies.REPLY_RECEIVED, reply_id, 1, data), source="/notifications")


def a_person(
    person_id: str, name: str, sequence: int = 1, birth_year: int | None = None, address_form: str | None = None
) -> Event:
    data = {
        "person_id": person_id,
        "roles": [],
        "wards": [WARD],
        "language": "vi",
        "address_form": address_form,
        "phone_owner": "self",
        "tokens_valid_after": None,
        "personal": {"name": name, "phone": "+84912345678", "birth_year": birth_year},
    }
    return told(heard.PERSON_CONTACT_CHANGED, person_id, sequence, data)


def a_topic(topic_id: str) -> Event:
    names = {"name_vi": "VNeID", "name_en": "VNeID", "minutes": 60, "money": False, "phone_solvable": False}
    return told(heard.TOPIC_CHANGED, topic_id, 1, {"topic_id": topic_id, **names})


def a_ward(
    code: str,
    *,
    pauses: Sequence[tuple[Window, tuple[str, ...]]] = (),
    settings: dict[str, Any] | None = None,
    sequence: int = 1,
    phone: str | None = "+842438237420",
) -> Event:
    """A ward with tổ 12 and tổ 13; each pause is a span and the ids of the neighbourhoods it holds for."""
    place = {"name": "Phường Ba Đình", "kind": "phuong", "lat": 21.0358, "lon": 105.8342, "phone": phone}
    twelve = {"id": "to-12", "name": "Tổ 12", "aliases": ["Tổ dân phố 12"]}
    thirteen = {"id": "to-13", "name": "Tổ 13", "aliases": []}
    paused = [
        {"pause_id": new_id(), "neighbourhoods": where, "start": span.start, "end": span.end, "reason": "flood"}
        for span, where in pauses
    ]
    told_too = {"neighbourhoods": [twelve, thirteen], "pauses": paused, "settings": settings}
    return told(heard.WARD_CHANGED, code, sequence, {"code": code, **place, **told_too})


def told(contract: Contract, subject: str, sequence: int, data: dict[str, Any]) -> Event:
    """An event of volunteers as it travels."""
    return Event(
        id=new_id(),
        source="/volunteers",
        type=contract.type,
        subject=subject,
        time=datetime(2026, 12, 7, 1, 0, tzinfo=UTC),
        sequence=sequence,
        data=contract.dump(data),
        correlation_id="0198a000-0000-7000-8000-0000000000c1",
    )


def deliver(sessions: Sessions, *events: Event) -> None:
    """Deliver each by itself; what comes too early waits."""
    for event in events:
        sessions.dispatcher.deliver([Delivery(event.to_bytes())])


def hear(sessions: Sessions, *events: Event) -> None:
    """Deliver each by itself, and try again what had come too early until nothing waits."""
    deliver(sessions, *events)
    settle(sessions)


def settle(sessions: Sessions) -> None:
    """Let the waits of deferred events pass, as often as two of them can depend on each other."""
    clock = sessions.clock
    assert isinstance(clock, ManualClock)
    before = clock.moment
    for _ in range(3):
        clock.advance(timedelta(hours=1))
        sessions.dispatcher.retry_due()
    clock.moment = before


def rows(sessions: Sessions, table: Any) -> list[dict[str, Any]]:
    with sessions.reading() as connection:
        return [dict(row) for row in connection.execute(table.select()).mappings()]


def appointments_of(sessions: Sessions, household: AHousehold) -> list[dict[str, Any]]:
    return [row for row in rows(sessions, appointments) if row["request_id"] == household.request_id]


def outgoing(sessions: Sessions) -> list[Event]:
    """What waits in the outbox, oldest first."""
    return [Event.from_bytes(bytes(row["body"])) for row in rows(sessions, sessions.parts.kit.outbox)]
