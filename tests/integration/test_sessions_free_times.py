"""To which times a visit can be moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.sessions.commands.days import mark_day
from services.sessions.domain.days import DayKind
from shared.ids import new_id
from shared.messaging.unit_of_work import Actor
from tests.integration.sessions_town import AGENDA, Town, a_town
from tests.integration.sessions_wiring import WARD, AHousehold, a_volunteer, a_ward, hear
from tests.unit.sessions.builders import MONDAY, at, span


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    with a_town(database_url, tmp_path) as opened:
        yield opened


def times(town: Town, who: str, query: str = "") -> Any:
    return town.client.get(f"{town.url}/free-times?limit=100{query}", headers=town.by(who))


def starts(town: Town, who: str, query: str = "") -> list[datetime]:
    return [datetime.fromisoformat(item["starts_at"]) for item in times(town, who, query).json["items"]]


def test_a_volunteer_chooses_among_the_times_the_household_named(town: Town) -> None:
    quarters = [at("8:45", 1) + timedelta(minutes=15 * n) for n in range(6)]
    assert starts(town, "volunteer") == quarters
    assert quarters[-1] == at("10:00", 1)


def test_the_household_and_staff_choose_whatever_suits_those_who_come(town: Town) -> None:
    for who in ("resident", "asked_by", "tracking", "staff", "counter"):
        found = starts(town, who, "&from=2026-12-09&to=2026-12-09")
        assert (found[0], found[-1], len(found)) == (at("7:00", 2), at("20:00", 2), 53), who


def test_nobody_else_learns_when_people_are_free(town: Town) -> None:
    for who in ("other tracking", "other volunteer", "other staff", "leader"):
        assert times(town, who).status_code == 404, who
    assert town.client.get(f"{town.url}/free-times").status_code == 401
    assert town.client.get(f"/api/v1/appointments/{new_id()}/free-times", headers=town.by("city")).status_code == 404


def test_everybody_still_has_their_notice(town: Town) -> None:
    town.go_to(at("8:40"))
    assert starts(town, "staff")[0] == at("8:45", 1)


def test_what_is_shown_as_free_can_be_had_and_what_is_not_cannot(town: Town) -> None:
    free = starts(town, "resident", "&from=2026-12-09&to=2026-12-09")
    for start, status in ((free[0] - timedelta(minutes=15), 422), (free[0], 200), (free[-1], 200)):
        assert town.post("resident", "move", {"starts_at": start.isoformat()}).status_code == status


def test_another_visit_of_the_volunteer_takes_its_time_and_the_way_there(town: Town) -> None:
    elsewhere = AHousehold(windows=(span("9:00", "10:00", 2),))
    hear(town.sessions, elsewhere.accepted({new_id(): town.volunteer_id}))
    morning = [start for start in starts(town, "resident", "&from=2026-12-09&to=2026-12-09") if start < at("12:00", 2)]
    assert at("7:30", 2) in morning
    assert not [start for start in morning if at("7:45", 2) <= start < at("10:30", 2)]


def test_a_holiday_may_be_chosen_and_the_heat_of_midday_may_not(town: Town) -> None:
    hear(town.sessions, a_ward(WARD))
    with town.sessions.unit(Actor("person", role="staff")) as unit:
        mark_day(unit, MONDAY + timedelta(days=2), None, DayKind.HOLIDAY, "Ngày Văn hóa Việt Nam")
        mark_day(unit, MONDAY + timedelta(days=2), WARD, DayKind.HEAT, "Nắng nóng")
        unit.commit()
    found = starts(town, "resident", "&from=2026-12-09&to=2026-12-09")
    assert at("10:00", 2) in found
    assert at("16:00", 2) in found
    assert not [start for start in found if at("10:00", 2) < start < at("16:00", 2)]


def test_a_pause_leaves_no_free_time_in_it(town: Town) -> None:
    hear(town.sessions, a_ward(WARD, pauses=[(span("0:00", "12:00", 2), ())]))
    assert starts(town, "resident", "&from=2026-12-09&to=2026-12-09")[0] == at("12:00", 2)


def test_free_times_come_page_by_page_without_a_gap(town: Town) -> None:
    url = f"{town.url}/free-times?limit=20&from=2026-12-09&to=2026-12-09"
    seen, cursor = [], None
    while True:
        page = town.get("staff", f"{url}&cursor={cursor}" if cursor else url).json
        seen += [item["starts_at"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert [datetime.fromisoformat(each) for each in seen] == starts(town, "staff", "&from=2026-12-09&to=2026-12-09")


def test_a_visit_that_has_begun_has_no_other_time(town: Town) -> None:
    assert town.post("volunteer", "start").status_code == 200
    assert times(town, "staff").json == {"items": [], "next": None}


def test_nothing_is_looked_for_in_the_past_or_beyond_four_weeks(town: Town) -> None:
    assert starts(town, "staff", "&to=2026-12-07") == []
    assert starts(town, "staff", "&from=2020-01-01")[0] == at("8:45", 1)
    assert starts(town, "staff", "&from=2026-12-20&to=2027-12-31")[0] == at("7:00", 13)
    assert starts(town, "staff", "&from=2098-12-20") == []


def test_a_cursor_that_is_none_of_ours_is_refused(town: Town) -> None:
    assert list(times(town, "staff", "&cursor=abc").json["errors"]) == ["cursor"]


def test_the_agenda_can_be_asked_by_state_request_and_volunteer(town: Town) -> None:
    def found(query: str) -> list[str]:
        return [item["id"] for item in town.get("staff", f"{AGENDA}?{query}").json["items"]]

    other, hoa = AHousehold(windows=(span("14:00", "17:00", 1),)), new_id()
    hear(town.sessions, a_volunteer(hoa), other.accepted({new_id(): hoa}))
    assert found(f"request={town.household.request_id}") == [town.appointment_id]
    assert found(f"volunteer={town.volunteer_id}") == [town.appointment_id]
    assert len(found("status=scheduled")) == 2
    assert found("status=cancelled") == found(f"volunteer={town.household.resident_id}") == []
