"""When people are left in peace, by the part they play and by what their ward has added."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from services.notifications.domain.message import ASKED_BY, RESIDENT, STAFF, VOLUNTEER
from services.notifications.domain.quiet import before_quiet, quiet_spans, quiet_until
from services.notifications.domain.rules import Rules
from shared.clock import HANOI
from shared.rules import Narrowing

CITY = Rules()
LEAD = timedelta(minutes=30)


def at(clock: str, day: int = 30) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


def rest(part: str, clock: str, ward: Narrowing | None = None) -> datetime | None:
    return quiet_until(at(clock), quiet_spans(part, CITY, ward))


@pytest.mark.parametrize("part", [RESIDENT, ASKED_BY])
@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("11:29", None),
        ("11:30", at("14:00")),
        ("13:59", at("14:00")),
        ("14:00", None),
        ("19:59", None),
        ("20:00", at("7:00", 30) + timedelta(days=1)),
        ("23:59", at("7:00", 30) + timedelta(days=1)),
        ("0:00", at("7:00")),
        ("6:59", at("7:00")),
        ("7:00", None),
    ],
)
def test_residents_and_who_asks_for_them_rest_at_noon_and_at_night(part: str, now: str, until: datetime | None) -> None:
    assert rest(part, now) == until


@pytest.mark.parametrize(
    ("now", "until"),
    [("12:30", None), ("21:59", None), ("22:00", at("6:30") + timedelta(days=1)), ("6:29", at("6:30")), ("6:30", None)],
)
def test_volunteers_rest_at_night(now: str, until: datetime | None) -> None:
    assert rest(VOLUNTEER, now) == until


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("8:00", None),
        ("11:30", at("13:30")),
        ("13:30", None),
        ("17:00", at("8:00") + timedelta(days=1)),
        ("5:00", at("8:00")),
    ],
)
def test_staff_are_told_in_opening_hours(now: str, until: datetime | None) -> None:
    assert rest(STAFF, now) == until


def test_a_ward_may_add_quiet_hours_and_take_none_away() -> None:
    ward = Narrowing(quiet_residents=((time(17), time(18)),))
    assert rest(RESIDENT, "17:30", ward) == at("18:00")
    assert rest(RESIDENT, "12:00", ward) == at("14:00")
    assert rest(VOLUNTEER, "17:30", ward) is None


def test_quiet_hours_that_meet_end_with_the_last_of_them() -> None:
    ward = Narrowing(quiet_residents=((time(14), time(15)),))
    assert rest(RESIDENT, "12:00", ward) == at("15:00")


def test_what_would_fall_into_quiet_hours_comes_half_an_hour_before_them() -> None:
    spans = quiet_spans(RESIDENT, CITY, None)
    assert before_quiet(at("12:00"), spans, LEAD) == at("11:00")
    assert before_quiet(at("11:30"), spans, LEAD) == at("11:00")
    assert before_quiet(at("6:00"), spans, LEAD) == at("19:30", 29)
    assert before_quiet(at("21:00"), spans, LEAD) == at("19:30")


def test_what_falls_outside_quiet_hours_stays_where_it_is() -> None:
    spans = quiet_spans(RESIDENT, CITY, None)
    for clock in ("7:00", "11:29", "14:00", "19:59"):
        assert before_quiet(at(clock), spans, LEAD) == at(clock)


def test_before_quiet_hours_that_meet_means_before_the_first_of_them() -> None:
    spans = quiet_spans(RESIDENT, CITY, Narrowing(quiet_residents=((time(11), time(11, 30)),)))
    assert before_quiet(at("12:00"), spans, LEAD) == at("10:30")


def test_a_day_that_is_quiet_from_end_to_end_does_not_go_on_for_ever() -> None:
    spans = ((time(0), time(12)), (time(12), time(0)))
    assert quiet_until(at("3:00"), spans) is not None
    assert before_quiet(at("3:00"), spans, LEAD) < at("3:00")
