"""A ward in which the rows of the saga table are lived: who asks, who answers, and what each was told since."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from shared.clock import HANOI
from tests.properties.actions import RESIDENTS, VOLUNTEERS, People, a_span, resident_phone, volunteer_phone
from tests.properties.town import WARD, Caller, Town

LAN, TAM, NHAN, PHUC = range(len(RESIDENTS))
ASKER_PHONE = "+84912000031"
ASKER = {"name": "Trần Văn Dũng", "phone": ASKER_PHONE, "relation": "child"}
STANDING = ("scheduled", "confirmed", "under_way")


@dataclass
class Saga:
    """One request at a time is looked at closely; ``told`` says who heard what since it was asked last."""

    people: People
    read: int = field(default=0)
    seen: set[str] = field(default_factory=set)

    @classmethod
    def begin(cls, town: Town) -> Saga:
        saga = cls(People.move_in(town))
        saga.told()
        return saga

    @property
    def town(self) -> Town:
        return self.people.town

    @property
    def staff(self) -> Caller:
        return self.people.staff

    # What people do.

    def ask(self, who: int = LAN, days: tuple[int, ...] = (2, 3), *, trusted: bool = True, **wanted: Any) -> str:
        """Somebody asks and the first wave leaves, if one may; the id of the request."""
        answer = self.people.ask(who, days, trusted=trusted, **wanted)
        assert answer.status == 201, answer.body
        self.rest()
        request_id: str = answer.body["id"]
        return request_id

    def placed(self, who: int = LAN, days: tuple[int, ...] = (2, 3), **wanted: Any) -> str:
        """A request with its visit fixed, and everything about it told."""
        request_id = self.ask(who, days, **wanted)
        for name in self.asked(request_id)[: wanted.get("needed", 1)]:
            self.say_yes(request_id, name)
        self.rest()
        assert self.request(request_id)["status"] == "scheduled"
        self.told()
        return request_id

    def say_yes(self, request_id: str, name: str) -> None:
        answer = self.answer(request_id, name, "accept")
        assert answer == 200, answer

    def answer(self, request_id: str, name: str, answer: str) -> int:
        offer = next(row for row in self.offers(request_id, name) if row["status"] in ("pending", "expired"))
        return self.people.volunteers[name].post(f"volunteers/offers/{offer['offer_id']}/{answer}").status

    def do(self, caller: Caller, path: str, body: Any = None) -> Any:
        """A deed that has to be taken."""
        answer = caller.post(path, body)
        assert answer.status < 300, answer.body
        return answer.body

    def of_visit(self, caller: Caller, request_id: str, deed: str, body: Any = None) -> Any:
        return self.do(caller, f"sessions/appointments/{self.visit(request_id)['id']}/{deed}", body)

    def of_request(self, caller: Caller, request_id: str, deed: str, body: Any = None) -> Any:
        return self.do(caller, f"volunteers/requests/{request_id}/{deed}", body)

    def holder(self, request_id: str) -> Caller:
        """Whoever was given the request's link."""
        received = next(each for each in self.people.received if each["id"] == request_id)
        return self.town.holder(received)

    def rest(self) -> None:
        self.town.quieten()

    def pass_time(self, **by: float) -> None:
        """The clock is moved on, and everything that happens by itself happens."""
        self.town.clock.advance(timedelta(**by))
        self.rest()

    def until(self, moment: datetime) -> None:
        self.town.clock.advance(moment - self.town.now)
        self.rest()

    # What there is then.

    def request(self, request_id: str) -> dict[str, Any]:
        return next(row for row in self.town.rows("volunteers", "requests") if row["request_id"] == request_id)

    def offers(self, request_id: str, name: str | None = None) -> list[dict[str, Any]]:
        """Its offers in the order they were made; with ``name`` those to this volunteer."""
        found = [row for row in self.town.rows("volunteers", "offers") if row["request_id"] == request_id]
        named = [row for row in found if name is None or self.names[row["volunteer_id"]] == name]
        return sorted(named, key=lambda row: row["made_as"])

    def asked(self, request_id: str) -> list[str]:
        """Whose answer is awaited."""
        return [self.names[row["volunteer_id"]] for row in self.offers(request_id) if row["status"] == "pending"]

    def helpers(self, request_id: str) -> list[str]:
        """Who has said yes, and still goes."""
        return [self.names[row["volunteer_id"]] for row in self.offers(request_id) if row["status"] == "accepted"]

    def visits(self, request_id: str) -> list[dict[str, Any]]:
        found = [row for row in self.town.rows("sessions", "appointments") if row["request_id"] == request_id]
        return sorted(found, key=lambda row: row["id"])

    def visit(self, request_id: str) -> dict[str, Any]:
        """Its latest visit."""
        return self.visits(request_id)[-1]

    def stands(self, request_id: str) -> bool:
        return any(row["status"] in STANDING for row in self.visits(request_id))

    @property
    def names(self) -> dict[str, str]:
        return {row["person_id"]: row["name"] for row in self.town.rows("volunteers", "persons")}

    def told(self) -> set[tuple[str, str]]:
        """Who was told what since this was asked last: (given name or ``ward`` for staff, template)."""
        letters = self.town.letters()
        new, self.read = letters[self.read :], len(letters)
        inbox = self.staff.get("notifications/inbox?limit=100").body["items"]
        for_staff = [item for item in inbox if item["for_staff"] and item["id"] not in self.seen]
        self.seen |= {item["id"] for item in for_staff}
        return {(_who(letter["to"]), letter["template"]) for letter in new} | {
            ("ward", item["template"]) for item in for_staff
        }

    def calls(self) -> set[tuple[str, str]]:
        """The call list: (name or number, why)."""
        items = self.staff.get(f"notifications/calls?ward={WARD}").body["items"]
        return {(item["name"] or item["phone"], item["why"]) for item in items}

    def code_to(self, who: int) -> str:
        """The latest code that was sent to a resident."""
        return self._code(resident_phone(who))

    def code_to_asker(self) -> str:
        return self._code(ASKER_PHONE)

    def _code(self, phone: str) -> str:
        letters = [letter for letter in self.town.letters() if letter["to"] == phone]
        return re.findall(r"\b\d{6}\b", letters[-1]["text"])[0]

    def hours(self, day: int, *spans: tuple[int, int]) -> list[dict[str, str]]:
        """Windows on the day so many days ahead, by their local hours."""
        today = self.town.now.astimezone(HANOI).replace(hour=0, minute=0, second=0, microsecond=0)
        times = [
            (today + timedelta(days=day, hours=start), today + timedelta(days=day, hours=end)) for start, end in spans
        ]
        return [a_span(start, end) for start, end in times]

    def id_of(self, name: str) -> str:
        return next(id for id, called in self.names.items() if called == name)

    def deliver(self, service: str) -> None:
        """Only this service hears what waits for it."""
        while self.town.post.waiting[service]:
            self.town.post.deliver(service)
        self.town.send()

    def conflicts(self) -> list[dict[str, Any]]:
        """Everything that contradicted what a service knew."""
        return [
            row
            for name, runtime in self.town.runtimes.items()
            for row in self.town.rows(name, runtime.parts.kit.conflicts)
        ]

    def timeline(self, request_id: str) -> list[str]:
        lines = self.staff.get(f"volunteers/requests/{request_id}/timeline?limit=100").body["items"]
        return [line["text"] for line in lines]


def _who(phone: str) -> str:
    numbers = {resident_phone(n): name for n, name in enumerate(RESIDENTS)}
    numbers |= {volunteer_phone(n): name for n, name in enumerate(VOLUNTEERS)}
    return {**numbers, ASKER_PHONE: ASKER["name"]}.get(phone, phone)
