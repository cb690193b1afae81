"""What the city and the heads of wards keep, on pages: a ward's telephone and numbers, and topics."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.desk_window import words_of
from tests.integration.volunteer_window import window_of
from tests.integration.volunteers_wiring import Office, volunteers_on
from tests.kit.windows import Window, hidden
from tests.unit.volunteers.builders import BA_DINH

SETTINGS = "/volunteers/settings"
WARD = f"{SETTINGS}/wards/{BA_DINH}"
TOPIC = f"{SETTINGS}/topics/vneid"
OTHER_WARD = "00008"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def head(office: Office) -> Window:
    return window_of(office.with_post("head", (BA_DINH,), "+84912000074"))


@pytest.fixture
def city(office: Office) -> Window:
    return window_of(office.with_post("city", (), "+84912000075"))


def kept(office: Office) -> dict[str, Any]:
    found: dict[str, Any] = office.anyone.get(f"/wards/{BA_DINH}").json
    return found


def change(window: Window, page: str, **form: Any) -> Any:
    return window.post(page, {"version": hidden(window.get(page), "version"), **form})


def test_staff_publish_the_wards_phone_and_keep_its_list(office: Office) -> None:
    window = window_of(office.staff)
    answer = change(window, WARD, phone="024 3825 3126", neighbourhood_list="Tổ 12; Tổ 12 Quỳnh Lôi\n\nTổ 14")
    assert "Đã lưu." in words_of(window.follow(answer))
    assert kept(office)["phone"] == "+842438253126"
    listed = [(each["name"], each["aliases"]) for each in kept(office)["neighbourhoods"]]
    assert listed == [("Tổ 12", ["Tổ 12 Quỳnh Lôi"]), ("Tổ 14", [])]
    assert "Tổ 12; Tổ 12 Quỳnh Lôi\nTổ 14" in window.get(WARD).text


def test_a_neighbourhood_that_stays_keeps_its_id_and_its_place(office: Office) -> None:
    caller, window = office.staff, window_of(office.staff)
    where = {"lat": 21.03, "lon": 105.83}
    one = {"id": "to-mot", "name": "Tổ 1", "aliases": [], "location": where}
    assert caller.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [one]}).status_code == 200
    change(window, WARD, neighbourhood_list="tổ 1; Tổ Một\nTổ 2")
    first = kept(office)["neighbourhoods"][0]
    assert (first["id"], first["name"], first["location"]) == ("to-mot", "tổ 1", where)


def test_what_is_wrong_in_the_list_is_said_by_line_and_nothing_is_kept(office: Office) -> None:
    window = window_of(office.staff)
    answer = change(window, WARD, neighbourhood_list="Tổ 1\nTổ 2\ntổ 1")
    assert answer.status_code == 422
    assert "Dòng 3: Tên hoặc tên khác này đã có" in words_of(answer)
    assert "Tổ 1\nTổ 2\ntổ 1" in answer.text
    assert kept(office)["neighbourhoods"] == []
    wrong = change(window, WARD, phone="12")
    assert (wrong.status_code, "thiếu hoặc thừa chữ số" in words_of(wrong)) == (422, True)


def test_only_the_head_narrows_the_citys_numbers(office: Office, head: Window) -> None:
    staff = window_of(office.staff)
    assert 'name="settings.promise_days"' not in staff.get(WARD).text
    refused = change(staff, WARD, **{"settings.promise_days": "1"})
    assert refused.status_code == 403
    hours = {"settings.opening_hours.0.start": "8h", "settings.opening_hours.0.end": "11h"}
    answer = change(head, WARD, **{"settings.promise_days": "2", "settings.wave_size": "", **hours})
    assert "Đã lưu." in words_of(head.follow(answer))
    settings = kept(office)["settings"]
    assert (settings["promise_days"], settings["wave_size"]) == (2, None)
    assert settings["opening_hours"] == [{"start": "08:00", "end": "11:00"}]


def test_numbers_left_blank_are_the_citys_again(office: Office, head: Window) -> None:
    change(head, WARD, **{"settings.promise_days": "2"})
    change(head, WARD, **{"settings.promise_days": "", "settings.opening_hours.0.start": ""})
    assert set(kept(office)["settings"].values()) == {None}


def test_a_ward_is_never_looser_than_the_city(office: Office, head: Window) -> None:
    answer = change(head, WARD, **{"settings.promise_days": "30"})
    assert (answer.status_code, "chỉ được hứa sớm hơn thành phố" in words_of(answer)) == (422, True)
    assert 'href="#settings.promise_days"' in answer.text
    assert 'value="30"' in answer.text
    assert kept(office)["settings"]["promise_days"] is None


def test_nobody_overwrites_what_they_have_not_seen(office: Office, head: Window) -> None:
    before = hidden(head.get(WARD), "version")
    change(window_of(office.staff), WARD, phone="024 3825 3126")
    answer = head.post(WARD, {"version": before, "phone": "024 3825 9999"})
    assert (answer.status_code, "Vừa có người khác sửa trang này." in words_of(answer)) == (412, True)
    assert kept(office)["phone"] == "+842438253126"
    assert head.post(WARD).status_code == 412


def test_another_wards_settings_are_not_there(office: Office) -> None:
    others = window_of(office.with_post("head", (OTHER_WARD,), "+84912000071"))
    assert (others.get(WARD).status_code, others.post(WARD).status_code) == (404, 404)
    assert WARD not in others.get(SETTINGS).text
    counter = window_of(office.with_post("counter", (BA_DINH,), "+84912000072"))
    assert counter.get(SETTINGS).status_code == 403


def test_the_city_changes_a_topics_words_and_numbers(office: Office, city: Window) -> None:
    assert TOPIC in city.get(SETTINGS).text
    skills = {f"skills.{n}.{tongue}": f"{tongue} {n}" for n in range(3) for tongue in ("vi", "en")}
    form = {"name_vi": "VNeID", "name_en": "VNeID app", "minutes": "50", "money": ["false", "true"], **skills}
    answer = change(city, TOPIC, phone_solvable="false", **form, **{"skills.3.vi": "", "skills.3.en": ""})
    assert "Đã lưu." in words_of(city.follow(answer))
    topic = office.anyone.get("/topics/vneid").json
    assert (topic["name_en"], topic["minutes"], topic["money"], topic["phone_solvable"]) == (
        "VNeID app",
        50,
        True,
        False,
    )
    assert topic["skills"][0] == {"vi": "vi 0", "en": "en 0"}
    assert len(topic["skills"]) == 3


def test_a_topic_is_never_without_a_name_and_a_skill_never_without_its_english(office: Office, city: Window) -> None:
    before = office.anyone.get("/topics/vneid").json
    form = {"name_vi": " ", "name_en": "VNeID", "minutes": "60"}
    skills = {f"skills.{n}.vi": f"Điều {n}" for n in range(3)} | {"skills.0.en": "One", "skills.2.en": "Three"}
    answer = change(city, TOPIC, **form, **skills)
    assert answer.status_code == 422
    for field in ("name_vi", "skills.1.en"):
        assert f'href="#{field}"' in answer.text
    assert office.anyone.get("/topics/vneid").json == before


def test_topics_are_the_citys(office: Office, head: Window, city: Window) -> None:
    assert (head.get(TOPIC).status_code, head.post(TOPIC).status_code) == (403, 403)
    assert city.get(f"{SETTINGS}/topics/flying").status_code == 404
    assert "/settings/topics/" not in head.get(SETTINGS).text


def listed(office: Office) -> dict[str, str]:
    return {each["name"]: each["id"] for each in kept(office)["neighbourhoods"]}


def kept_by_pause_and_team(office: Office) -> Window:
    """Staff of a ward whose Tổ 12 is flooded and whose Tổ 13 a team looks after."""
    names = [{"name": "Tổ 12"}, {"name": "Tổ 13"}, {"name": "Tổ 14"}]
    assert office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": names}).status_code == 200
    span = {"from": "2025-12-01T00:00:00+07:00", "to": "2025-12-03T00:00:00+07:00", "reason": "flood"}
    flood = office.staff.post(f"/wards/{BA_DINH}/pauses", {**span, "neighbourhoods": ["Tổ 12"]})
    team = {"name": "Tổ công nghệ số", "kind": "community_team", "ward": BA_DINH, "neighbourhoods": ["to-13"]}
    assert (flood.status_code, office.staff.post("/teams", team).status_code) == (201, 201)
    return window_of(office.staff)


@pytest.mark.parametrize(
    "written",
    [
        "Tổ dân phố 12\nTổ dân phố 13\nTổ 14",
        "Tổ dân phố 12; Tổ 12\nTổ dân phố 13; tổ 13",
        "Tổ 14\nTổ dân phố 13; Tổ 13\nTổ dân phố 12",
    ],
)
def test_a_name_that_is_corrected_stays_the_same_place_for_pauses_and_teams(office: Office, written: str) -> None:
    window = kept_by_pause_and_team(office)
    assert change(window, WARD, neighbourhood_list=written).status_code == 303
    assert (listed(office)["Tổ dân phố 12"], listed(office)["Tổ dân phố 13"]) == ("to-12", "to-13")
    assert "Tổ dân phố 12" in words_of(window.get(f"/volunteers/wards/{BA_DINH}/pauses"))
    again = change(window, WARD, neighbourhood_list=f"{window_list(window)}\nTổ 12 mới\nTổ 15")
    assert again.status_code == 303
    assert len(set(listed(office).values())) == len(listed(office))


def window_list(window: Window) -> str:
    """The list as the page shows it."""
    return window.get(WARD).text.partition('id="neighbourhood_list"')[2].partition(">")[2].partition("<")[0].strip()


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("Tổ 13\nTổ 14", "Tổ 12 đang tạm hoãn."),
        ("Tổ 12\nTổ 14", "Tổ 13 đang có tổ phụ trách."),
        ("", "Tổ 12 đang tạm hoãn."),
    ],
)
def test_what_is_paused_or_looked_after_is_not_dropped_from_the_list(
    office: Office, written: str, sentence: str
) -> None:
    window = kept_by_pause_and_team(office)
    refused = change(window, WARD, neighbourhood_list=written)
    assert (refused.status_code, sentence in words_of(refused)) == (422, True)
    assert 'href="#neighbourhood_list"' in refused.text
    assert len(listed(office)) == 3
    by_program = office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [{"name": "Tổ 14"}]})
    assert (by_program.status_code, list(by_program.json["errors"])) == (422, ["neighbourhoods"])
    assert change(window, WARD, neighbourhood_list="Tổ 12\nTổ 13").status_code == 303


def test_a_new_place_never_gets_the_id_of_another_that_was_called_so(office: Office) -> None:
    window = window_of(office.staff)
    change(window, WARD, neighbourhood_list="Tổ 12")
    change(window, WARD, neighbourhood_list="Tổ dân phố số 12")
    assert change(window, WARD, neighbourhood_list="Tổ dân phố số 12\nTổ 12").status_code == 303
    assert listed(office) == {"Tổ dân phố số 12": "to-12", "Tổ 12": "to-12-2"}
