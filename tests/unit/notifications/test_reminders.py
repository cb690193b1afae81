"""When somebody is reminded of a visit: before quiet hours, never after them."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from services.notifications.domain.message import ASKED_BY, RESIDENT, VOLUNTEER
from services.notifications.domain.reminders import DAY, SOON, TASK, first_look, reminders
from services.notifications.domain.rules import Rules
from shared.clock import HANOI
from shared.rules import Narrowing

CITY = Rules()


def at(clock: str, day: int = 2) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 12, day, hour, minute, tzinfo=HANOI)


def due(visit: str, part: str = RESIDENT, ward: Narrowing | None = None) -> dict[str, datetime]:
    return {one.notice: one.at for one in reminders(at(visit), CITY, ward) if one.part == part}


@pytest.mark.parametrize("part", [RESIDENT, ASKED_BY])
def test_the_evening_before_at_six_and_two_hours_before(part: str) -> None:
    assert due("10:00", part) == {DAY: at("18:00", 1), SOON: at("8:00")}


def test_the_evening_before_is_never_held_to_the_morning() -> None:
    (evening,) = (one for one in reminders(at("10:00"), CITY, None) if one.notice == DAY and one.part == RESIDENT)
    assert evening.until == at("19:30", 1)


def test_for_a_visit_at_two_the_second_comes_at_eleven_before_the_nap() -> None:
    assert due("14:00")[SOON] == at("11:00")


def test_for_a_visit_at_eight_the_evening_before_is_all_there_is() -> None:
    assert due("8:00") == {DAY: at("18:00", 1)}


def test_volunteers_are_reminded_once_two_hours_before() -> None:
    assert due("10:00", VOLUNTEER) == {TASK: at("8:00")}
    assert due("14:00", VOLUNTEER) == {TASK: at("12:00")}


def test_a_volunteer_who_goes_at_eight_is_reminded_before_the_night() -> None:
    assert due("8:00", VOLUNTEER) == {TASK: at("21:30", 1)}


def test_a_wards_own_quiet_hours_move_reminders_too() -> None:
    ward = Narrowing(quiet_residents=((time(17, 30), time(20)),))
    assert due("10:00", ward=ward)[DAY] == at("17:00", 1)


def test_nothing_is_due_before_it_is_looked_for() -> None:
    for visit in ("7:30", "8:00", "14:00", "17:00"):
        assert all(first_look(at(visit), CITY) <= one.at for one in reminders(at(visit), CITY, None))
