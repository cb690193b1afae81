"""When a volunteer is free and when away, on a page; and applying on one, up to the first task."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.volunteers.tables import volunteers
from tests.integration.volunteer_window import TASKS, window_of, window_on
from tests.integration.volunteers_wiring import Office, volunteers_on
from tests.kit.windows import Window, hidden
from tests.unit.volunteers.builders import BA_DINH

AVAILABILITY, JOIN = f"{TASKS}/availability", "/volunteers/join"
MINH, MINH_PHONE = "Nguyễn Văn Minh", "+84912000010"
ODD = {"weekday": 1, "start": "16:00", "end": "17:30"}
APPLICATION = {
    "name": "Trần Thu Hà",
    "phone": "0912 000 012",
    "birth_year": "1998",
    "wards.0": BA_DINH,
    "wards.1": "",
    "affiliations.0.kind": "youth_union",
    "topics": ["", "vneid", "payments"],
    "languages": ["vi", "en"],
    "free": ["0.evening", "5.morning", "5.noon"],
    "weekly.0.weekday": "",
    "weekly.0.start": "",
    "weekly.0.end": "",
    "weekly.1.weekday": "6",
    "weekly.1.start": "9h",
    "weekly.1.end": "10:30",
    "max_open_tasks": "2",
    "agreed": "true",
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def minh(office: Office) -> Window:
    mornings = [{"weekday": day, "start": "08:00", "end": "11:30"} for day in (0, 1)]
    return window_of(office.volunteer(MINH, MINH_PHONE, weekly=[*mornings, ODD]))


def ticked(page: TestResponse) -> list[str]:
    return re.findall(r'name="free" value="([0-9a-z.]+)" checked', page.text)


def sent(page: TestResponse, **changes: Any) -> dict[str, Any]:
    """The form as the page shows it, with other answers."""
    as_shown = {"weekly.0.weekday": "1", "weekly.0.start": "16:00", "weekly.0.end": "17:30"}
    usual = {"topics": ["", "vneid"], "conditions": [""], "max_open_tasks": "3", "free": ticked(page)}
    return {"version": hidden(page, "version"), **as_shown, **usual, **changes}


def offered(office: Office) -> Any:
    (row,) = office.rows(volunteers)
    return row["offering"]


def spans(office: Office) -> list[str]:
    return [f"{span.weekday} {span.start:%H:%M}-{span.end:%H:%M}" for span in offered(office).weekly]


def test_the_grid_and_the_times_beside_it_are_what_is_kept(office: Office, minh: Window) -> None:
    page = minh.get(AVAILABILITY)
    assert ticked(page) == ["0.morning", "1.morning"]
    assert 'value="16:00"' in page.text
    answer = minh.post(AVAILABILITY, sent(page, free=["0.morning", "0.noon", "5.evening"], conditions=["", "pair"]))
    assert "Đã lưu." in minh.follow(answer).text
    assert spans(office) == ["0 08:00-13:30", "1 16:00-17:30", "5 18:00-21:00"]
    assert (offered(office).topics, offered(office).conditions) == (("vneid",), ("pair",))
    assert ticked(minh.get(AVAILABILITY)) == ["0.morning", "0.noon", "5.evening"]


def test_an_end_before_its_start_and_no_topic_are_told_beside_their_fields(office: Office, minh: Window) -> None:
    wrong = {"weekly.0.weekday": "", "weekly.0.start": "", "weekly.0.end": ""}
    wrong |= {"weekly.2.weekday": "3", "weekly.2.start": "17:00", "weekly.2.end": "16:00"}
    before = spans(office)
    page = minh.get(AVAILABILITY)
    told = minh.post(AVAILABILITY, sent(page, **wrong))
    assert (told.status_code, 'href="#weekly.2.end"' in told.text) == (422, True)
    assert "Giờ kết thúc phải sau giờ bắt đầu." in told.text
    none = minh.post(AVAILABILITY, sent(page, topics=[""], free=["6.evening"]))
    assert "Chọn ít nhất một việc." in none.text
    assert ticked(none) == ["6.evening"]
    assert spans(office) == before


def test_who_saves_over_another_change_is_told_first(office: Office, minh: Window) -> None:
    old = minh.get(AVAILABILITY)
    minh.post(AVAILABILITY, sent(minh.get(AVAILABILITY), max_open_tasks="5"))
    told = minh.post(AVAILABILITY, sent(old, max_open_tasks="1"))
    assert (told.status_code, offered(office).max_open_tasks) == (412, 5)
    assert "vừa được đổi ở nơi khác" in told.text
    minh.post(AVAILABILITY, sent(told, max_open_tasks="1"))
    assert offered(office).max_open_tasks == 1


def test_away_until_a_day_and_back_again(office: Office, minh: Window) -> None:
    page = minh.follow(minh.post(f"{TASKS}/away", {"until": "2025-12-05"}))
    assert "Tạm nghỉ đến hết thứ Sáu, 5/12" in page.text
    assert office.signed_in(MINH_PHONE).get("/me").json["volunteer"]["away_until"] == "2025-12-05T17:00:00+00:00"
    assert "không được mời việc mới" in minh.get(TASKS).text
    assert "Đang sẵn sàng" in minh.follow(minh.post(f"{TASKS}/away", {"back": "yes", "from": "tasks"})).text
    assert offered(office).absences == ()


def test_off_duty_for_a_week_is_one_tap_on_the_list_of_tasks(office: Office, minh: Window) -> None:
    tasks = minh.get(TASKS).text
    assert "Nghỉ đến hết thứ Hai, 8/12" in tasks
    assert '<input type="hidden" name="until" value="2025-12-08">' in tasks
    page = minh.follow(minh.post(f"{TASKS}/away", {"until": "2025-12-08", "from": "tasks"}))
    assert page.request.path.endswith("/tasks")
    for said in ("Đã ghi: anh/chị tạm nghỉ.", "Tạm nghỉ đến hết thứ Hai, 8/12", "Tôi sẵn sàng trở lại"):
        assert said in page.text
    assert office.signed_in(MINH_PHONE).get("/me").json["volunteer"]["away_until"] == "2025-12-08T17:00:00+00:00"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("2025-11-30", "Ngày này đã qua"), ("2027-12-01", "trong vòng một năm tới"), ("", "Chọn ngày cuối")],
)
def test_a_day_nobody_can_be_away_until_is_refused(minh: Window, day: str, sentence: str) -> None:
    told = minh.post(f"{TASKS}/away", {"until": day})
    assert (told.status_code, sentence in told.text) == (422, True)
    assert ticked(told) == ["0.morning", "1.morning"]


def test_who_applies_reads_what_happens_next_and_is_asked_once_approved(office: Office) -> None:
    window = window_on(office)
    form = {**APPLICATION, "once": hidden(window.get(f"{JOIN}?ward={BA_DINH}"), "once")}
    assert "Việc tiếp theo" in window.follow(window.post(JOIN, form)).text
    window.post(JOIN, form)
    (kept,) = office.rows(volunteers)
    assert (kept["status"], kept["profile"].wards, kept["consent"].how) == ("applied", (BA_DINH,), "web")
    assert [each.kind for each in kept["profile"].affiliations] == ["youth_union"]
    assert spans(office) == ["0 18:00-21:00", "5 08:00-13:30", "6 09:00-10:30"]
    assert office.staff.post(f"/volunteers/{kept['volunteer_id']}/approve").status_code == 200
    assert "Việc cần người" in window_of(office.signed_in("+84912000012")).get(TASKS).text


def test_an_empty_application_says_what_is_missing_and_keeps_what_was_typed(office: Office) -> None:
    window = window_on(office)
    told = window.post(JOIN, {"name": "Trần Thu Hà", "topics": ""})
    assert told.status_code == 422
    for field in ("phone", "birth_year", "wards.0", "topics", "free", "agreed"):
        assert f'href="#{field}"' in told.text
        assert f'id="{field}"' in told.text
    assert 'value="Trần Thu Hà"' in told.text
    assert office.rows(volunteers) == []


def test_applying_again_is_answered_alike_and_changes_nothing(office: Office) -> None:
    answers = [window_on(office).post(JOIN, APPLICATION) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [f"{JOIN}/sent"] * 2
    assert len(office.rows(volunteers)) == 1


def test_who_wants_to_help_says_first_in_which_ward(office: Office) -> None:
    window = window_on(office)
    for path in (JOIN, f"{JOIN}?ward=99999"):
        asked = window.get(path).text
        assert ('name="ward"' in asked, 'name="topics"' in asked) == (True, False)
    assert f'name="wards.0" value="{BA_DINH}"' in window.get(f"{JOIN}?ward={BA_DINH}").text


def test_the_form_offers_the_teams_and_the_neighbourhoods_of_the_ward(office: Office) -> None:
    placed = {"name": "Tổ 12", "location": {"lat": 21.0425, "lon": 105.837}}
    office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [placed, {"name": "Tổ 5"}]})
    team = office.staff.post("/teams", {"ward": BA_DINH, "kind": "college", "name": "Trường Bách khoa"}).json
    page = window_on(office).get(f"{JOIN}?ward={BA_DINH}").text
    assert ("Trường Bách khoa" in page, "Tổ 12" in page, "Tổ 5" in page) == (True, True, False)
    mine = {"affiliations.0.kind": "", "affiliations.0.team_id": team["id"], "home": "to-12"}
    assert window_on(office).post(JOIN, {**APPLICATION, **mine}).status_code == 303
    (kept,) = office.rows(volunteers)
    assert [(each.kind, each.team_id) for each in kept["profile"].affiliations] == [("college", team["id"])]
    assert (kept["profile"].lat, kept["profile"].lon) == (21.0425, 105.837)


def test_where_the_phone_is_wins_over_the_neighbourhood_and_nonsense_is_refused(office: Office) -> None:
    at_home = {"location.lat": "21.038", "location.lon": "105.837"}
    assert window_on(office).post(JOIN, {**APPLICATION, **at_home}).status_code == 303
    (kept,) = office.rows(volunteers)
    assert (kept["profile"].lat, kept["profile"].lon) == (21.038, 105.837)
    other = {**APPLICATION, "phone": "0912 000 013", "location.lat": "210", "location.lon": "105.837"}
    assert window_on(office).post(JOIN, other).status_code == 422
