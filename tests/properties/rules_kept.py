"""What must hold in the town, whatever its people did and in whatever order the news arrived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time
from itertools import pairwise
from typing import Any

from shared.clock import HANOI
from tests.properties.town import Town

STANDING = ("scheduled", "confirmed", "under_way")
ENDED = ("done", "cancelled", "solved_by_phone", "moved_to_class", "referred", "given_up")

RESIDENTS_REST = ((time(11, 30), time(14, 0)), (time(20, 0), time(7, 0)))
VOLUNTEERS_REST = ((time(22, 0), time(6, 30)),)

HELD_FOR_RESIDENTS = frozenset(
    {
        *("visit.confirm", "visit.confirm.relative", "visit.safety", "visit.reminder.day", "visit.reminder.soon"),
        *("feedback", "asker.done", "request.delayed", "noshow.resident"),
    }
)
"""What a resident or asker never gets while they rest: none of it answers what they have just done."""

HELD_FOR_VOLUNTEERS = frozenset({"offer.taken", "task.reminder"})
INVITING = frozenset({"offer", "visit.reminder.day", "visit.reminder.soon", "task.reminder", "feedback"})
"""What STOP ends."""


def nobody_is_booked_twice(town: Town) -> None:
    calendars: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for row in town.rows("sessions", "appointments"):
        if row["status"] in STANDING:
            for person in {row["resident_id"], *row["participants"], *row["volunteer_ids"]}:
                calendars[person].append((row["starts_at"], row["ends_at"]))
    for person, spans in calendars.items():
        for (_, end), (start, _) in pairwise(sorted(spans)):
            assert end <= start, f"{person} is in two places at {start}"


def an_unconfirmed_request_has_asked_nobody(town: Town) -> None:
    unconfirmed = {row["request_id"] for row in town.rows("volunteers", "requests") if row["status"] == "unconfirmed"}
    asked = [row for row in town.rows("volunteers", "offers") if row["request_id"] in unconfirmed]
    assert asked == []


def nobody_is_asked_again_after_declining(town: Town) -> None:
    """By the journal, in the order in which it became true."""
    said_no: set[tuple[str, str]] = set()
    journal = town.rows("volunteers", town.runtimes["volunteers"].parts.kit.journal)
    for row in sorted(journal, key=lambda row: (row["subject_id"], row["sequence"])):
        if row["subject_kind"] == "request" and "volunteer_id" in (row["detail"] or {}):
            who = (row["subject_id"], row["detail"]["volunteer_id"])
            assert row["kind"] != "offer_made" or who not in said_no
            if row["kind"] in ("offer_declined", "offer_handed_back"):
                said_no.add(who)


def as_many_as_needed_accept_and_no_one_twice(town: Town) -> None:
    needed = {row["request_id"]: row["asking"].needed for row in town.rows("volunteers", "requests")}
    standing: dict[str, list[str]] = defaultdict(list)
    for row in town.rows("volunteers", "offers"):
        if row["status"] == "accepted":
            standing[row["request_id"]].append(row["volunteer_id"])
    for request, volunteers in standing.items():
        assert len(volunteers) == len(set(volunteers)) <= needed[request]


def requests_and_appointments_agree(town: Town) -> None:
    """At rest: an ended request has no standing visit, a scheduled one exactly the visit of its offers, and back."""
    visits: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in town.rows("sessions", "appointments"):
        if row["status"] in STANDING:
            visits[row["request_id"]].append(row)
    accepted: dict[str, set[str]] = defaultdict(set)
    for row in town.rows("volunteers", "offers"):
        if row["status"] == "accepted":
            accepted[row["request_id"]].add(row["offer_id"])
    for request in town.rows("volunteers", "requests"):
        standing = visits.pop(request["request_id"], [])
        if request["status"] == "scheduled":
            (visit,) = standing
            assert set(visit["offer_ids"]) == accepted[request["request_id"]]
            assert (visit["starts_at"], visit["ends_at"]) == (request["starts_at"], request["ends_at"])
        else:
            assert standing == [], f"a visit stands for a request that is {request['status']}"
    assert not visits, "a visit stands for a request nobody knows"


def nothing_is_left_over(town: Town) -> None:
    """At rest: no row waits for the relay, no event for its parent, none was parked, and nothing contradicted."""
    for service, runtime in town.runtimes.items():
        kit = runtime.parts.kit
        assert town.rows(service, kit.outbox) == []
        left = [row for row in town.rows(service, kit.inbox) if row["status"] in ("deferred", "parked")]
        assert left == [], f"{service}: {[(row['type'], row['reason'], row['error']) for row in left]}"
        conflicts = town.rows(service, kit.conflicts)
        assert conflicts == [], f"{service}: {conflicts}"


def no_letter_in_quiet_hours(letters: list[dict[str, Any]]) -> None:
    for letter in letters:
        at = datetime.fromisoformat(letter["at"]).astimezone(HANOI).time()
        rest = _rest_of(letter["template"])
        assert not any(_within(at, *span) for span in rest), f"{letter['template']} left at {at:%H:%M}"


def no_invitation_to(stopped: set[str], letters: list[dict[str, Any]]) -> None:
    assert [letter for letter in letters if letter["to"] in stopped and letter["template"] in INVITING] == []


def every_letter_is_still_true(town: Town, letters: list[dict[str, Any]]) -> None:
    """What has just left about a coming visit speaks of one that stands, as far as notifications can know."""
    visits = {row["id"]: row for row in town.rows("notifications", "appointments")}
    for letter in letters:
        if letter["template"] in ("visit.confirm", "visit.reminder.day", "visit.reminder.soon", "task.reminder"):
            assert visits[letter["about"]["id"]]["status"] in ("scheduled", "confirmed"), letter


def no_letter_twice(letters: list[dict[str, Any]]) -> None:
    ids = [letter["message_id"] for letter in letters]
    assert len(ids) == len(set(ids))


def _rest_of(template: str) -> Sequence[tuple[time, time]]:
    if template in HELD_FOR_RESIDENTS:
        return RESIDENTS_REST
    return VOLUNTEERS_REST if template in HELD_FOR_VOLUNTEERS else ()


def _within(at: time, start: time, end: time) -> bool:
    return start <= at < end if start < end else at >= start or at < end
