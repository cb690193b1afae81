"""What sessions remembers of others is always the newest it was told, whatever came last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from services.sessions.domain.spans import WeeklySpan
from services.sessions.storage.projections import learn_volunteer
from services.sessions.tables import persons, requests, volunteers, wards
from shared.contracts import volunteers as heard
from shared.ids import new_id
from shared.messaging.unit_of_work import Actor
from tests.integration.sessions_wiring import (
    AHousehold,
    Sessions,
    a_person,
    a_volunteer,
    a_ward,
    appointments_of,
    deliver,
    hear,
    rows,
    sessions_on,
)
from tests.unit.sessions.builders import BA_DINH

NIGHTS = [{"weekday": 1, "start": "20:00", "end": "24:00"}]


@pytest.fixture
def sessions(database_url: str, tmp_path: Path) -> Iterator[Sessions]:
    with sessions_on(database_url, tmp_path) as runtime:
        yield runtime


def test_an_older_state_that_comes_last_changes_nothing(sessions: Sessions) -> None:
    minh, lan, household = new_id(), new_id(), AHousehold()
    deliver(sessions, a_volunteer(minh, NIGHTS, sequence=3), a_volunteer(minh, sequence=2))
    deliver(sessions, a_person(lan, "Nguyễn Thị Lan", sequence=2), a_person(lan, "Lan", sequence=1))
    deliver(sessions, household.closed(6), household.opened(1))
    assert rows(sessions, volunteers)[0]["weekly"] == (WeeklySpan(1, time(20), time(0)),)
    assert rows(sessions, persons)[0]["name"] == "Nguyễn Thị Lan"
    assert rows(sessions, requests)[0]["status"] == "cancelled"


def test_an_upsert_says_whether_it_was_written(sessions: Sessions) -> None:
    event = a_volunteer(new_id(), NIGHTS)
    data = heard.VOLUNTEER_APPROVED.load(event.data)
    with sessions.unit(Actor("event")) as unit:
        learn_volunteer(unit, data, 2)
        row = {**unit.execute(volunteers.select()).mappings().one()}
        assert not unit.upsert(volunteers, {**row, "sequence": 1})
        assert unit.upsert(volunteers, {**row, "sequence": 3})


def test_a_restated_state_is_taken_where_nothing_was_known(sessions: Sessions) -> None:
    minh = new_id()
    stated = replace(a_volunteer(minh), type=heard.VOLUNTEER_STATED.type)
    deliver(sessions, stated, stated)
    assert [row["id"] for row in rows(sessions, volunteers)] == [minh]


def test_a_visit_at_the_ward_office_is_where_the_ward_is(sessions: Sessions) -> None:
    household, minh = AHousehold(place="ward_office", cell=None), new_id()
    deliver(sessions, a_volunteer(minh), household.accepted({new_id(): minh}))
    assert appointments_of(sessions, household) == []
    hear(sessions, a_ward("00004"))
    (placed,) = appointments_of(sessions, household)
    assert (placed["place"], placed["cell"]) == ("ward_office", BA_DINH)
    (told,) = rows(sessions, wards)
    assert (told["name"], told["phone"]) == ("Phường Ba Đình", "+842438237420")


def test_a_visit_on_the_telephone_is_nowhere(sessions: Sessions) -> None:
    household, minh = AHousehold(place="phone"), new_id()
    hear(sessions, a_volunteer(minh), household.accepted({new_id(): minh}))
    (placed,) = appointments_of(sessions, household)
    assert (placed["place"], placed["cell"]) == ("phone", None)
