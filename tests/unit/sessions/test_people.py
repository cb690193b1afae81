"""Who may do and see what with an appointment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.sessions.domain.errors import AppointmentNotFound, OnlyTheHousehold, OnlyTheVolunteers
from services.sessions.domain.people import Caller, part_to_confirm, part_to_report, parts_of
from tests.unit.sessions.builders import HOA, LAN, MINH, SON, a_need, an_appointment

HERE, ELSEWHERE = frozenset({"00004"}), frozenset({"00008"})
HOLDER = Caller(tracking_hash="ab" * 32)
STAFF = Caller(HOA, staffs=HERE, looks_up=HERE)
COUNTER = Caller(HOA, looks_up=HERE)


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
    [Caller(HOA), Caller(), Caller(tracking_hash="cd" * 32), Caller(HOA, staffs=ELSEWHERE, looks_up=ELSEWHERE)],
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
