"""One's wards, and putting off every visit there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.desk_window import words_of
from tests.integration.help_window import errors_of
from tests.integration.volunteer_window import window_of
from tests.integration.volunteers_wiring import Office, volunteers_on
from tests.kit.windows import Window, hidden
from tests.unit.volunteers.builders import BA_DINH

WARDS = "/volunteers/wards"
PAUSES = f"{WARDS}/{BA_DINH}/pauses"
OTHER_WARD = "00008"
FLOOD = {"reason": "flood", "from": "2025-12-02T00:00", "to": "2025-12-03T20:00", "neighbourhoods": "to-12"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [{"name": "Tổ 12"}, {"name": "Tổ 13"}]})
        yield office


@pytest.fixture
def staff(office: Office) -> Window:
    return window_of(office.staff)


def test_a_flood_puts_visits_off_once_however_often_it_is_sent(office: Office, staff: Window) -> None:
    form = {**FLOOD, "once": hidden(staff.get(PAUSES), "once")}
    first, second = (staff.post(PAUSES, form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == f"{PAUSES}?done=paused"
    said = words_of(staff.follow(first))
    for each in ("Đã tạm hoãn.", "Mưa ngập", "Tổ 12", "8 giờ tối thứ Tư, 3/12", "Sắp tới"):
        assert each in said
    assert len(office.staff.get(f"/wards/{BA_DINH}").json["pauses"]) == 1


def test_the_whole_ward_is_put_off_where_no_place_is_chosen(staff: Window) -> None:
    whole = {**FLOOD, "neighbourhoods": "", "from": "2025-12-01T08:00"}
    said = words_of(staff.follow(staff.post(PAUSES, whole)))
    assert "Mưa ngập, cả phường" in said
    assert "Đang hoãn" in said


def test_a_pause_is_over_sooner(office: Office, staff: Window) -> None:
    staff.post(PAUSES, FLOOD)
    (pause,) = office.staff.get(f"/wards/{BA_DINH}").json["pauses"]
    ended = staff.post(f"{PAUSES}/{pause['id']}/end")
    assert "Không có gì bị hoãn." in words_of(staff.follow(ended))
    assert staff.post(f"{PAUSES}/0198a5e0-7c10-7000-8000-000000000001/end").status_code == 404


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"reason": "", "from": "", "to": "soon"}, {"reason", "from", "to"}),
        ({"to": "2025-12-01T00:00"}, {"to"}),
        ({"from": "2025-11-01T00:00"}, {"from"}),
        ({"to": "2026-12-01T00:00"}, {"to"}),
        ({"neighbourhoods": "to-99"}, {"neighbourhoods"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(staff: Window, changes: dict[str, str], fields: set[str]) -> None:
    page = staff.post(PAUSES, {**FLOOD, **changes})
    assert page.status_code == 422
    assert {name.partition(".")[0] for name in errors_of(page)} == fields
    assert "GET /" not in page.text


def test_another_ward_is_not_there_and_the_counter_does_not_pause(office: Office, staff: Window) -> None:
    elsewhere = f"{WARDS}/{OTHER_WARD}/pauses"
    assert (staff.get(elsewhere).status_code, staff.post(elsewhere, FLOOD).status_code) == (404, 404)
    assert staff.get(f"{WARDS}/nowhere/pauses").status_code == 404
    counter = window_of(office.with_post("counter", (BA_DINH,), "+84912000072"))
    assert (counter.get(PAUSES).status_code, counter.post(PAUSES, FLOOD).status_code) == (403, 403)
    assert PAUSES not in counter.get(WARDS).text


def test_ones_wards_lead_to_what_staff_keep_of_them(office: Office, staff: Window) -> None:
    page = staff.get(WARDS)
    assert "Phường Ba Đình" in words_of(page)
    for way in (PAUSES, f"{WARDS}/{BA_DINH}/poster", f"/volunteers/dashboard?ward={BA_DINH}"):
        assert f'href="{way}"' in page.text
        assert staff.get(way).status_code == 200
    city = window_of(office.with_post("city", (), "+84912000009"))
    assert city.get(WARDS).text.count("/pauses") == 126
