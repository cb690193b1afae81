"""Reminders follow the appointment and die with it, and nobody is written to who rests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.clock import HANOI
from shared.contracts import sessions as agenda
from shared.contracts import volunteers as heard
from shared.ids import new_id
from tests.integration.notifications_wiring import (
    AStory,
    Notifications,
    arrived,
    hear,
    lines,
    notifications_on,
    pass_time,
    send_all,
)

LAN, MAI = "+84912345678", "+84903333444"
REMINDERS = ("visit.reminder.day", "visit.reminder.soon", "task.reminder")


@pytest.fixture
def notifications(database_url: str, tmp_path: Path) -> Iterator[Notifications]:
    with notifications_on(database_url, tmp_path) as runtime:
        yield runtime


@pytest.fixture
def story(notifications: Notifications) -> AStory:
    """On Monday morning Lan's visit was fixed for Tuesday at nine."""
    story = AStory(asked_by_id=None)
    hear(notifications, *story.background(), story.opened(), story.scheduled())
    send_all(notifications)
    return story


def wait_until(notifications: Notifications, day: int, clock: str) -> None:
    """Let time pass in steps of ten minutes, everything that is due leaving on the way."""
    hour, minute = map(int, clock.split(":"))
    until = datetime(2026, 11, 30, hour, minute, tzinfo=HANOI) + timedelta(days=day - 30)
    while notifications.clock.now() < until:
        pass_time(notifications, min(timedelta(minutes=10), until - notifications.clock.now()))
        send_all(notifications)


def reminded(folder: Path) -> list[tuple[str, str, str]]:
    """Who was reminded how, and when on the clock of Hà Nội."""
    told = [line for line in lines(folder) if line["template"].startswith(REMINDERS)]
    return [
        (line["to"], line["template"], f"{datetime.fromisoformat(line['at']).astimezone(HANOI):%d %H:%M}")
        for line in told
    ]


def moved(story: AStory, day: int, hour: int) -> Any:
    start = datetime(2026, 12, day, hour, tzinfo=HANOI)
    was = {"start": datetime(2026, 12, 1, 9, tzinfo=HANOI), "end": datetime(2026, 12, 1, 10, tzinfo=HANOI)}
    times = {"starts_at": start, "ends_at": start + timedelta(hours=1), "was": was}
    return story.appointment(
        agenda.APPOINTMENT_MOVED, 2, "scheduled", by="staff", personal={"code": "con cá, cái ô"}, **times
    )


def test_everybody_is_reminded_before_quiet_hours(notifications: Notifications, story: AStory, tmp_path: Path) -> None:
    wait_until(notifications, 31, "9:00")
    assert reminded(tmp_path) == [
        (LAN, "visit.reminder.day", "30 18:00"),
        (LAN, "visit.reminder.soon", "01 07:00"),
        (MAI, "task.reminder", "01 07:00"),
    ]


def test_a_reminder_names_the_code_as_it_is(notifications: Notifications, story: AStory, tmp_path: Path) -> None:
    wait_until(notifications, 30, "18:00")
    assert "Mã hẹn: hoa sen, con cá." in lines(tmp_path)[-1]["text"]


def test_a_reminder_follows_an_appointment_that_was_moved(
    notifications: Notifications, story: AStory, tmp_path: Path
) -> None:
    hear(notifications, moved(story, 3, 15))
    wait_until(notifications, 33, "15:00")
    assert reminded(tmp_path) == [
        (LAN, "visit.reminder.day", "02 18:00"),
        (LAN, "visit.reminder.soon", "03 11:00"),
        (MAI, "task.reminder", "03 13:00"),
    ]
    assert all("hoa sen" not in line["text"] for line in lines(tmp_path) if line["template"] in REMINDERS)


def test_who_was_reminded_is_reminded_again_of_another_time(
    notifications: Notifications, story: AStory, tmp_path: Path
) -> None:
    wait_until(notifications, 30, "18:30")
    hear(notifications, moved(story, 3, 15))
    wait_until(notifications, 32, "18:10")
    assert [when for to, _, when in reminded(tmp_path) if to == LAN] == ["30 18:00", "02 18:00"]


def test_a_reminder_dies_with_the_appointment(notifications: Notifications, story: AStory, tmp_path: Path) -> None:
    own = {"by": "staff", "reason": "weather", "late": True, "reopen": True}
    hear(notifications, story.appointment(agenda.APPOINTMENT_CANCELLED, 2, "cancelled", **own))
    wait_until(notifications, 31, "9:30")
    assert reminded(tmp_path) == []


def test_a_visit_that_was_lost_and_placed_anew_is_the_only_one_reminded_of(
    notifications: Notifications, story: AStory, tmp_path: Path
) -> None:
    hear(notifications, moved(replace(story, appointment_id=new_id()), 3, 15))
    wait_until(notifications, 33, "15:00")
    assert {(template, when[:2]) for _, template, when in reminded(tmp_path)} == {
        ("visit.reminder.day", "02"),
        ("visit.reminder.soon", "03"),
        ("task.reminder", "03"),
    }


def test_confirming_reminds_nobody_twice(notifications: Notifications, story: AStory, tmp_path: Path) -> None:
    wait_until(notifications, 30, "18:10")
    confirmed = story.appointment(agenda.APPOINTMENT_CONFIRMED, 2, "confirmed", by="resident")
    hear(notifications, confirmed, confirmed)
    wait_until(notifications, 30, "19:20")
    assert [when for to, _, when in reminded(tmp_path) if to == LAN] == ["30 18:00"]


def test_nobody_is_reminded_of_what_they_were_told_just_now(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory(asked_by_id=None)
    hear(notifications, *story.background(), story.opened())
    wait_until(notifications, 30, "16:30")
    hear(notifications, story.scheduled())
    wait_until(notifications, 30, "19:20")
    assert reminded(tmp_path) == []


def test_after_an_outage_a_reminder_that_comes_too_late_is_left_out(
    notifications: Notifications, story: AStory, tmp_path: Path
) -> None:
    pass_time(notifications, timedelta(hours=14))
    send_all(notifications)
    wait_until(notifications, 31, "8:00")
    assert [template for to, template, _ in reminded(tmp_path) if to == LAN] == ["visit.reminder.soon"]


def test_what_a_resident_is_told_at_noon_leaves_after_the_nap(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory(asked_by_id=None)
    hear(notifications, *story.background())
    wait_until(notifications, 30, "12:00")
    hear(notifications, story.opened())
    wait_until(notifications, 30, "13:50")
    assert arrived(tmp_path) == []
    wait_until(notifications, 30, "14:00")
    assert arrived(tmp_path) == [(LAN, "request.received")]


def test_what_stopped_being_true_while_people_rested_is_never_said(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = AStory(asked_by_id=None)
    hear(notifications, *story.background())
    wait_until(notifications, 30, "12:00")
    hear(notifications, story.opened())
    send_all(notifications)
    hear(notifications, story.closed())
    wait_until(notifications, 30, "14:10")
    assert arrived(tmp_path) == []


def test_a_person_gets_six_messages_a_day_and_the_seventh_tomorrow(
    notifications: Notifications, tmp_path: Path
) -> None:
    story = AStory(asked_by_id=None)
    hear(notifications, *story.background())
    others = [AStory(volunteer_id=story.volunteer_id, asked_by_id=None, lans_phone=None) for _ in range(7)]
    tomorrow = datetime(2026, 12, 1, 13, 30, tzinfo=HANOI)
    for other in others:
        hear(notifications, other.resident(), other.offer_made(expires_at=tomorrow))
    send_all(notifications)
    assert arrived(tmp_path) == [(MAI, "offer")] * 6
    wait_until(notifications, 31, "6:30")
    assert arrived(tmp_path) == [(MAI, "offer")] * 7


def test_volunteers_are_thanked_on_sunday_for_the_hours_of_their_week(
    notifications: Notifications, story: AStory, tmp_path: Path
) -> None:
    hear(notifications, story.completed(), story.completed(5))
    wait_until(notifications, 31, "10:00")
    assert (MAI, "thanks") not in arrived(tmp_path)
    pass_time(notifications, timedelta(days=5, hours=7))
    send_all(notifications)
    thanks = [line["text"] for line in lines(tmp_path) if line["template"] == "thanks"]
    assert [("1 buổi" in text, "50 phút" in text) for text in thanks] == [(True, True)]
    pass_time(notifications, timedelta(days=7))
    send_all(notifications)
    assert [template for _, template in arrived(tmp_path)].count("thanks") == 1


def test_an_offer_needed_today_leaves_at_night(notifications: Notifications, tmp_path: Path) -> None:
    story = AStory(asked_by_id=None)
    hear(notifications, *story.background())
    wait_until(notifications, 30, "23:00")
    until = notifications.clock.now() + timedelta(minutes=30)
    own = {"wave": 1, "expires_at": until, "distance_m": None, "urgency": "today"}
    asked = {"offer_id": story.offer_id, "volunteer_id": story.volunteer_id}
    hear(notifications, story.request(heard.OFFER_MADE, 3, "offered", "pending", **own, **asked))
    send_all(notifications)
    assert arrived(tmp_path) == [(MAI, "offer")]
