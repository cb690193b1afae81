"""A time is fixed on no day and at no hour at which nobody should come, and a pause puts off what is fixed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.sessions.commands.days import enter_holidays, mark_day
from services.sessions.domain.days import DayKind
from services.sessions.domain.spans import Window
from services.sessions.storage.agenda import appointment_with
from services.sessions.tables import bookings, days, unplaced_offers
from shared.ids import new_id
from shared.messaging.port import Delivery
from shared.messaging.restate import restate
from shared.messaging.unit_of_work import Actor
from tests.integration.sessions_wiring import (
    WARD,
    AHousehold,
    Sessions,
    a_person,
    a_volunteer,
    a_ward,
    appointments_of,
    hear,
    outgoing,
    rows,
    sessions_on,
)
from tests.unit.sessions.builders import MONDAY, at, span
from tools.waiting import until

TIMER = Actor("timer", "enter_holidays")
STAFF = Actor("person", role="staff")
TUESDAY = MONDAY + timedelta(days=1)
FLOOD = span("0:00", "23:59", 1)


@pytest.fixture
def sessions(database_url: str, tmp_path: Path) -> Iterator[Sessions]:
    with sessions_on(database_url, tmp_path) as runtime:
        yield runtime


@pytest.fixture
def on_postgres(postgres_url: str, tmp_path: Path) -> Iterator[Sessions]:
    with sessions_on(postgres_url, tmp_path) as runtime:
        yield runtime


def accepted(sessions: Sessions, household: AHousehold, weekly: list[dict[str, Any]] | None = None) -> None:
    """Somebody says yes to the household."""
    helper = new_id()
    hear(sessions, a_volunteer(helper, weekly), household.accepted({new_id(): helper}))


def mark(sessions: Sessions, day: date, kind: DayKind, ward: str | None = None, name: str = "Một ngày khác") -> None:
    with sessions.unit(STAFF) as unit:
        mark_day(unit, day, ward, kind, name)
        unit.commit()


def enter(sessions: Sessions) -> int:
    with sessions.unit(TIMER) as unit:
        entered = enter_holidays(unit)
        unit.commit()
    return entered


def start_of(sessions: Sessions, household: AHousehold) -> Any:
    return [row["starts_at"] for row in appointments_of(sessions, household) if row["status"] == "scheduled"]


def test_the_public_holidays_of_this_year_and_the_next_two_are_entered_and_told_once(sessions: Sessions) -> None:
    entered = enter(sessions)
    assert entered == len(rows(sessions, days)) == len(outgoing(sessions)) > 30
    marked = {row["day"]: (row["mark"], row["name"]) for row in rows(sessions, days)}
    for year in (2026, 2027, 2028):
        assert marked[date(year, 11, 24)] == ("holiday", "Ngày Văn hóa Việt Nam")
    assert marked[date(2027, 2, 6)] == ("holiday", "Tết Nguyên Đán")
    assert enter(sessions) == 0


def test_a_new_year_brings_the_holidays_of_one_more(sessions: Sessions) -> None:
    enter(sessions)
    sessions.clock.moment = at("8:30", 31)  # type: ignore[attr-defined]
    assert enter(sessions) > 5
    assert date(2029, 11, 24) in {row["day"] for row in rows(sessions, days)}


def test_what_staff_have_corrected_is_not_entered_again(sessions: Sessions) -> None:
    mark(sessions, date(2027, 9, 3), DayKind.ORDINARY)
    enter(sessions)
    (kept,) = [row for row in rows(sessions, days) if row["day"] == date(2027, 9, 3)]
    assert (kept["mark"], kept["sequence"]) == ("ordinary", 1)


def test_a_marked_day_is_told_with_what_it_is_now(sessions: Sessions) -> None:
    hear(sessions, a_ward(WARD))
    mark(sessions, TUESDAY, DayKind.HEAT, WARD, "Nắng nóng trên 39 độ")
    mark(sessions, TUESDAY, DayKind.HEAT, WARD, "Nắng nóng trên 39 độ")
    mark(sessions, TUESDAY, DayKind.ORDINARY, WARD, "Trời đã dịu")
    told = [(e.type, e.subject, e.sequence, e.data["kind"], e.data["ward"]) for e in outgoing(sessions)]
    assert told == [
        ("sessions.day.marked.v1", "2026-12-08/00004", 1, "heat", WARD),
        ("sessions.day.marked.v1", "2026-12-08/00004", 2, "ordinary", WARD),
    ]


def test_every_day_is_told_again_by_restate(sessions: Sessions) -> None:
    mark(sessions, TUESDAY, DayKind.HOLIDAY)
    _, restatement, _ = sessions.parts.restatements
    assert list(restate(restatement, lambda: sessions.unit(Actor("command", "restate")))) == [1]
    assert outgoing(sessions)[-1].type == "sessions.day.stated.v1"
    assert outgoing(sessions)[-1].data["day"] == "2026-12-08"


def test_nothing_is_placed_on_a_public_holiday(sessions: Sessions) -> None:
    mark(sessions, TUESDAY, DayKind.HOLIDAY)
    household = AHousehold(windows=(span("8:00", "11:00", 1), span("14:00", "17:00", 3)))
    accepted(sessions, household)
    assert start_of(sessions, household) == [at("14:30", 3)]


def test_a_holiday_that_staff_took_back_is_a_day_like_others(sessions: Sessions) -> None:
    mark(sessions, TUESDAY, DayKind.HOLIDAY)
    mark(sessions, TUESDAY, DayKind.ORDINARY)
    household = AHousehold()
    accepted(sessions, household)
    assert start_of(sessions, household) == [at("8:30", 1)]


def test_a_day_of_heat_closes_midday_at_home_in_the_ward_that_marked_it(sessions: Sessions) -> None:
    hear(sessions, a_ward(WARD), a_ward("00008"))
    mark(sessions, TUESDAY, DayKind.HEAT, WARD)
    here = AHousehold(windows=(span("10:30", "17:30", 1),))
    there = AHousehold(windows=(span("10:30", "17:30", 1),), ward="00008")
    at_the_office = AHousehold(windows=(span("10:30", "17:30", 1),), place="ward_office")
    for household in (here, there, at_the_office):
        accepted(sessions, household)
    assert start_of(sessions, here) == [at("16:00", 1)]
    assert start_of(sessions, there) == start_of(sessions, at_the_office) == [at("14:30", 1)]


def test_nothing_is_placed_by_itself_around_tet_and_the_volunteer_is_told_that_no_time_fits(sessions: Sessions) -> None:
    household = AHousehold(windows=(span("8:00", "11:00", 60), span("14:00", "17:00", 66)))
    accepted(sessions, household)
    assert start_of(sessions, household) == []
    assert [row["reason"] for row in rows(sessions, unplaced_offers)] == ["no_time_fits"]


def test_a_ward_may_want_a_longer_notice_and_never_a_shorter_one(sessions: Sessions) -> None:
    hear(sessions, a_ward(WARD, settings={"notice_minutes": 3 * 24 * 60}))
    hear(sessions, a_ward("00008", settings={"notice_minutes": 60}))
    windows = tuple(span("8:00", "11:00", day) for day in range(5))
    patient, hasty = AHousehold(windows=windows), AHousehold(windows=windows, ward="00008")
    accepted(sessions, patient)
    accepted(sessions, hasty)
    assert start_of(sessions, patient) == [at("8:30", 3)]
    assert start_of(sessions, hasty) == [at("8:30", 1)]


def test_somebody_under_eighteen_comes_between_eight_and_six_only(sessions: Sessions) -> None:
    household = AHousehold(windows=(span("17:15", "20:00", 1), span("7:00", "9:30", 2)), needed=2)
    minor, adult = new_id(), new_id()
    hear(sessions, a_person(minor, "Nguyễn Minh Anh", birth_year=2010), a_person(adult, "Trần Văn Minh"))
    hear(sessions, a_volunteer(minor), a_volunteer(adult), household.accepted({new_id(): adult, new_id(): minor}))
    assert start_of(sessions, household) == [at("8:30", 2)]


def test_a_pause_puts_off_every_visit_in_it_and_looks_on_for_each(sessions: Sessions) -> None:
    hear(sessions, a_ward(WARD))
    home, office = AHousehold(), AHousehold(place="ward_office")
    later = AHousehold(windows=(span("8:00", "11:00", 4),))
    for household in (home, office, later):
        accepted(sessions, household)
    hear(sessions, a_ward(WARD, pauses=[(FLOOD, ())], sequence=2))
    for household in (home, office):
        assert [row["status"] for row in appointments_of(sessions, household)] == ["cancelled"]
    assert start_of(sessions, later) == [at("8:30", 4)]
    told = [event.data for event in outgoing(sessions) if event.type == "sessions.appointment.cancelled.v1"]
    assert {(data["by"], data["reason"], data["reopen"]) for data in told} == {("staff", "pause", True)}
    assert {row["appointment_id"] for row in rows(sessions, bookings)} == {appointments_of(sessions, later)[0]["id"]}


def test_a_pause_that_is_heard_twice_or_stated_again_puts_nothing_off_twice(sessions: Sessions) -> None:
    household = AHousehold()
    hear(sessions, a_ward(WARD))
    accepted(sessions, household)
    flooded = a_ward(WARD, pauses=[(FLOOD, ())], sequence=2)
    hear(sessions, flooded, flooded, a_ward(WARD, pauses=[(FLOOD, ())], sequence=3))
    assert [event.type for event in outgoing(sessions)].count("sessions.appointment.cancelled.v1") == 1


def test_a_pause_leaves_calls_where_they_are(sessions: Sessions) -> None:
    call = AHousehold(place="phone", cell=None)
    hear(sessions, a_ward(WARD))
    accepted(sessions, call)
    hear(sessions, a_ward(WARD, pauses=[(FLOOD, ())], sequence=2))
    assert start_of(sessions, call) == [at("8:30", 1)]


def test_a_pause_of_one_neighbourhood_leaves_the_others_alone(sessions: Sessions) -> None:
    flooded, dry = AHousehold(neighbourhood="to dan pho 12"), AHousehold(neighbourhood="Tổ 13")
    unknown = AHousehold(neighbourhood="xóm Chùa")
    hear(sessions, a_ward(WARD))
    for household in (flooded, dry, unknown):
        accepted(sessions, household)
    hear(sessions, a_ward(WARD, pauses=[(FLOOD, ("to-12",))], sequence=2))
    assert start_of(sessions, flooded) == []
    assert start_of(sessions, dry) == start_of(sessions, unknown) == [at("8:30", 1)]


def test_a_visit_that_has_begun_goes_on_through_a_pause(sessions: Sessions) -> None:
    household = AHousehold()
    hear(sessions, a_ward(WARD))
    accepted(sessions, household)
    begin(sessions, household)
    hear(sessions, a_ward(WARD, pauses=[(FLOOD, ())], sequence=2))
    assert [row["status"] for row in appointments_of(sessions, household)] == ["under_way"]


def test_nothing_is_placed_inside_a_pause(sessions: Sessions) -> None:
    hear(sessions, a_ward(WARD, pauses=[(Window(at("0:00", 1), at("9:10", 1)), ())]))
    household = AHousehold()
    accepted(sessions, household)
    assert start_of(sessions, household) == [at("9:15", 1)]


def test_a_pause_declared_while_a_time_is_being_fixed_finds_it(on_postgres: Sessions) -> None:
    """The pause waits for the placing that has read the ward without it, and puts its visit off."""
    household, minh = AHousehold(), new_id()
    hear(on_postgres, a_ward(WARD), a_volunteer(minh))
    acceptance = Delivery(household.accepted({new_id(): minh}).to_bytes())
    flood = Delivery(a_ward(WARD, pauses=[(FLOOD, ())], sequence=2).to_bytes())
    with ThreadPoolExecutor(2) as pool, on_postgres.unit(Actor("event")) as other:
        other.execute(text("SELECT 1 FROM volunteers FOR UPDATE"))
        placing = pool.submit(on_postgres.dispatcher.deliver, [acceptance])
        until(lambda: _waiting_for_a_lock(on_postgres) == 1)
        pausing = pool.submit(on_postgres.dispatcher.deliver, [flood])
        until(lambda: _waiting_for_a_lock(on_postgres) == 2)
        other.commit()
        placing.result(timeout=30)
        pausing.result(timeout=30)
    assert [row["status"] for row in appointments_of(on_postgres, household)] == ["cancelled"]


def begin(sessions: Sessions, household: AHousehold) -> None:
    with sessions.unit(STAFF) as unit:
        visit = appointment_with(unit, appointments_of(sessions, household)[0]["id"])
        visit.start("volunteer", unit.now, unit.config.rules)
        unit.commit()


def _waiting_for_a_lock(sessions: Sessions) -> int:
    held = "wait_event_type = 'Lock' AND datname = current_database()"
    waiting = text(f"SELECT count(*) FROM pg_stat_activity WHERE {held}")
    with sessions.reading() as connection:
        return int(connection.execute(waiting).scalar_one())
