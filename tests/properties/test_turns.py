"""Random turns, crossings and delays over the real kit: whatever people do, the promises hold.

A state machine drives a whole town (``town.py``): people ask, answer, cancel, move, hand back, miss;
staff suspend and pause; time jumps; the post delivers late, twice and in any order. After each turn
what must always hold is looked at; at the end the town comes to rest and everything has to agree.

The seed is fixed, so that a failure is the same for everybody; ``HYPOTHESIS_PROFILE=long`` looks for
new ones (see ``conftest.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.properties import rules_kept as kept
from tests.properties.actions import RESIDENTS, VOLUNTEERS, People, resident_phone, volunteer_phone
from tests.properties.town import SERVICES, WARD, Answer, Caller, Town, a_place, a_town

T = TypeVar("T")

WHICH = st.integers(0, 99)
"""One of those there are, counted round."""

SERVICE = st.sampled_from(sorted(SERVICES))
PAUSES = st.sampled_from(
    [timedelta(minutes=1), timedelta(minutes=40), timedelta(hours=3), timedelta(hours=11), timedelta(days=1)]
)
PARTIES = ["household", "volunteer", "staff"]
REQUEST_DEEDS = ["verify", "verify", "widen", "windows", "reopen", "cancel", "solve-by-phone", "close"]
MOST_NEEDED = 2
"""The most volunteers one visit needs: so many are left active."""


def one_of(found: Sequence[T], which: int) -> T | None:
    return found[which % len(found)] if found else None


class Turns(RuleBasedStateMachine):
    """A ward with its staff, five volunteers and four households."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.closing = ExitStack()
        folder = self.closing.enter_context(a_place())
        self.town: Town = self.closing.enter_context(a_town(self.template, folder / "town"))
        self.people = People.move_in(self.town)
        self.stopped: set[str] = set()
        self.read = len(self.town.letters())

    @initialize(days=st.sets(st.integers(1, 6), min_size=1, max_size=3), needed=st.integers(1, 2))
    def the_ward_is_in_the_middle_of_its_work(self, days: set[int], needed: int) -> None:
        """Two visits are agreed, two requests look for somebody, one is not confirmed."""
        for who in (0, 1, 2, 3):
            self.said(self.people.ask(who, tuple(days), trusted=True, needed=1 if who < 2 else needed))
        self.said(self.people.ask(0, tuple(days), trusted=False))
        self.town.tick("volunteers")
        for received in self.people.received[:2]:
            self.accept_first(received["id"])
        self.town.flow()
        self.read = len(self.town.letters())

    def accept_first(self, request_id: str) -> None:
        offers = [row for row in self.town.rows("volunteers", "offers") if row["request_id"] == request_id]
        first = min(offers, key=lambda row: row["made_as"])
        self.said(self.volunteer(first["volunteer_id"]).post(f"volunteers/offers/{first['offer_id']}/accept"))

    # What people do. One rule a kind of deed, so that the common ones come as often as the rare.

    @rule(
        who=st.integers(0, len(RESIDENTS) - 1),
        days=st.sets(st.integers(0, 8), min_size=1, max_size=3),
        trusted=st.sampled_from([True, True, False]),
        needed=st.integers(1, 2),
        place=st.sampled_from(["home", "home", "phone"]),
        urgency=st.sampled_from(["normal", "normal", "today"]),
    )
    def somebody_asks(self, who: int, days: set[int], trusted: bool, needed: int, place: str, urgency: str) -> None:
        wanted = {"needed": needed, "place": place, "urgency": urgency if trusted else "normal"}
        self.said(self.people.ask(who, tuple(days), trusted=trusted, **wanted))

    @rule(which=WHICH, answer=st.sampled_from(["accept", "accept", "accept", "decline"]))
    def a_volunteer_answers(self, which: int, answer: str) -> None:
        if offer := self.offer(which, "pending", "expired"):
            self.said(self.volunteer(offer["volunteer_id"]).post(f"volunteers/offers/{offer['offer_id']}/{answer}"))

    @rule(which=WHICH)
    def a_volunteer_hands_back(self, which: int) -> None:
        if offer := self.offer(which, "accepted"):
            caller = self.volunteer(offer["volunteer_id"])
            self.said(caller.post(f"volunteers/requests/{offer['request_id']}/hand-back", {"reason": "ill"}))

    @rule(which=WHICH, deed=st.sampled_from(REQUEST_DEEDS), days=st.sets(st.integers(1, 5), min_size=1, max_size=2))
    def something_is_done_with_a_request(self, which: int, deed: str, days: set[int]) -> None:
        if request := self.request(which):
            bodies: dict[str, Any] = {
                "verify": {"resident_agreed": True},
                "cancel": {"reason": "not_needed"},
                "windows": {"windows": self.people.windows(tuple(days))},
            }
            who = self.household(request["request_id"]) if deed in ("cancel", "windows") else self.people.staff
            self.said(who.post(f"volunteers/requests/{request['request_id']}/{deed}", bodies.get(deed)))

    @rule(which=WHICH, who=st.sampled_from(PARTIES), reopen=st.booleans())
    def somebody_cancels_the_visit(self, which: int, who: str, reopen: bool) -> None:
        body: dict[str, Any] = {"reason": "ill"} | ({"reopen": reopen} if who == "staff" else {})
        self.of_a_visit(which, who, "cancel", body)

    @rule(which=WHICH, who=st.sampled_from(PARTIES), hours=st.integers(-2, 80))
    def somebody_moves_the_visit(self, which: int, who: str, hours: int) -> None:
        if visit := self.visit(which):
            starts_at = (visit["starts_at"] + timedelta(hours=hours)).isoformat()
            self.of_a_visit(which, who, "move", {"starts_at": starts_at})

    @rule(which=WHICH, who=st.sampled_from(PARTIES), step=st.sampled_from(["confirm", "start"]))
    def the_visit_goes_on(self, which: int, who: str, step: str) -> None:
        self.of_a_visit(which, who, step, None)

    @rule(which=WHICH, more=st.booleans())
    def the_visit_is_reported(self, which: int, more: bool) -> None:
        follow_up = {"topics": ["vneid"], "windows": self.people.windows((3, 4))} if more else None
        body = {"minutes": 50, "skills": [], "follow_up": follow_up, "note": None}
        self.of_a_visit(which, "volunteer", "complete", body)

    @rule(which=WHICH, missing=st.sampled_from(["resident", "volunteer"]))
    def somebody_was_not_there(self, which: int, missing: str) -> None:
        self.of_a_visit(which, "staff", "missed", {"who": missing})

    @rule(who=WHICH, text=st.sampled_from(["1", "0", "2", "11", "10", "21", "20", "x"]))
    def somebody_replies_by_sms(self, who: int, text: str) -> None:
        phones = sorted({letter["to"] for letter in self.town.letters() if "Nhắn" in letter["text"]})
        if phone := one_of(phones, who):
            self.said(self.people.say_by_sms(phone, text))

    @rule(trouble=st.sampled_from(["suspend", "pause", "stop"]), who=WHICH, hours=st.integers(0, 30))
    def there_is_trouble(self, trouble: str, who: int, hours: int) -> None:
        getattr(self, f"{trouble}_somebody")(who, hours)

    # What time and the post do.

    @rule(service=SERVICE, place=WHICH, twice=st.booleans())
    def one_event_arrives(self, service: str, place: int, twice: bool) -> None:
        self.town.relay()
        waiting = len(self.town.post.waiting[service])
        if waiting:
            self.town.post.deliver(service, place % waiting, keep=twice)

    @rule()
    def all_news_arrives_and_the_workers_look_at_the_clock(self) -> None:
        self.town.flow()
        for service in SERVICES:
            self.town.tick(service)
        self.town.flow()

    @rule(by=PAUSES, service=SERVICE)
    def time_passes(self, by: timedelta, service: str) -> None:
        self.town.clock.advance(by)
        self.town.tick(service)

    # What must hold.

    @invariant()
    def the_rules_are_kept(self) -> None:
        kept.nobody_is_booked_twice(self.town)
        kept.an_unconfirmed_request_has_asked_nobody(self.town)
        kept.nobody_is_asked_again_after_declining(self.town)
        kept.as_many_as_needed_accept_and_no_one_twice(self.town)
        letters = self.town.letters()
        new, self.read = letters[self.read :], len(letters)
        kept.no_letter_in_quiet_hours(new)
        kept.no_invitation_to(self.stopped, new)
        kept.every_letter_is_still_true(self.town, new)

    def teardown(self) -> None:
        try:
            self.town.quieten()
            self.the_rules_are_kept()
            kept.requests_and_appointments_agree(self.town)
            kept.nothing_is_left_over(self.town)
            kept.no_letter_twice(self.town.letters())
        finally:
            self.closing.close()

    # Who and what there is.

    def suspend_somebody(self, who: int, _hours: int) -> None:
        active = sorted(row["volunteer_id"] for row in self.town.rows("volunteers", "volunteers") if _active(row))
        if len(active) > MOST_NEEDED:
            path = f"volunteers/volunteers/{active[who % len(active)]}/suspend"
            self.said(self.people.staff.post(path, {"reason": "complaint"}))

    def pause_somebody(self, who: int, hours: int) -> None:
        start = self.town.now + timedelta(hours=hours)
        body = {"from": start.isoformat(), "to": (start + timedelta(hours=2 + who)).isoformat(), "reason": "flood"}
        self.said(self.people.staff.post(f"volunteers/wards/{WARD}/pauses", body))

    def stop_somebody(self, who: int, hours: int) -> None:
        phone = volunteer_phone(who % len(VOLUNTEERS)) if hours % 2 else resident_phone(who % len(RESIDENTS))
        self.town.send()
        self.read = len(self.town.letters())
        if self.people.say_by_sms(phone, "Dừng lại").status < 300:
            self.stopped.add(phone)

    def request(self, which: int) -> dict[str, Any] | None:
        found = [row for row in self.town.rows("volunteers", "requests") if row["status"] not in kept.ENDED]
        return one_of(sorted(found, key=lambda row: row["reference"]), which)

    def offer(self, which: int, *statuses: str) -> dict[str, Any] | None:
        found = [row for row in self.town.rows("volunteers", "offers") if row["status"] in statuses]
        return one_of(sorted(found, key=lambda row: (row["made_at"], row["made_as"])), which)

    def visit(self, which: int) -> dict[str, Any] | None:
        found = [row for row in self.town.rows("sessions", "appointments") if row["status"] in kept.STANDING]
        return one_of(sorted(found, key=lambda row: (row["starts_at"], row["request_id"])), which)

    def of_a_visit(self, which: int, who: str, deed: str, body: Any) -> None:
        if visit := self.visit(which):
            path = f"sessions/appointments/{visit['id']}/{deed}"
            self.said(self.party(visit, who).post(path, body))

    def party(self, visit: dict[str, Any], who: str) -> Caller:
        if who == "volunteer":
            return self.volunteer(visit["volunteer_ids"][0])
        return self.people.staff if who == "staff" else self.household(visit["request_id"])

    def household(self, request_id: str) -> Caller:
        """The holder of the request's link; for a follow-up staff, for them."""
        ours = next((each for each in self.people.received if each["id"] == request_id), None)
        return self.town.holder(ours) if ours else self.people.staff

    def volunteer(self, volunteer_id: str) -> Caller:
        names = {row["person_id"]: row["name"] for row in self.town.rows("volunteers", "persons")}
        return self.people.volunteers[names[volunteer_id]]

    def said(self, answer: Answer) -> None:
        """Refusals are fine, and are noted: what matters is what they leave behind."""
        moment: datetime = self.town.now
        note(f"{moment:%d %H:%M} {answer.status} {'' if answer.status < 400 else answer.body.get('detail')}")


def _active(row: dict[str, Any]) -> bool:
    return bool(row["status"] == "active")


TestTurns = Turns.TestCase
