"""What a document cannot say: which of the well-formed calls are possible in this world, at this time.

A document tells how an id, a code or a span of time is written, not which exist or are to come. Where
Schemathesis means a call to succeed, this puts real ones in place before it is sent; what is refused
after that is a fault of the API or of its document. Everything drawn here follows from what was
generated, so that a run repeats itself.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import requests
from schemathesis import Case
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import StatefulPhaseData

from tests.flows.client import SECONDS
from tests.fuzz import choosing, people, turns, visits, wards
from tests.fuzz.bodies import a_span, the_present
from tests.fuzz.drawn import forwards, number_of, signature, without
from tests.fuzz.roles import STAFF, ward_of
from tests.fuzz.world import World, code_for

KNOWN_SHARE = 4
"""Of so many ids one stays as it was drawn, nobody's, or is another ward's."""

SIGNATURE, MARK_DAY = "X-Signature", "PUT /api/v1/days/{day}"

EXAMPLE = "0912345678"

Body = dict[str, Any]


class Possible:
    """Makes one role's calls to one service possible."""

    def __init__(self, world: World, service: str, role: str) -> None:
        self._world, self._role = world, role
        self._base, self._header = world.network.addresses[service], world.header(role, service)
        self._known, self._strange, self._ward = world.known_to(role), world.strange_to(role), ward_of(role)
        self._turns: Counter[str] = Counter()
        self._cursors: dict[str, str | None] = {}
        self._path = ""

    def prepare(self, case: Case) -> None:
        """Change ``case`` just before it is sent."""
        assert case.meta is not None
        linked = isinstance(case.meta.phase.data, StatefulPhaseData)
        if linked:
            self._spare_the_roles(case)
        elif not case.meta.is_negative_at(ParameterLocation.PATH):
            self._name_what_exists(case)
        if case.meta.generation.mode.is_positive:
            self._name_a_ward(case)
            self._path = case.formatted_path
            change = _BODIES.get(case.operation.label)
            if change is not None and isinstance(case.body, dict):
                case.body = change(self, dict(case.body))
            about = _ABOUT.get(case.operation.label)
            if about is not None and isinstance(case.body, dict):
                body = dict(case.body)
                case.body = about(body, lambda name: self._one_known(name, body))
            self._send_what_was_read(case)
        if SIGNATURE in case.headers and not case.meta.is_negative_at(ParameterLocation.HEADER):
            case.headers[SIGNATURE] = signature(case)

    def hear(self, case: Case, status: int) -> None:
        """A code that is sent takes the place of the one before."""
        if (
            self._role == "tracking"
            and status == 202
            and case.operation.label == "POST /api/v1/requests/{request_id}/code"
        ):
            self._world.codes_asked += 1

    def _name_what_exists(self, case: Case) -> None:
        """In turn: what exists, three times, and then what is nobody's or another ward's.

        A call that is sent again, as some checks do, names what it named before.
        """
        turn = self._turns[case.operation.label]
        for name, drawn in case.path_parameters.items():
            known, strange = self._kept_for(case, name) or [], self._strange.get(name, [])
            if drawn in known or drawn in strange:
                return
            if known and (self._is_kept(name, drawn) or turn % KNOWN_SHARE < KNOWN_SHARE - 1):
                case.path_parameters[name] = known[number_of([turn, self._role, case.operation.label]) % len(known)]
            elif strange and turn // KNOWN_SHARE % 2 == 0:
                case.path_parameters[name] = strange[turn % len(strange)]
        self._turns[case.operation.label] += 1

    def _kept_for(self, case: Case, name: str) -> list[str] | None:
        """What a parameter of this operation may be: what it does must leave something to the others."""
        known = self._known.get(name)
        if name == "appointment_id" and known:
            return visits.one_of(case.operation.label, known)
        if case.operation.label in (turns.VERIFY, turns.SEND_CODE) and self._role not in STAFF:
            return known
        if name in self._kept_names:
            return self._world.turned.get(case.operation.label, known)
        return known

    @property
    def _kept_names(self) -> tuple[str, ...]:
        """What is kept for the role; a leader's offers and another ward's people are their own."""
        if self._role == "other_staff":
            return ()
        offers = ("offer_id",) if self._role == "volunteer" else ()
        return (*offers, "request_id", "volunteer_id", "person_id")

    def _is_kept(self, name: str, drawn: Any) -> bool:
        """Whether an answer was the source of this id, and some other call needs what it names."""
        return name in self._kept_names and (
            drawn in self._known.get(name, ()) or any(drawn in kept for kept in self._world.turned.values())
        )

    def _spare_the_roles(self, case: Case) -> None:
        """Nobody the tester signs in as loses a post, a team or their name."""
        for name, value in case.path_parameters.items():
            if case.method != "GET" and value in self._world.needed and self._known.get(name):
                case.path_parameters[name] = self._known[name][0]

    def _name_a_ward(self, case: Case) -> None:
        """One's own, the other one, or any."""
        if case.query.get("ward"):
            own, other = self._known["code"][0], self._strange["code"][0]
            case.query = {**case.query, "ward": (own, own, other, case.query["ward"])[number_of(case.query) % 4]}

    def _one_known(self, name: str, drawn: Any) -> str:
        """One of the ids that exist."""
        return self._known[name][number_of(drawn) % len(self._known[name])]

    def _send_what_was_read(self, case: Case) -> None:
        """The cursor of a page, the version of what is changed, a key that no other call has."""
        if "cursor" in case.query:
            cursor = self._cursor(case.formatted_path)
            case.query = {**case.query, "cursor": cursor} if cursor else without(case.query, "cursor")
        if "If-Match" in case.headers:
            case.headers["If-Match"] = self._version(case)
        if "Idempotency-Key" in case.headers:
            call = json.dumps([case.formatted_path, case.query, case.body], default=str)
            case.headers["Idempotency-Key"] = hashlib.sha256(call.encode()).hexdigest()

    def _version(self, case: Case) -> str:
        """Of a day, that of the ward's own mark, or of the whole city's."""
        ward = case.body.get("ward") if case.operation.label == MARK_DAY and isinstance(case.body, dict) else None
        answer = self._get(case.formatted_path, **({"ward": str(ward)} if ward else {}))
        return answer.headers.get("ETag", '"1"')

    def _cursor(self, path: str) -> str | None:
        if path not in self._cursors:
            page = self._get(path, limit="1")
            self._cursors[path] = page.json()["next"] if page.ok else None
        return self._cursors[path]

    def _get(self, path: str, **query: str) -> requests.Response:
        headers = {"Authorization": self._header} if self._header else {}
        return requests.get(self._base + path, params=query, headers=headers, timeout=SECONDS)

    def ask_for_help(self, body: Body) -> Body:
        """Times to come, a house that can be found, grown-ups; who works in no ward waits for the promise."""
        body["windows"] = [self._span(span) for span in body.get("windows", [])] or [self._span(body["topics"])]
        if body["place"] == "home" and not (body.get("address") or body.get("landmark")):
            body["landmark"] = "cạnh nhà văn hóa"
        if self._ward:
            body["ward"] = self._ward  # what they enter elsewhere is another ward's, and not found by them afterwards
        else:
            body["urgency"] = "normal"
        people = [body["resident"], *body.get("participants", [])]
        body["resident"], *others = [self._born(person, before=2005) for person in people]
        for part in ("resident", "asked_by"):
            if body.get(part):
                body[part] = self._ownnumber(body[part], body)
        return {**body, "participants": others, "neighbourhood": None}

    def apply(self, body: Body) -> Body:
        """Somebody who is born, in no team yet, free from one hour to a later one."""
        affiliations = [{**each, "team_id": None} for each in body.get("affiliations", [])]
        body = self._ownnumber(self._born(body), body)
        return {**body, "affiliations": affiliations, "weekly": forwards(body["weekly"])}

    def change_me(self, body: Body) -> Body:
        if "weekly" in body:
            body["weekly"] = forwards(body["weekly"])
        if "absences" in body:
            body["absences"] = [self._span(span) for span in body["absences"]]
        return body

    def change_ward(self, body: Body) -> Body:
        """Every neighbourhood has names of its own."""
        places = body.get("neighbourhoods", [])
        for number, place in enumerate(places):
            place["name"] = f"{place['name'][:50]} {number}"
            place["aliases"] = [f"{alias[:50]} {number}.{at}" for at, alias in enumerate(place.get("aliases", []))]
        return body

    def verify(self, body: Body) -> Body:
        """One of the two proofs: staff heard the yes, everybody else was sent a code."""
        return {"resident_agreed": True} if self._role in STAFF else {"code": self._world.newest_code()}

    def sign_in(self, body: Body) -> Body:
        """As somebody who has not yet, with the code that is sent now, as long as there are such people."""
        return code_for(self._world.network, self._world.applied.pop()) if self._world.applied else body

    def move(self, body: Body) -> Body:
        return visits.move(body, self._beside)

    def cancel(self, body: Body) -> Body:
        return visits.cancel(body, self._role)

    def give_windows(self, body: Body) -> Body:
        return turns.windows(body, self._span)

    def missed(self, body: Body) -> Body:
        return visits.missed(body)

    def _beside(self, name: str) -> Any:
        """What the same visit answers under another name."""
        answer = self._get(f"{self._path.rpartition('/')[0]}/{name}")
        return answer.json() if answer.ok else None

    def mark_day(self, body: Body) -> Body:
        """The city any day of the whole city, a ward's head one of heat."""
        return {**body, "ward": None} if self._role == "city" else {**body, "ward": self._ward, "kind": "heat"}

    def write_back(self, body: Body) -> Body:
        """What people answer, from numbers that were asked something."""
        number, drawn = number_of(body), body["text"]
        text = ("1", "0", "2", "21", "20", "123456", "Dừng", drawn)[number % 8]
        return {**body, "text": text, "from": self._one_known("phone", body) if number % 3 else body["from"]}

    def deliver(self, body: Body) -> Body:
        return {**body, "message_id": self._one_known("message_id", body)}

    def complete(self, body: Body) -> Body:
        """Topics there are, each once; the resident alone took part; another visit in times to come."""
        topics = {self._topic(skill["topic"]): skill for skill in body.get("skills", [])}
        body["skills"] = [{**without(skill, "participant_id"), "topic": topic} for topic, skill in topics.items()]
        follow_up = body.get("follow_up")
        if follow_up:
            follow_up["topics"] = sorted({self._topic(topic) for topic in follow_up["topics"]})
            follow_up["windows"] = [self._span(span) for span in follow_up.get("windows", [])]
        return body

    def _span(self, drawn: Any) -> dict[str, str]:
        number = number_of(drawn)
        day = (the_present(self._world.network) + timedelta(days=2 + number % 300)).replace(minute=0, second=0)
        start = day.replace(hour=6 + number % 12, microsecond=0)
        return a_span(start, start + timedelta(minutes=30 + number % 240))

    def _born(self, person: Body, before: int = 2020) -> Body:
        year = person.get("birth_year")
        return {**person, "birth_year": min(int(year), before)} if year is not None else person

    def _ownnumber(self, person: Body, drawn: Any) -> Body:
        """Not the one the document gives as example to everybody: a number gets three codes in a quarter of an hour."""
        if person["phone"] != EXAMPLE:
            return person
        return {**person, "phone": f"098{number_of([self._role, drawn]) % 10_000_000:07d}"}

    def _topic(self, drawn: Any) -> str:
        return ("vneid", "scams", "phone", "ai")[number_of(drawn) % 4]


_BODIES: dict[str, Callable[[Possible, Body], Body]] = {
    "POST /api/v1/requests": Possible.ask_for_help,
    "POST /api/v1/requests/{request_id}/verify": Possible.verify,
    "POST /api/v1/volunteers": Possible.apply,
    "PATCH /api/v1/me": Possible.change_me,
    "PATCH /api/v1/wards/{code}": Possible.change_ward,
    "POST /api/v1/sign-in/token": Possible.sign_in,
    MARK_DAY: Possible.mark_day,
    "POST /api/v1/inbound/{gateway}": Possible.write_back,
    "POST /api/v1/receipts/{gateway}": Possible.deliver,
    turns.GIVE_WINDOWS: Possible.give_windows,
    visits.MOVE: Possible.move,
    visits.CANCEL: Possible.cancel,
    visits.MISSED: Possible.missed,
    visits.COMPLETE: Possible.complete,
}


_ABOUT = {**people.BODIES, **wards.BODIES, **choosing.BODIES}
