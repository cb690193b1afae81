"""What sessions and notifications report becomes of the request, whatever the order it comes in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.volunteers.tables import requests
from shared.contracts import notifications, sessions
from shared.ids import new_id
from shared.messaging.restate import LEAP
from tests.integration.agenda_visit import Visit, conflicts, waiting
from tests.integration.volunteers_wiring import volunteers_on
from tests.unit.volunteers.builders import at


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield Visit(office)


def test_a_request_follows_its_appointment_from_placing_to_the_end(visit: Visit) -> None:
    visit.scheduled()
    assert (visit.seen()["status"], visit.seen()["starts_at"]) == ("scheduled", "2025-12-03T02:00:00+00:00")
    visit.hear(sessions.APPOINTMENT_CONFIRMED, 2)
    visit.hear(sessions.APPOINTMENT_STARTED, 3)
    visit.completed()
    assert (visit.seen()["status"], visit.seen()["outcome"]) == ("done", "done")
    steps = [step for kind, step in visit.timeline() if kind == "appointment_followed"]
    assert steps == ["scheduled", "confirmed", "started", "completed"]
    visit.office.tell()
    (closed,) = visit.office.ears.of("request.closed")
    assert (closed.data["outcome"], closed.data["by"]) == ("done", "volunteer")


def test_that_a_visit_runs_over_its_time_is_read_by_staff_alone(visit: Visit) -> None:
    visit.scheduled()
    visit.hear(sessions.APPOINTMENT_STARTED, 2)
    visit.hear(sessions.APPOINTMENT_OVERDUE, 3, by="timer", minutes_over=20)
    inside, outside = (caller.get(f"{visit.path}/timeline").json for caller in (visit.office.staff, visit.holder))
    assert "Quá giờ, chưa báo xong" in [line["text"] for line in inside["items"]]
    assert outside["items"][-1]["text"] == "Người hướng dẫn đã đến (người hướng dẫn)"


def test_a_visit_that_falls_while_somebody_else_is_looked_for_is_told_as_put_off(visit: Visit) -> None:
    visit.scheduled()
    visit.cancelled()
    told = [line["text"] for line in visit.holder.get(f"{visit.path}/timeline").json["items"]]
    assert {"Tạm hoãn lịch hẹn 9 giờ sáng thứ Tư, 3/12", "Đang tìm người khác"} <= set(told)
    assert not any("hủy" in line for line in told)


def test_news_in_the_wrong_order_ends_the_same(visit: Visit) -> None:
    visit.completed()
    visit.hear(sessions.APPOINTMENT_STARTED, 3)
    visit.scheduled()
    assert visit.seen()["status"] == "done"
    assert conflicts(visit.office) == []


@pytest.mark.parametrize(
    ("told", "status"), [("confirmed", "scheduled"), ("under_way", "scheduled"), ("completed", "done")]
)
def test_a_restored_request_is_brought_up_to_date_by_what_is_restated(visit: Visit, told: str, status: str) -> None:
    visit.hear(sessions.APPOINTMENT_STATED, 4, status=told, personal={"code": "hoa sen, con cá"})
    assert (visit.seen()["status"], visit.seen()["appointment_id"]) == (status, visit.appointment_id)


def test_restating_what_is_known_changes_nothing(visit: Visit) -> None:
    visit.completed(follow_up={"topics": ["vneid"], "windows": []})
    before = visit.timeline()
    visit.hear(sessions.APPOINTMENT_STATED, 4, status="completed", personal={"code": "hoa sen, con cá"})
    assert visit.timeline() == before
    assert conflicts(visit.office) == []


def test_a_follow_up_that_was_missed_is_opened_by_what_is_restated_and_only_once(visit: Visit) -> None:
    wanted = {"topics": ["vneid"], "windows": []}
    for sequence in (4, 4, 4 + LEAP):
        visit.hear(
            sessions.APPOINTMENT_STATED, sequence, status="completed", follow_up=wanted, personal={"code": "con gà"}
        )
    visit.completed(follow_up=wanted)
    followed = [row for row in visit.office.rows(requests) if row["follows"] == visit.request["id"]]
    assert [row["status"] for row in followed] == ["needs_times"]
    assert conflicts(visit.office) == []


def test_an_offer_that_found_no_time_ends_by_what_is_restated_and_only_once(visit: Visit) -> None:
    said = {"request_id": visit.request["id"], "offer_id": visit.offer_id, "reason": "no_time_fits"}
    for _ in range(2):
        visit.office.hear(
            sessions.UNPLACED_STATED, visit.offer_id, 1, {**said, "volunteer_id": visit.volunteer.get("/me").json["id"]}
        )
    assert [kind for kind, _ in visit.timeline()].count("offer_unplaced") == 1
    assert visit.seen()["status"] == "open"
    assert conflicts(visit.office) == []


def test_news_of_a_request_not_known_yet_waits(visit: Visit) -> None:
    visit.hear(sessions.APPOINTMENT_SCHEDULED, 1, request_id=new_id(), personal={"code": "hoa sen, con cá"})
    (row,) = visit.office.rows(visit.office.runtime.parts.kit.inbox)
    assert (row["status"], row["reason"]) == ("deferred", "parent_unknown")


def test_newer_news_that_cannot_be_followed_is_shown_to_a_person(visit: Visit) -> None:
    visit.completed()
    visit.hear(sessions.APPOINTMENT_STARTED, 5)
    assert conflicts(visit.office) == ["request_done"]
    assert visit.seen()["status"] == "done"


def test_a_visit_in_the_calendar_keeps_the_volunteer_from_an_overlapping_task(visit: Visit) -> None:
    visit.hear(
        sessions.APPOINTMENT_SCHEDULED, 1, starts_at=at(3, 8), ends_at=at(3, 11), personal={"code": "hoa sen, con cá"}
    )
    wednesday = [{"start": at(3, 8).isoformat(), "end": at(3, 11).isoformat()}]
    request = visit.office.entered(windows=wednesday)
    others = visit.office.staff.get(f"/requests/{request['id']}/candidates").json["others"]
    assert [other["why_not"] for other in others] == [["not_free"]]


def test_what_is_left_to_do_becomes_the_next_request_with_the_same_helper_first(visit: Visit) -> None:
    windows = [{"start": at(10, 8), "end": at(10, 11)}]
    visit.completed(follow_up={"topics": ["public_services"], "windows": windows})
    visit.office.tick()
    (following,) = [line for line in visit.office.staff.get("/requests").json["items"] if line["follows"]]
    assert (following["follows"], following["status"]) == (visit.request["id"], "offered")
    assert following["resident"]["id"] == visit.seen()["resident"]["id"]
    (offer,) = visit.office.staff.get(f"/requests/{following['id']}").json["offers"]
    assert "same_helper" in [reason["name"] for reason in offer["reasons"]]


def test_a_follow_up_without_times_waits_for_somebody_to_say_when(visit: Visit) -> None:
    visit.completed(follow_up={"topics": ["vneid"], "windows": []})
    visit.office.tick()
    (following,) = [line for line in visit.office.staff.get("/requests").json["items"] if line["follows"]]
    assert (following["status"], following["reason"]) == ("needs_times", "follow_up")
    assert len(visit.office.ears.of("request.needs_times")) == 1


@pytest.mark.parametrize("kind", ["request", "offer", "appointment"])
def test_whom_a_message_reached_is_a_line_of_the_timeline(visit: Visit, kind: str) -> None:
    visit.scheduled()
    about = {"request": visit.request["id"], "offer": visit.offer_id, "appointment": visit.appointment_id}[kind]
    reached = {
        "message_id": new_id(),
        "person_id": new_id(),
        "template": "visit.confirm",
        "step": "file",
        "about": {"kind": kind, "id": about},
    }
    visit.office.hear(notifications.PERSON_REACHED, new_id(), 1, reached)
    visit.office.hear(notifications.PERSON_UNREACHED, new_id(), 1, reached)
    assert visit.timeline()[-2:] == [("person_reached", "file"), ("person_unreached", "file")]


def test_a_message_about_anything_else_leaves_no_line(visit: Visit) -> None:
    before = visit.timeline()
    reached = {"message_id": new_id(), "person_id": new_id(), "template": "signin.code", "step": "file"}
    visit.office.hear(
        notifications.PERSON_REACHED, new_id(), 1, {**reached, "about": {"kind": "account", "id": new_id()}}
    )
    assert visit.timeline() == before
    assert {row["status"] for row in visit.office.rows(visit.office.runtime.parts.kit.inbox)} == {"done"}


def test_a_message_about_a_visit_that_stands_no_more_is_a_line_too(visit: Visit) -> None:
    visit.scheduled()
    visit.cancelled(by="staff")
    visit.reached(("appointment", visit.appointment_id))
    assert visit.timeline()[-1] == ("person_reached", "file")
    assert waiting(visit.office) == []


def test_a_visit_the_resident_cancels_ends_the_request(visit: Visit) -> None:
    visit.scheduled()
    visit.cancelled(by="resident", reopen=False)
    assert (visit.seen()["status"], visit.seen()["reason"]) == ("cancelled", "ill")
    (cancelled,) = visit.told("request.cancelled")
    assert (cancelled["by"], cancelled["reason"], cancelled["offers"]) == ("resident", "ill", [])


def test_a_visit_its_volunteer_cancels_is_offered_to_somebody_else_first_in_line(visit: Visit) -> None:
    visit.office.volunteer("Lê Thị Hoa", "+84912000011")
    visit.scheduled()
    visit.cancelled(by="volunteer")
    visit.office.tick()
    assert visit.seen()["status"] == "offered"
    offered = {offer["volunteer"]["name"]: offer["status"] for offer in visit.seen()["offers"]}
    assert offered == {"Nguyễn Văn Minh": "handed_back", "Lê Thị Hoa": "pending"}
    assert [told["reason"] for told in visit.told("offer.handed_back")] == ["ill"]


def test_a_resident_not_at_home_is_told_to_staff_and_nobody_is_asked(visit: Visit) -> None:
    visit.office.volunteer("Lê Thị Hoa", "+84912000011")
    visit.scheduled()
    visit.hear(sessions.APPOINTMENT_MISSED, 2, who="resident")
    visit.office.tick()
    assert (visit.seen()["status"], visit.seen()["reason"]) == ("escalated", "resident_missed")
    assert len(visit.seen()["offers"]) == 1
    assert [told["reason"] for told in visit.told("request.escalated")] == ["resident_missed"]


def test_a_visit_moved_is_followed(visit: Visit) -> None:
    visit.scheduled()
    was = {"start": at(3, 9), "end": at(3, 10)}
    visit.hear(
        sessions.APPOINTMENT_MOVED, 2, starts_at=at(4, 9), ends_at=at(4, 10), was=was, personal={"code": "con gà"}
    )
    assert (visit.seen()["status"], visit.seen()["starts_at"]) == ("scheduled", "2025-12-04T02:00:00+00:00")


@pytest.mark.parametrize(
    ("told", "more", "status"),
    [
        ("cancelled", {"by": "resident", "reason": "ill", "reopen": False}, "cancelled"),
        ("missed", {"who": "resident"}, "escalated"),
    ],
)
def test_a_restored_request_learns_that_its_visit_fell(visit: Visit, told: str, more: Any, status: str) -> None:
    visit.hear(sessions.APPOINTMENT_STATED, 4, status=told, personal={"code": "hoa sen, con cá"}, **more)
    assert visit.seen()["status"] == status
