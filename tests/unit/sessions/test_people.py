"""Who may do and see what with an appointment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.sessions.domain.errors import (
    AppointmentNotFound,
    OnlyTheHousehold,
    OnlyTheVolunteers,
    OnlyThoseWhoMeet,
)
from services.sessions.domain.people import (
    Caller,
    part_to_cancel,
    part_to_confirm,
    part_to_miss,
    part_to_move,
    part_to_report,
    parts_of,
    volunteer_id_of,
)
from shared.errors import Invalid
from tests.unit.sessions.builders import HOA, LAN, MINH, SON, a_need, an_appointment

HERE, ELSEWHERE = frozenset({"00004"}), frozenset({"00008"})
HOLDER = Caller(tracking_hashes=("ab" * 32,))
STAFF = Caller(HOA, staffs=HERE, looks_up=HERE)
COUNTER = Caller(HOA, looks_up=HERE)
LEADER = Caller(HOA, leads=frozenset({MINH}))

THOSE_WHO_MEET = [
    (Caller(LAN), "resident"),
    (Caller(SON), "asked_by"),
    (HOLDER, "asked_by"),
    (Caller(MINH), "volunteer"),
    (STAFF, "staff"),
]


@pytest.mark.parametrize(
    ("caller", "part"),
    [(Caller(LAN), "resident"), (Caller(SON), "asked_by"), (HOLDER, "asked_by"), (STAFF, "staff")],
)
def test_the_households_side_and_staff_confirm(caller: Caller, part: str) -> None:
    assert part_to_confirm(caller, an_appointment()) == part


def test_who_asked_for_themselves_holds_the_link_as_the_resident() -> None:
    alone = an_appointment(need=replace(a_need(), asked_by_id=None))
    assert parts_of(HOLDER, alone) == {"resident"}


@pytest.mark.parametrize(("caller", "part"), [(Caller(MINH), "volunteer"), (STAFF, "staff")])
def test_its_volunteers_and_staff_report(caller: Caller, part: str) -> None:
    assert part_to_report(caller, an_appointment()) == part


def test_staff_who_are_the_volunteer_report_as_the_volunteer() -> None:
    assert part_to_report(replace(STAFF, person_id=MINH), an_appointment()) == "volunteer"


@pytest.mark.parametrize(
    "stranger",
    [Caller(HOA), Caller(), Caller(tracking_hashes=("cd" * 32,)), Caller(HOA, staffs=ELSEWHERE, looks_up=ELSEWHERE)],
)
def test_for_strangers_and_other_wards_it_does_not_exist(stranger: Caller) -> None:
    for part in (part_to_confirm, part_to_report):
        with pytest.raises(AppointmentNotFound):
            part(stranger, an_appointment())


@pytest.mark.parametrize("caller", [Caller(MINH), COUNTER])
def test_the_volunteer_and_the_counter_do_not_confirm_for_the_resident(caller: Caller) -> None:
    with pytest.raises(OnlyTheHousehold):
        part_to_confirm(caller, an_appointment())


@pytest.mark.parametrize("caller", [Caller(LAN), Caller(SON), HOLDER, COUNTER])
def test_the_household_and_the_counter_do_not_report(caller: Caller) -> None:
    with pytest.raises(OnlyTheVolunteers):
        part_to_report(caller, an_appointment())


@pytest.mark.parametrize(("caller", "part"), THOSE_WHO_MEET)
def test_those_who_meet_and_staff_move_and_cancel(caller: Caller, part: str) -> None:
    assert part_to_move(caller, an_appointment()) == part
    assert part_to_cancel(caller, an_appointment(), None) == part


@pytest.mark.parametrize("caller", [COUNTER, LEADER])
def test_the_counter_and_a_teams_leader_neither_move_nor_cancel(caller: Caller) -> None:
    with pytest.raises(OnlyThoseWhoMeet):
        part_to_move(caller, an_appointment())
    with pytest.raises(OnlyThoseWhoMeet):
        part_to_cancel(caller, an_appointment(), None)


@pytest.mark.parametrize("caller", [Caller(LAN), HOLDER, Caller(MINH)])
def test_only_staff_say_whether_another_helper_is_looked_for(caller: Caller) -> None:
    with pytest.raises(Invalid) as refused:
        part_to_cancel(caller, an_appointment(), reopen=True)
    assert list(refused.value.fields) == ["reopen"]
    assert part_to_cancel(replace(STAFF, person_id=MINH), an_appointment(), reopen=False) == "staff"


@pytest.mark.parametrize(("caller", "part"), [(Caller(MINH), "volunteer"), (STAFF, "staff")])
def test_that_nobody_was_at_home_is_said_by_its_volunteers_and_staff(caller: Caller, part: str) -> None:
    assert part_to_miss(caller, an_appointment(), "resident") == part


@pytest.mark.parametrize("caller", [Caller(LAN), Caller(SON), HOLDER])
def test_the_household_does_not_say_of_itself_that_it_was_away(caller: Caller) -> None:
    with pytest.raises(OnlyTheVolunteers):
        part_to_miss(caller, an_appointment(), "resident")


@pytest.mark.parametrize(("caller", "part"), THOSE_WHO_MEET)
def test_that_nobody_came_is_said_by_the_household_staff_and_whoever_did_not(caller: Caller, part: str) -> None:
    assert part_to_miss(caller, an_appointment(), "volunteer") == part


def test_a_teams_leader_sees_the_visits_of_its_members_only() -> None:
    assert parts_of(LEADER, an_appointment()) == {"leader"}
    assert parts_of(Caller(HOA, leads=frozenset({SON})), an_appointment()) == frozenset()


def test_who_is_suspended_has_no_part_as_a_volunteer_any_more() -> None:
    assert parts_of(Caller(MINH, suspended=True), an_appointment()) == frozenset()
    assert parts_of(Caller(LAN, suspended=True), an_appointment()) == {"resident"}


def test_a_person_who_was_merged_is_whom_they_turned_out_to_be() -> None:
    merged = Caller(HOA, formerly=frozenset({LAN, MINH}))
    assert parts_of(merged, an_appointment()) == {"resident", "volunteer"}
    assert volunteer_id_of(merged, an_appointment()) == MINH
