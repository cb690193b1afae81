"""What staff keep of their ward, what its head decides, and how people find it."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from services.volunteers.storage.wards import helping_wards
from tests.integration.volunteers_wiring import Caller, Office, volunteers_on
from tests.unit.volunteers.builders import BA_DINH

NGOC_HA = "00008"
HEAD_PHONE, CITY_PHONE, OTHER_PHONE = "+84912000005", "+84912000006", "+84912000007"
TO_12 = {"name": "Tổ 12", "aliases": ["tổ dân phố 12"]}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database_url, tmp_path) as office:
        yield office


@pytest.fixture
def head(office: Office) -> Caller:
    return office.with_post("head", (BA_DINH,), HEAD_PHONE)


@pytest.fixture
def city(office: Office) -> Caller:
    return office.with_post("city", (), CITY_PHONE)


def ward(office: Office, code: str = BA_DINH) -> dict[str, Any]:
    return dict(office.anyone.get(f"/wards/{code}").json)


def told(office: Office) -> dict[str, Any]:
    office.tell()
    return dict(office.ears.of("ward.changed")[-1].data)


def test_a_ward_knows_its_neighbours_from_the_citys_list(office: Office) -> None:
    assert NGOC_HA in ward(office)["neighbours"]
    assert BA_DINH in ward(office, NGOC_HA)["neighbours"]
    assert BA_DINH not in ward(office)["neighbours"]


def test_the_head_narrows_the_citys_numbers_and_everybody_hears_it(office: Office, head: Caller) -> None:
    settings = {
        "opening_hours": [{"start": "08:30", "end": "11:00"}, {"start": "14:00", "end": "16:30"}],
        "promise_days": 2,
        "notice_minutes": 2880,
        "quiet_residents": [{"start": "19:00", "end": "08:00"}],
    }
    answer = head.patch(f"/wards/{BA_DINH}", {"settings": settings})
    assert answer.status_code == 200, answer.json
    assert answer.json["settings"] == {"wave_size": None, "quiet_volunteers": None, **settings}
    assert told(office)["settings"]["opening_hours"] == [["08:30", "11:00"], ["14:00", "16:30"]]
    assert told(office)["settings"]["quiet_residents"] == [["19:00", "08:00"]]


TOO_WIDE: list[tuple[str, Any, str]] = [
    ("promise_days", 4, "write 1 to 3 days"),
    ("wave_size", 4, "write 1 to 3"),
    ("notice_minutes", 60, "write 1440 minutes or more"),
    ("opening_hours", [{"start": "07:00", "end": "11:00"}], "lie within the city's: 08:00–11:30, 13:30–17:00"),
    ("opening_hours", [{"start": "08:00", "end": "17:00"}], "lie within the city's"),
    ("opening_hours", [{"start": "14:00", "end": "16:00"}, {"start": "08:00", "end": "09:00"}], "follow one"),
    ("quiet_volunteers", [{"start": "21:00", "end": "21:00"}], "an end that is not the start"),
]
"""Setting, what a ward would like, what it is told."""


def test_a_ward_may_not_widen_the_citys_numbers(office: Office, head: Caller) -> None:
    before = ward(office)
    head.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    for name, value, sentence in TOO_WIDE:
        answer = head.patch(f"/wards/{BA_DINH}", {"phone": "02438237420", "settings": {name: value}})
        assert answer.status_code == 422
        assert sentence in answer.json["errors"][f"settings.{name}"][0]
        assert ward(office) == before


def test_settings_and_shared_helpers_are_for_the_head_and_the_rest_for_any_staff(office: Office, head: Caller) -> None:
    for_staff: list[dict[str, Any]] = [{"phone": "02438237420"}, {"neighbourhoods": [TO_12]}, {"neighbours": [NGOC_HA]}]
    for change in for_staff:
        assert office.staff.patch(f"/wards/{BA_DINH}", change).status_code == 200
    for_head: list[dict[str, Any]] = [{"settings": {"promise_days": 2}}, {"helps": [NGOC_HA]}]
    for change in for_head:
        assert office.staff.patch(f"/wards/{BA_DINH}", change).status_code == 403
        assert head.patch(f"/wards/{BA_DINH}", change).status_code == 200


def test_another_wards_things_are_not_found(office: Office) -> None:
    start, end = "2025-12-03T00:00:00+07:00", "2025-12-04T00:00:00+07:00"
    assert office.staff.patch(f"/wards/{NGOC_HA}", {"phone": "02438237420"}).status_code == 404
    pause = {"from": start, "to": end, "reason": "flood"}
    assert office.staff.post(f"/wards/{NGOC_HA}/pauses", pause).status_code == 404


def test_a_telephone_is_taken_back_with_null(office: Office) -> None:
    office.staff.patch(f"/wards/{BA_DINH}", {"phone": "02438237420"})
    office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [TO_12]})
    assert ward(office)["phone"] == "+842438237420"
    office.staff.patch(f"/wards/{BA_DINH}", {"phone": None})
    assert ward(office)["phone"] is None


def test_helpers_are_shared_only_once_both_wards_have_agreed(office: Office, head: Caller) -> None:
    assert head.patch(f"/wards/{BA_DINH}", {"helps": [NGOC_HA]}).status_code == 200
    assert agreed(office) == ()
    theirs = office.with_post("head", (NGOC_HA,), OTHER_PHONE)
    assert theirs.patch(f"/wards/{NGOC_HA}", {"helps": [BA_DINH]}).status_code == 200
    assert agreed(office) == (NGOC_HA,)
    head.patch(f"/wards/{BA_DINH}", {"helps": []})
    assert agreed(office) == ()


def agreed(office: Office) -> tuple[str, ...]:
    with office.runtime.reading() as connection:
        return helping_wards(connection, BA_DINH)


def test_a_ward_shares_helpers_with_neighbours_alone(head: Caller) -> None:
    answer = head.patch(f"/wards/{BA_DINH}", {"neighbours": [NGOC_HA], "helps": [NGOC_HA, "00070"]})
    assert list(answer.json["errors"]) == ["helps.1"]
    answer = head.patch(f"/wards/{BA_DINH}", {"neighbours": [BA_DINH]})
    assert list(answer.json["errors"]) == ["neighbours.0"]


def test_the_seed_leaves_what_staff_entered(office: Office, head: Caller) -> None:
    head.patch(f"/wards/{BA_DINH}", {"neighbours": [NGOC_HA], "settings": {"promise_days": 2}})
    office.runtime.migrate()
    assert ward(office)["neighbours"] == [NGOC_HA]
    assert ward(office)["settings"]["promise_days"] == 2


def csv_file(text: str, encoding: str = "utf-8") -> str:
    return base64.b64encode(text.encode(encoding)).decode()


def xlsx_file(*rows: tuple[Any, ...]) -> str:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return base64.b64encode(kept.getvalue()).decode()


FORMER = """mã,phường xã cũ,quận huyện cũ
00004,Phường Quán Thánh,Quận Ba Đình
00004,Phường Trúc Bạch,Quận Ba Đình
00008,Phường Ngọc Hà,Quận Ba Đình
00025,Phường Quan Hoa,Quận Gia Lâm
"""


def found(office: Office, q: str) -> list[str]:
    return [item["code"] for item in office.anyone.get(f"/wards?q={q}").json["items"]]


TODAYS_UNITS = {
    "Quán Thánh": ["00004"],
    "quan thanh": ["00004"],
    "phuong truc bach": ["00004"],
    "P. Trúc Bạch": ["00004"],
    "Quan Hoa": ["00025"],
    "quận Gia Lâm": ["00025", "00565"],
    "quan gia lam": ["00025", "00565"],
    "Bạch": ["00004", "00292"],
    "100%25": [],
}
"""What people type → the codes it leads to."""


def test_a_former_ward_or_district_leads_to_todays_unit(office: Office, city: Caller) -> None:
    assert city.post("/former-units", {"file": csv_file(FORMER)}).json == {"names": 7}
    assert {q: found(office, q) for q in TODAYS_UNITS} == TODAYS_UNITS


def test_a_former_district_leads_to_every_unit_it_became(office: Office, city: Caller) -> None:
    city.post("/former-units", {"file": csv_file(FORMER)})
    assert found(office, "quận ba đình") == ["00004", "00008"]
    assert ward(office)["formerly"] == ["Quận Ba Đình", "Phường Quán Thánh", "Phường Trúc Bạch"]


def test_a_unit_is_found_by_its_present_name_without_any_list(office: Office) -> None:
    assert found(office, "ba đình") == [BA_DINH]
    assert found(office, "phường hoàn kiếm") == ["00070"]
    assert len(office.anyone.get("/wards?limit=100").json["items"]) == 100


def test_a_name_of_marks_alone_is_refused_in_a_sentence(office: Office) -> None:
    answer = office.anyone.get("/wards?q=%CC%81%CC%A3")
    assert answer.status_code == 422
    assert answer.json["errors"] == {"q": ["Ghi tên bằng chữ cái."]}


def test_a_new_list_replaces_the_one_before(office: Office, city: Caller) -> None:
    city.post("/former-units", {"file": csv_file(FORMER)})
    rows = (("Mã", "Phường xã cũ"), ("00008", "Phường Đội Cấn"))
    assert city.post("/former-units", {"file": xlsx_file(*rows)}).json == {"names": 1}
    assert found(office, "trúc bạch") == []
    assert found(office, "đội cấn") == [NGOC_HA]


def test_codes_that_lost_their_zeros_in_the_spreadsheet_are_named_by_row_and_nothing_changes(
    office: Office, city: Caller
) -> None:
    city.post("/former-units", {"file": csv_file(FORMER)})
    answer = city.post("/former-units", {"file": xlsx_file(("mã", "phường cũ"), (8, "Phường Đội Cấn"))})
    assert answer.status_code == 422
    assert "đúng 5 chữ số" in answer.json["errors"]["file.2.code"][0]
    assert found(office, "trúc bạch") == [BA_DINH]


UNREADABLE = [
    (csv_file("mã,phường cũ\n00004,Quán Thánh\n", "utf-16"), "không phải UTF-8"),
    (csv_file("phường cũ\nQuán Thánh\n"), "thiếu cột: mã"),
    (csv_file("mã,phường cũ\n"), "chưa có dòng nào"),
    ("bảng", "base64"),
]
"""File, what is said of it."""


def test_a_list_that_cannot_be_read_is_refused_in_a_sentence(city: Caller) -> None:
    for file, sentence in UNREADABLE:
        answer = city.post("/former-units", {"file": file})
        assert answer.status_code == 422
        assert sentence in answer.json["errors"]["file"][0]


def test_only_the_city_loads_former_names(office: Office, head: Caller) -> None:
    assert head.post("/former-units", {"file": csv_file(FORMER)}).status_code == 403
    assert office.anyone.post("/former-units", {"file": csv_file(FORMER)}).status_code == 401


def test_the_city_changes_a_topic_and_the_next_start_leaves_it(office: Office, city: Caller, head: Caller) -> None:
    assert head.patch("/topics/vneid", {"minutes": 90}).status_code == 403
    answer = city.patch("/topics/vneid", {"minutes": 90, "name_en": "VNeID, the e-identity"})
    assert answer.status_code == 200, answer.json
    office.tell()
    assert office.ears.of("topic.changed")[-1].data["minutes"] == 90
    office.runtime.migrate()
    assert office.anyone.get("/topics/vneid").json["minutes"] == 90
    assert office.anyone.get("/topics/vneid").json["name_vi"] == "VNeID"


def test_a_topic_read_before_somebody_else_changed_it_is_not_overwritten(office: Office, city: Caller) -> None:
    stale = office.anyone.get("/topics/vneid").headers["ETag"]
    city.patch("/topics/vneid", {"minutes": 90})
    assert city.patch("/topics/vneid", {"minutes": 45}, etag=stale).status_code == 412
    assert office.anyone.get("/topics/nothing").status_code == 404


def test_a_ward_that_asks_fewer_at_a_time_asks_fewer(office: Office, head: Caller) -> None:
    head.patch(f"/wards/{BA_DINH}", {"settings": {"wave_size": 1}})
    volunteers = office.volunteers("Nguyễn Văn Minh", "Trần Thu Hà", "Lê Quốc Bảo")
    office.entered()
    office.tick()
    assert sum(len(each.get("/offers").json["items"]) for each in volunteers.values()) == 1


def test_a_ward_that_gives_longer_notice_uses_no_window_before_it(office: Office, head: Caller) -> None:
    head.patch(f"/wards/{BA_DINH}", {"settings": {"notice_minutes": 20160}})
    office.volunteer("Nguyễn Văn Minh", "+84912000010")
    request = office.entered()
    office.tick()
    assert office.staff.get(f"/requests/{request['id']}").json["status"] == "needs_times"
