"""A leader at the page of the team: who goes, and when the whole team is away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.volunteers.tables import offers, teams
from tests.integration.volunteer_window import TASKS, window_of, window_on
from tests.integration.volunteers_wiring import Caller, Office, volunteers_on
from tests.kit.windows import Window, hidden
from tests.unit.volunteers.builders import BA_DINH, at

TEAM = "/volunteers/team"
MINH, HA, LONG = "Nguyễn Văn Minh", "Trần Thu Hà", "Phạm Đức Long"
PHONES = {MINH: "+84912000010", HA: "+84912000011", LONG: "+84912000012"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def members(office: Office) -> dict[str, Caller]:
    """Minh leads; Hà belongs to the team, Long does not."""
    return {name: office.volunteer(name, phone) for name, phone in PHONES.items()}


@pytest.fixture
def team(office: Office, members: dict[str, Caller]) -> dict[str, Any]:
    body = {"ward": BA_DINH, "kind": "community_team", "name": "Tổ công nghệ số 12"}
    founded = office.staff.post("/teams", body).json
    office.staff.patch(f"/teams/{founded['id']}", {"leader_id": id_of(members[MINH])})
    office.staff.post(f"/teams/{founded['id']}/members", {"volunteer_id": id_of(members[HA])})
    return dict(founded)


@pytest.fixture
def leader(office: Office, team: dict[str, Any]) -> Window:
    return window_of(office.signed_in(PHONES[MINH]))


def id_of(caller: Caller) -> str:
    return str(caller.get("/me").json["id"])


def sendings(page: TestResponse) -> list[str]:
    """Where the page's tasks are taken for the team."""
    return re.findall(rf'action="({TEAM}/offers/[0-9a-f-]+/accept)"', page.text)


def take(leader: Window, page: TestResponse, member_id: str) -> TestResponse:
    return leader.post(sendings(page)[0], {"member_id": member_id, "once": hidden(page, "once")})


def standing(office: Office) -> dict[str, str]:
    return {row["volunteer_id"]: row["status"] for row in office.rows(offers)}


def test_a_leader_sees_who_belongs_by_given_name_and_what_is_asked_of_them(office: Office, leader: Window) -> None:
    office.entered(neighbourhood="Tổ 12")
    office.tick()
    page = leader.get(TEAM)
    assert f"Đang mời: {HA}, {MINH}" in page.text
    assert len(sendings(page)) == 1
    assert "Tổ 12" in page.text
    assert "Nguyễn Thị Lan" not in page.text
    assert LONG not in page.text
    assert "Members of the team" in leader.get(f"{TEAM}?lang=en").text


def test_a_leader_takes_a_task_for_the_team_and_names_who_goes_once(
    office: Office, members: dict[str, Caller], leader: Window
) -> None:
    office.entered()
    office.tick()
    page = leader.get(TEAM)
    answers = [take(leader, page, id_of(members[HA])) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [f"{TEAM}?done=sent"] * 2
    assert "Đã nhận việc cho tổ" in leader.follow(answers[0]).text
    assert standing(office)[id_of(members[HA])] == "accepted"
    assert "Việc tôi đã nhận" in window_of(office.signed_in(PHONES[HA])).get(TASKS).text


def test_whoever_cannot_go_is_told_to_the_leader_and_nothing_changes(
    office: Office, members: dict[str, Caller], leader: Window
) -> None:
    office.entered()
    office.tick()
    page = leader.get(TEAM)
    none = take(leader, page, "")
    assert (none.status_code, "Chọn người đi." in none.text) == (422, True)
    assert take(leader, page, id_of(members[LONG])).status_code == 404
    office.signed_in(PHONES[HA]).patch("/me", {"max_open_tasks": 1})
    office.entered()
    office.tick()
    take(leader, leader.get(TEAM), id_of(members[HA]))
    told = take(leader, leader.get(TEAM), id_of(members[HA]))
    assert told.status_code == 409
    assert [row["status"] for row in office.rows(offers)].count("accepted") == 1


def test_a_team_is_away_through_a_day_and_back_again(office: Office, team: dict[str, Any], leader: Window) -> None:
    pause = f"{TEAM}/{team['id']}/pause"
    page = leader.follow(leader.post(pause, {"until": "2025-12-05"}))
    assert "Tạm nghỉ đến hết thứ Sáu, 5/12" in page.text
    (kept,) = office.rows(teams)
    assert kept["data"].pause.end == at(6, 0)
    assert "Tổ đang nhận việc" in leader.follow(leader.post(pause, {"back": "yes"})).text
    (kept,) = office.rows(teams)
    assert kept["data"].pause is None


@pytest.mark.parametrize(("day", "sentence"), [("2025-11-30", "Ngày này đã qua"), ("", "Chọn ngày cuối")])
def test_a_day_no_team_can_be_away_until_is_refused(
    team: dict[str, Any], leader: Window, day: str, sentence: str
) -> None:
    told = leader.post(f"{TEAM}/{team['id']}/pause", {"until": day})
    assert (told.status_code, sentence in told.text, 'href="#until"' in told.text) == (422, True, True)


def test_another_leaders_team_is_not_there_and_a_member_is_no_leader(
    office: Office, members: dict[str, Caller], team: dict[str, Any], leader: Window
) -> None:
    other = office.staff.post("/teams", {"ward": BA_DINH, "kind": "college", "name": "Trường Bách khoa"}).json
    office.staff.patch(f"/teams/{other['id']}", {"leader_id": id_of(members[LONG])})
    long = window_of(office.signed_in(PHONES[LONG]))
    assert long.post(f"{TEAM}/{team['id']}/pause", {"back": "yes"}).status_code == 404
    office.entered()
    office.tick()
    assert long.post(sendings(leader.get(TEAM))[0], {"member_id": id_of(members[LONG])}).status_code == 404
    assert window_of(office.signed_in(PHONES[HA])).get(TEAM).status_code == 403
    assert window_of(office.staff).get(TEAM).status_code == 403
    assert window_on(office).get(TEAM).headers["Location"].startswith("/volunteers/sign-in")
