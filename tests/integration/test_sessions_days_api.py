"""The days staff keep, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.sessions.tables import days
from shared.ids import new_id
from shared.web.tokens import Post
from tests.integration.sessions_town import Town, a_town
from tests.integration.sessions_wiring import WARD, a_ward, hear, outgoing, rows

DAYS = "/api/v1/days"
HEAT = {"kind": "heat", "name": "Nắng nóng trên 39 độ", "ward": WARD}
CULTURE = {"kind": "holiday", "name": "Ngày Văn hóa Việt Nam"}


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    with a_town(database_url, tmp_path) as opened:
        hear(opened.sessions, a_ward(WARD), a_ward("00008"))
        yield opened


def read(town: Town, path: str = "") -> Any:
    """Asked by nobody in particular."""
    return town.client.get(f"{DAYS}{path}")


def put(town: Town, who: str, day: str, body: dict[str, Any], version: int | None = 0) -> Any:
    given = {} if version is None else {"If-Match": f'"{version}"'}
    return town.client.put(f"{DAYS}/{day}", headers={**town.by(who), **given}, json=body)


def test_the_city_marks_a_holiday_and_everybody_may_read_it(town: Town) -> None:
    answer = put(town, "city", "2026-12-24", CULTURE)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    (shown,) = read(town).json["items"]
    assert shown == answer.json == {"date": "2026-12-24", "ward": None, **CULTURE}
    assert outgoing(town.sessions)[-1].type == "sessions.day.marked.v1"


def test_a_mark_is_corrected_by_whoever_has_read_it(town: Town) -> None:
    put(town, "city", "2026-12-24", CULTURE)
    assert read(town, "/2026-12-24").headers["ETag"] == '"1"'
    corrected = {"kind": "ordinary", "name": "Chuyển sang ngày 25"}
    assert put(town, "city", "2026-12-24", corrected, None).status_code == 428
    assert put(town, "city", "2026-12-24", corrected, 0).status_code == 412
    assert put(town, "city", "2026-12-24", corrected, 1).headers["ETag"] == '"2"'
    assert read(town).json["items"] == []
    assert read(town, "/2026-12-24").json["name"] == "Chuyển sang ngày 25"


def test_a_day_nobody_has_marked_is_ordinary(town: Town) -> None:
    answer = read(town, f"/2028-02-29?ward={WARD}")
    assert answer.json == {"date": "2028-02-29", "ward": WARD, "kind": "ordinary", "name": ""}
    assert answer.headers["ETag"] == '"0"'


def test_the_head_of_a_ward_marks_heat_there_beside_the_citys_mark(town: Town) -> None:
    put(town, "city", "2026-12-24", CULTURE)
    assert put(town, "head", "2026-12-24", HEAT).status_code == 200
    kinds = [(item["ward"], item["kind"]) for item in read(town, f"?ward={WARD}").json["items"]]
    assert kinds == [(None, "holiday"), (WARD, "heat")]
    assert [item["ward"] for item in read(town, "?ward=00008").json["items"]] == [None]


def test_a_ward_marks_no_holiday_and_no_other_wards_day(town: Town) -> None:
    refused = put(town, "head", "2026-12-24", {**CULTURE, "ward": WARD})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["kind"])
    assert put(town, "head", "2026-12-24", {**HEAT, "ward": "00008"}).status_code == 404
    assert put(town, "head", "2026-12-24", CULTURE).status_code == 403
    assert rows(town.sessions, days) == []


def test_whoever_is_no_head_marks_nothing(town: Town) -> None:
    for who in ("staff", "counter", "volunteer", "leader"):
        assert put(town, who, "2026-12-24", HEAT).status_code == 403, who
    assert town.client.put(f"{DAYS}/2026-12-24", json=HEAT).status_code == 401


def test_a_ward_nobody_knows_is_refused_by_name(town: Town) -> None:
    refused = put(town, "city", "2026-12-24", {**HEAT, "ward": "99999"})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["ward"])


@pytest.mark.parametrize("day", ["2027-02-29", "2026-13-01", "24-11-2026", "hom-nay", "1899-12-31"])
def test_a_date_that_does_not_exist_is_refused_in_a_sentence(town: Town, day: str) -> None:
    for answer in (read(town, f"/{day}"), put(town, "city", day, CULTURE)):
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["day"])
        assert "năm-tháng-ngày" in answer.json["errors"]["day"][0]


def test_days_are_listed_in_order_page_by_page(town: Town) -> None:
    for day in ("2027-01-01", "2026-12-24", "2027-04-16", "2027-04-30"):
        put(town, "city", day, CULTURE)
    url = "?from=2027-01-01&to=2027-04-30&limit=2"
    first = read(town, url).json
    second = read(town, f"{url}&cursor={first['next']}").json
    dates = [[item["date"] for item in page["items"]] for page in (first, second)]
    assert dates == [["2027-01-01", "2027-04-16"], ["2027-04-30"]]
    assert second["next"] is None


def test_the_head_of_two_wards_marks_both(town: Town) -> None:
    head = town.token(new_id(), Post("head", frozenset({WARD, "00008"})))
    for ward in (WARD, "00008"):
        body = {**HEAT, "ward": ward}
        answer = town.client.put(f"{DAYS}/2026-12-24", headers={**head, "If-Match": '"0"'}, json=body)
        assert answer.status_code == 200
