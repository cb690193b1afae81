"""Memorable values for the tests of notifications: it is 8:30 on Monday 30 November 2026 in Hà Nội."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from services.notifications.domain.known import Appointment, OfferState, Person, Request, Topic, Ward
from services.notifications.domain.letter import EMAIL, PHONE, About, Letter, Route
from services.notifications.domain.message import ACCOUNT, Message
from services.notifications.domain.preferences import Wish
from services.notifications.domain.times import Window
from shared.clock import HANOI

NOW = datetime(2026, 11, 30, 8, 30, tzinfo=HANOI)
TUESDAY_NINE = datetime(2026, 12, 1, 9, tzinfo=HANOI)
SATURDAY_HALF_PAST_TWO = datetime(2026, 12, 19, 14, 30, tzinfo=HANOI)

BY_TEXT = Route("file", PHONE, brief=True)
BY_MAIL = Route("smtp", EMAIL, brief=False)

BA_DINH = Ward("00004", "Phường Ba Đình", "phuong", "024 3825 1234")
HUONG_SON = Ward("10480", "Xã Hương Sơn", "xa", None)


def a_person(name: str = "Nguyễn Thị Lan", **changes: Any) -> Person:
    """Somebody with a number of their own; the id is the given name."""
    person = Person(
        id=name.split()[-1],
        name=name,
        phone="+84912345678",
        email=None,
        language="vi",
        address_form=None,
        phone_owner="self",
        birth_year=None,
    )
    return replace(person, **changes)


LAN = a_person()
HUNG = a_person("Trần Văn Hùng", phone="+84987654321")
MAI = a_person("Lê Thị Mai", phone="+84903333444", email="mai@example.org")
VNEID = Topic("vneid", "VNeID", "VNeID")


def a_request(**changes: Any) -> Request:
    """Lan's, asked for by Hùng: VNeID at home in tổ 12, on Tuesday morning, promised for Thursday."""
    request = Request(
        id="request",
        reference="4-26-017",
        status="offered",
        resident_id="Lan",
        asked_by_id="Hùng",
        ward=BA_DINH.code,
        neighbourhood="Tổ 12",
        place="home",
        topics=("vneid",),
        windows=(Window(TUESDAY_NINE - timedelta(hours=1), TUESDAY_NINE + timedelta(hours=2)),),
        offers=(OfferState("offer", "Mai", "pending"),),
        due_at=datetime(2026, 12, 3, 17, tzinfo=HANOI),
    )
    return replace(request, **changes)


def an_appointment(**changes: Any) -> Appointment:
    """Mai visits Lan on Tuesday at nine."""
    appointment = Appointment(
        id="appointment",
        request_id="request",
        volunteer_ids=("Mai",),
        resident_id="Lan",
        asked_by_id="Hùng",
        ward=BA_DINH.code,
        place="home",
        starts_at=TUESDAY_NINE,
        status="scheduled",
    )
    return replace(appointment, **changes)


def a_message(
    notice: str = "request.received", to: Person | str = LAN, part: str = "resident", **changes: Any
) -> Message:
    """Queued just now; about the request unless ``changes`` say otherwise."""
    recipient = to if isinstance(to, str) else to.id
    values: dict[str, Any] = {
        "message_id": "message",
        "notice": notice,
        "once": "event",
        "recipient": recipient,
        "part": part,
        "person_id": None if part == ACCOUNT else recipient,
        "about_kind": "request",
        "about_id": "request",
        "queued_at": NOW,
        "next_at": NOW,
        "ward": BA_DINH.code,
        "request_id": "request",
    }
    return Message(**{**values, **changes})


def a_code(**changes: Any) -> Message:
    """Six digits for a phone that has to be proven, good for ten minutes."""
    values: dict[str, Any] = {
        "about_kind": "account",
        "about_id": "account",
        "request_id": None,
        "ward": None,
        "expires_at": NOW + timedelta(minutes=10),
        "phone": "+84912345678",
        "code": "123456",
        "language": "vi",
    }
    return a_message("signin.code", "account", ACCOUNT, **{**values, **changes})


def about_visit(notice: str, to: Person = LAN, part: str = "resident", **changes: Any) -> Message:
    """News of the visit on Tuesday at nine, with its code."""
    values: dict[str, Any] = {
        "about_kind": "appointment",
        "about_id": "appointment",
        "appointment_id": "appointment",
        "request_id": None,
        "expires_at": TUESDAY_NINE,
        "code": "hoa sen, con cá",
    }
    return a_message(notice, to, part, **{**values, **changes})


def an_offer(to: Person = MAI, **changes: Any) -> Message:
    """Mai is asked until 13:30 today; 300 metres away."""
    values: dict[str, Any] = {
        "about_kind": "offer",
        "about_id": "offer",
        "expires_at": NOW.replace(hour=13, minute=30),
        "distance_m": 300,
    }
    return a_message("offer", to, "volunteer", **{**values, **changes})


def a_letter(**changes: Any) -> Letter:
    """One that has nothing special."""
    letter = Letter(
        message_id="message",
        to="+84912345678",
        channel="file",
        template="request.received",
        language="vi",
        subject="P. Ba Đình đã nhận phiếu 4-26-017",
        text="P. Ba Đình đã nhận phiếu 4-26-017 của bác Lan.",
        about=About("request", "request"),
        at=NOW,
    )
    return replace(letter, **changes)


@dataclass
class Told:
    """What has been told to this service, for the domain to look up."""

    people: tuple[Person, ...] = (LAN, HUNG, MAI)
    wards: tuple[Ward, ...] = (BA_DINH, HUONG_SON)
    topics: tuple[Topic, ...] = (VNEID,)
    requests: tuple[Request, ...] = field(default_factory=lambda: (a_request(),))
    appointments: tuple[Appointment, ...] = field(default_factory=lambda: (an_appointment(),))
    codes: dict[str, str] = field(default_factory=lambda: {"appointment": "hoa sen, con cá"})
    asked: tuple[str, ...] = ("offer",)
    heard: tuple[str, ...] = ("Lan", "Hùng")
    hinted: bool = True
    wishes: dict[str, Wish] = field(default_factory=dict)
    stopped_numbers: tuple[str, ...] = ()
    told: int = 0
    taken: frozenset[int] = frozenset()

    def person(self, id: str) -> Person | None:
        return next((person for person in self.people if person.id == id), None)

    def ward(self, code: str) -> Ward | None:
        return next((ward for ward in self.wards if ward.code == code), None)

    def topic(self, id: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.id == id), None)

    def request(self, id: str) -> Request | None:
        return next((request for request in self.requests if request.id == id), None)

    def appointment(self, id: str) -> Appointment | None:
        return next((appointment for appointment in self.appointments if appointment.id == id), None)

    def visit_code(self, appointment_id: str) -> str | None:
        return self.codes.get(appointment_id)

    def was_asked(self, offer_id: str) -> bool:
        return offer_id in self.asked

    def heard_of(self, appointment_id: str, person_id: str) -> bool:
        return person_id in self.heard

    def was_hinted(self, person_id: str, since: datetime) -> bool:
        return self.hinted

    def wish(self, person_id: str) -> Wish:
        return self.wishes.get(person_id, Wish())

    def stopped(self, phone: str) -> bool:
        return phone in self.stopped_numbers

    def told_since(self, person_id: str, since: datetime) -> int:
        return self.told

    def digits(
        self, phone: str, message_id: str, since: datetime, settled: str | None
    ) -> tuple[int | None, frozenset[int]]:
        return None, self.taken
