"""Days and times that are odd or not there at all: each is refused by its field, and changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fuzz.bodies import a_request, a_span, mornings
from tests.fuzz.house import DAYS, REQUESTS, House

pytestmark = pytest.mark.xdist_group("bad-input")


@pytest.mark.parametrize(
    "day", ["2027-02-29", "1900-02-29", "24-11", "24-11-2026", "2026-11-31", "2026-11-24T00:00:00Z", "hôm nay"]
)
def test_a_day_there_is_not_is_refused_and_marked_by_nobody(unchanged: House, day: str) -> None:
    body = {"kind": "holiday", "name": "Ngày Văn hóa Việt Nam"}
    marked = unchanged.refused(422, "PUT", f"{DAYS}/{day}", "city", json=body, headers={"If-Match": '"0"'})
    read = unchanged.refused(422, "GET", f"{DAYS}/{day}")
    assert (list(marked["errors"]), list(read["errors"])) == (["day"], ["day"])


def test_a_leap_day_and_the_day_of_culture_are_days_like_others(unchanged: House) -> None:
    for day, kind in [("2028-02-29", "ordinary"), (f"{unchanged.network.now.year}-11-24", "holiday")]:
        assert unchanged.send("GET", f"{DAYS}/{day}").json()["kind"] == kind


def test_a_times_list_from_last_year_names_each_time_that_has_passed(unchanged: House) -> None:
    past = [{"start": f"2026-02-{day}T08:00:00+07:00", "end": f"2026-02-{day}T10:00:00+07:00"} for day in (26, 27, 28)]
    body = a_request(unchanged.network, windows=[*mornings(unchanged.network, days=2), *past])
    errors = unchanged.refused(422, "POST", REQUESTS, json=body)["errors"]
    assert list(errors) == ["windows.2.end", "windows.3.end", "windows.4.end"]


def test_midnight_belongs_to_the_day_it_begins(unchanged: House) -> None:
    soon = unchanged.network.day(3)
    body = a_request(unchanged.network, windows=[a_span(soon.replace(hour=22), soon + timedelta(days=1))])
    errors = unchanged.refused(422, "POST", REQUESTS, json=body)["errors"]
    assert errors == {"windows.0.end": ["Start and end must be on one day."]}
