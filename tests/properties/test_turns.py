"""Random turns, crossings and delays over the real kit: whatever people do, the promises hold.

A state machine drives a whole town (``town.py``): people ask, answer, cancel, move, hand back, miss;
staff suspend and pause; time jumps; the post delivers late, twice and in any order. After each turn
what must always hold is looked at; at the end the town comes to rest and everything has to agree.

The seed is fixed, so that a failure is the same for everybody; ``HYPOTHESIS_PROFILE=long`` looks for
new ones (see ``conftest.py``).
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.properties import rules_kept as kept
from tests.properties.actions import RESIDENTS, VOLUNTEERS, People, resident_phone, volunteer_phone
from tests.properties.town import SERVICES, WARD, Answer, Town, a_town

T = TypeVar("T")

WHICH = st.integers(0, 99)
"""One of those there are, counted round."""

SERVICE = st.sampled_from(sorted(SERVICES))
PAUSES = st.sampled_from(
    [timedelta(minutes=1), timedelta(minutes=40), timedelta(hours=3), timedelta(hours=11), timedelta(days=1)]
)
OPEN_TO_ALL = ("unconfirmed", "open", "offered", "accepted", "scheduled", "escalated", "needs_times")


def one_of(found: Sequence[T], which: int) -> T | None:
    return found[which % len(found)] if found else None


class Turns(RuleBasedStateMachine):
    """A ward with its staff, five volunteers and four households."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.closing = ExitStack()
        folder = Path(self.closing.enter_context(tempfile.TemporaryDirectory())) / "town"
        self.town: Town = self.closing.enter_context(a_town(self.template, folder))
        self.people = People.move_in(self.town)
        self.stopped: set[str] = set()
        self.read = len(self.town.letters())

    @initialize(days=st.sets(st.integers(1, 6), min_size=1, max_size=3), needed=st.integers(1, 2))
    def the_first_request_is_there(self, days: set[int], needed: int) -> None:
        self.said(self.people.ask(0, tuple(days), trusted=True, needed=needed))
        self.town.flow()
        self.town.tick("volunteers")

    # What people do.

    @rule(
        who=st.integers(0, len(RESIDENTS) - 1),
        days=st.sets(st.integers(0, 8), min_size=1, max_size=3),
        trusted=st.booleans(),
        needed=st.integers(1, 2),
        place=st.sampled_from(["home", "phone"]),
    )
    def somebody_asks(self, who: int, days: set[int], trusted: bool, needed: int, place: str) -> None:
        self.said(self.people.ask(who, tuple(days), trusted=trusted, needed=needed, place=place))

    @rule(which=WHICH)
    def staff_hear_the_residents_yes(self, which: int) -> None:
        if request := self.request(which, "unconfirmed"):
            path = f"volunteers/requests/{request['request_id']}/verify"
            self.said(self.people.staff.post(path, {"resident_agreed": True}))

    @rule(which=WHICH, who=WHICH, yes=st.booleans())
    def a_volunteer_answers(self, which: int, who: int, yes: bool) -> None:
        volunteer = self.people.volunteers[VOLUNTEERS[who % len(VOLUNTEERS)]]
        answer = volunteer.get("volunteers/offers")
        if offer := one_of(answer.body["items"] if answer.status == 200 else [], which):
            self.said(volunteer.post(f"volunteers/offers/{offer['id']}/{'accept' if yes else 'decline'}"))

    @rule(who=WHICH, digit=st.sampled_from(["1", "0", "2", "11", "10", "DUNG mời", "x"]))
    def somebody_replies_by_sms(self, who: int, digit: str) -> None:
        phones = [letter["to"] for letter in self.town.letters() if "Nhắn" in letter["text"]]
        if phone := one_of(phones, who):
            self.said(self.people.say_by_sms(phone, digit))

    @rule(which=WHICH)
    def a_volunteer_hands_back(self, which: int) -> None:
        accepted = [row for row in self.town.rows("volunteers", "offers") if row["status"] == "accepted"]
        if offer := one_of(accepted, which):
            caller = self.volunteer(offer["volunteer_id"])
            self.said(caller.post(f"volunteers/requests/{offer['request_id']}/hand-back", {"reason": "ill"}))

    @rule(which=WHICH)
    def a_resident_cancels_the_request(self, which: int) -> None:
        request_id, holder = self.people.holder(which)
        self.said(holder.post(f"volunteers/requests/{request_id}/cancel", {"reason": "not_needed"}))

    @rule(which=WHICH, who=st.sampled_from(["holder", "volunteer", "staff"]), reopen=st.booleans())
    def somebody_cancels_the_visit(self, which: int, who: str, reopen: bool) -> None:
        if visit := self.visit(which):
            body: dict[str, Any] = {"reason": "ill"} | ({"reopen": reopen} if who == "staff" else {})
            self.said(self.party(visit, who).post(f"sessions/appointments/{visit['appointment_id']}/cancel", body))

    @rule(which=WHICH, hours=st.integers(-2, 80))
    def staff_move_the_visit(self, which: int, hours: int) -> None:
        if visit := self.visit(which):
            starts_at = (visit["starts_at"] + timedelta(hours=hours)).isoformat()
            path = f"sessions/appointments/{visit['appointment_id']}/move"
            self.said(self.people.staff.post(path, {"starts_at": starts_at}))

    @rule(which=WHICH, step=st.sampled_from(["confirm", "start"]), who=st.sampled_from(["holder", "volunteer"]))
    def the_visit_goes_on(self, which: int, step: str, who: str) -> None:
        if visit := self.visit(which):
            self.said(self.party(visit, who).post(f"sessions/appointments/{visit['appointment_id']}/{step}"))

    @rule(which=WHICH, more=st.booleans())
    def the_visit_is_reported(self, which: int, more: bool) -> None:
        if visit := self.visit(which):
            follow_up = {"topics": ["vneid"], "windows": self.people.windows((3, 4))} if more else None
            body = {"minutes": 50, "skills": [], "follow_up": follow_up, "note": None}
            path = f"sessions/appointments/{visit['appointment_id']}/complete"
            self.said(self.party(visit, "volunteer").post(path, body))

    @rule(which=WHICH, who=st.sampled_from(["resident", "volunteer"]))
    def somebody_was_not_there(self, which: int, who: str) -> None:
        if visit := self.visit(which):
            path = f"sessions/appointments/{visit['appointment_id']}/missed"
            self.said(self.people.staff.post(path, {"who": who}))

    @rule(which=WHICH, days=st.sets(st.integers(1, 5), min_size=1, max_size=2))
    def new_times_are_given(self, which: int, days: set[int]) -> None:
        request_id, holder = self.people.holder(which)
        windows = self.people.windows(tuple(days))
        self.said(holder.post(f"volunteers/requests/{request_id}/windows", {"windows": windows}))

    @rule(which=WHICH, deed=st.sampled_from(["widen", "reopen", "solve-by-phone", "close"]))
    def staff_act_on_a_request(self, which: int, deed: str) -> None:
        if request := self.request(which, *OPEN_TO_ALL):
            self.said(self.people.staff.post(f"volunteers/requests/{request['request_id']}/{deed}"))

    @precondition(lambda self: not self.suspended)
    @rule(who=WHICH)
    def a_volunteer_is_suspended(self, who: int) -> None:
        volunteers = sorted(row["volunteer_id"] for row in self.town.rows("volunteers", "volunteers"))
        path = f"volunteers/volunteers/{volunteers[who % len(volunteers)]}/suspend"
        self.said(self.people.staff.post(path, {"reason": "complaint"}))

    @precondition(lambda self: not self.pauses)
    @rule(hours=st.integers(0, 30), lasts=st.integers(2, 40))
    def the_ward_is_paused(self, hours: int, lasts: int) -> None:
        start = self.town.now + timedelta(hours=hours)
        body = {"from": start.isoformat(), "to": (start + timedelta(hours=lasts)).isoformat(), "reason": "flood"}
        self.said(self.people.staff.post(f"volunteers/wards/{WARD}/pauses", body))

    @rule(who=st.integers(0, len(RESIDENTS) - 1), volunteer=st.booleans())
    def somebody_wants_no_more_messages(self, who: int, volunteer: bool) -> None:
        phone = volunteer_phone(who) if volunteer else resident_phone(who)
        if self.people.say_by_sms(phone, "Dừng lại").status < 300:
            self.stopped.add(phone)

    # What time and the post do.

    @rule(service=SERVICE, place=WHICH, twice=st.booleans())
    def one_event_arrives(self, service: str, place: int, twice: bool) -> None:
        self.town.relay()
        waiting = len(self.town.post.waiting[service])
        if waiting:
            self.town.post.deliver(service, place % waiting, keep=twice)

    @rule()
    def all_news_arrives(self) -> None:
        self.town.flow()

    @rule(service=SERVICE)
    def a_worker_looks_at_the_clock(self, service: str) -> None:
        self.town.tick(service)

    @rule(by=PAUSES)
    def time_passes(self, by: timedelta) -> None:
        self.town.clock.advance(by)
        self.town.tick("volunteers")

    @rule()
    def messages_leave(self) -> None:
        self.town.send()

    # What must hold.

    @invariant()
    def the_rules_are_kept(self) -> None:
        kept.nobody_is_booked_twice(self.town)
        kept.an_unconfirmed_request_has_asked_nobody(self.town)
        kept.nobody_is_asked_again_after_declining(self.town)
        kept.no_more_than_needed_accept(self.town)
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

    @property
    def suspended(self) -> bool:
        return any(row["status"] == "suspended" for row in self.town.rows("volunteers", "volunteers"))

    @property
    def pauses(self) -> bool:
        return any(row.get("pauses") for row in self.town.rows("volunteers", "wards"))

    def request(self, which: int, *statuses: str) -> dict[str, Any] | None:
        found = [row for row in self.town.rows("volunteers", "requests") if row["status"] in statuses]
        return one_of(sorted(found, key=lambda row: row["reference"]), which)

    def visit(self, which: int) -> dict[str, Any] | None:
        found = [row for row in self.town.rows("sessions", "appointments") if row["status"] in kept.STANDING]
        return one_of(sorted(found, key=lambda row: (row["starts_at"], row["request_id"])), which)

    def party(self, visit: dict[str, Any], who: str) -> Any:
        if who == "staff":
            return self.people.staff
        if who == "volunteer":
            return self.volunteer(visit["volunteer_ids"][0])
        ours = next((each for each in self.people.received if each["id"] == visit["request_id"]), None)
        return self.town.holder(ours) if ours else self.people.staff

    def volunteer(self, volunteer_id: str) -> Any:
        names = {row["person_id"]: row["name"] for row in self.town.rows("volunteers", "persons")}
        return self.people.volunteers[names[volunteer_id]]

    def said(self, answer: Answer) -> None:
        """Refusals are fine, and are noted: what matters is what they leave behind."""
        moment: datetime = self.town.now
        note(f"{moment:%d %H:%M} {answer.status} {'' if answer.status < 400 else answer.body.get('detail')}")


TestTurns = Turns.TestCase
