"""Teams over HTTP: founded and kept by the ward, paused by their leaders, filled from a list."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from services.volunteers.domain.errors import LeaderPausesOnly
from tests.integration.volunteers_wiring import STAFF_PHONE, Caller, Office, an_application, volunteers_on
from tests.unit.volunteers.builders import BA_DINH, at

MINH, MINHS_PHONE = "Nguyễn Văn Minh", "+84912000010"
PAUSE = {"from": at(3, 8).isoformat(), "to": at(10, 8).isoformat()}
HEADER = ["Họ tên", "Điện thoại", "Năm sinh", "Giới tính", "Nội dung"]
UNKNOWN = "0198a5e0-7c10-7000-8000-000000000001"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def team(office: Office) -> dict[str, Any]:
    return dict(office.staff.post("/teams", a_team()).json)


@pytest.fixture
def minh(office: Office) -> Caller:
    return office.volunteer(MINH, MINHS_PHONE)


def a_team(**changes: Any) -> dict[str, Any]:
    return {"ward": BA_DINH, "kind": "community_team", "name": "Tổ công nghệ số cộng đồng 12", **changes}


def led_by_minh(office: Office, team: dict[str, Any], minh: Caller) -> Caller:
    """Minh as the team's leader, signed in anew."""
    office.staff.patch(f"/teams/{team['id']}", {"leader_id": id_of(minh)})
    return office.signed_in(MINHS_PHONE)


def id_of(caller: Caller) -> str:
    return str(caller.get("/me").json["id"])


def a_list(*rows: list[str], header: list[str] = HEADER) -> dict[str, str]:
    text = "\n".join(";".join(row) for row in (header, *rows))
    return {"file": base64.b64encode(text.encode()).decode(), "consent_version": "2025-11"}


# Kept by the ward


def test_a_team_is_founded_and_everybody_hears_of_it(office: Office) -> None:
    office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [{"name": "Tổ 12"}]})
    founded = office.staff.post("/teams", a_team(neighbourhoods=["to-12"]))
    assert founded.status_code == 201
    (shown,) = office.anyone.get(f"/teams?ward={BA_DINH}").json["items"]
    assert shown == {"id": founded.json["id"], **a_team(neighbourhoods=["to-12"])}
    office.tell()
    (told,) = office.ears.of("team.changed")
    assert (told.data["name"], told.data["neighbourhoods"]) == (a_team()["name"], ["to-12"])


def test_a_team_covers_only_neighbourhoods_the_ward_has(office: Office) -> None:
    refused = office.staff.post("/teams", a_team(neighbourhoods=["to-99"]))
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["neighbourhoods.0"])


def test_what_is_left_out_of_a_change_stays(office: Office, team: dict[str, Any]) -> None:
    changed = office.staff.patch(f"/teams/{team['id']}", {"name": "Tổ 13"}).json
    assert changed == {**team, "name": "Tổ 13"}


def test_another_wards_teams_are_not_ours_to_keep(office: Office, team: dict[str, Any]) -> None:
    other = office.with_post("staff", ("00008",), "+84912000005")
    assert other.post("/teams", a_team()).status_code == 404
    assert other.get(f"/teams/{team['id']}").status_code == 404
    assert other.patch(f"/teams/{team['id']}", {"name": "Tổ 13"}, etag='"1"').status_code == 404
    assert other.get(f"/teams/{team['id']}/members").status_code == 404
    assert other.post(f"/teams/{team['id']}/import", a_list(["A B", "0912000050", "1990"])).status_code == 404


# Who belongs and who leads


def test_a_volunteer_joins_and_leaves_a_team_and_everybody_hears_it(
    office: Office, team: dict[str, Any], minh: Caller
) -> None:
    members = f"/teams/{team['id']}/members"
    assert office.staff.post(members, {"volunteer_id": id_of(minh)}).status_code == 204
    assert [member["name"] for member in office.staff.get(members).json["items"]] == [MINH]
    left = office.staff.client.delete(
        f"/api/v1{members}/{id_of(minh)}", headers={"Authorization": office.staff.authorization or ""}
    )
    assert left.status_code == 204
    assert office.staff.get(members).json["items"] == []
    office.tell()
    told = [event.data["affiliations"] for event in office.ears.of("volunteer.availability_changed")]
    assert told == [[{"kind": "community_team", "team_id": team["id"]}], []]


def test_whoever_applies_names_a_team_there_is(office: Office, team: dict[str, Any]) -> None:
    named = [{"kind": "youth_union", "team_id": team["id"]}]
    office.anyone.post("/volunteers", an_application(MINH, MINHS_PHONE, affiliations=named))
    (member,) = office.staff.get(f"/teams/{team['id']}/members").json["items"]
    assert (member["name"], member["status"]) == (MINH, "applied")


def test_only_an_approved_volunteer_of_the_ward_leads(office: Office, team: dict[str, Any]) -> None:
    applied = office.anyone.post("/volunteers", an_application(MINH, MINHS_PHONE)).json
    for leader in (applied["id"], UNKNOWN):
        refused = office.staff.patch(f"/teams/{team['id']}", {"leader_id": leader})
        assert (refused.status_code, list(refused.json["errors"])) == (422, ["leader_id"])


def test_a_leader_sees_the_teams_members_and_is_one(office: Office, team: dict[str, Any], minh: Caller) -> None:
    leader = led_by_minh(office, team, minh)
    assert [member["name"] for member in leader.get(f"/teams/{team['id']}/members").json["items"]] == [MINH]


def test_a_leader_pauses_the_team_and_changes_nothing_else(office: Office, team: dict[str, Any], minh: Caller) -> None:
    leader = led_by_minh(office, team, minh)
    path = f"/teams/{team['id']}"
    refused = leader.patch(path, {"pause": PAUSE, "name": "Tổ của tôi"})
    assert (refused.status_code, refused.json["detail"]) == (403, LeaderPausesOnly.vi)
    assert leader.patch(path, {"pause": PAUSE}).status_code == 200
    office.tell()
    told = office.ears.of("team.changed")[-1].data
    assert (told["leader_id"], told["paused_from"]) == (id_of(leader), "2025-12-03T01:00:00+00:00")
    assert leader.patch(path, {"pause": None}).json["pause"] is None


def test_a_leader_of_another_team_is_no_leader_of_this_one(office: Office, team: dict[str, Any], minh: Caller) -> None:
    other = office.staff.post("/teams", a_team(name="Tổ 13")).json
    leader = led_by_minh(office, team, minh)
    assert leader.get(f"/teams/{other['id']}").status_code == 404
    assert leader.patch(f"/teams/{other['id']}", {"pause": PAUSE}, etag='"1"').status_code == 404


def test_a_pause_ends_after_it_begins(office: Office, team: dict[str, Any]) -> None:
    backwards = {"from": PAUSE["to"], "to": PAUSE["from"]}
    refused = office.staff.patch(f"/teams/{team['id']}", {"pause": backwards})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["pause.to"])


def test_who_leads_no_more_is_signed_out(office: Office, team: dict[str, Any], minh: Caller) -> None:
    leader = led_by_minh(office, team, minh)
    office.clock.advance(timedelta(seconds=1))
    office.staff.patch(f"/teams/{team['id']}", {"leader_id": None})
    assert leader.get(f"/teams/{team['id']}").status_code == 401
    assert office.signed_in(MINHS_PHONE).get(f"/teams/{team['id']}").status_code == 403


def test_away_until_shows_among_the_members(office: Office, team: dict[str, Any], minh: Caller) -> None:
    leader = led_by_minh(office, team, minh)
    leader.patch("/me", {"away_until": at(10, 18).isoformat()})
    (member,) = leader.get(f"/teams/{team['id']}/members").json["items"]
    assert member["away_until"] == "2025-12-10T11:00:00+00:00"


# From a list


def test_a_list_makes_applicants_of_the_team_who_are_approved_like_everybody(
    office: Office, team: dict[str, Any]
) -> None:
    rows = (["Trần Thu Hà", "0912 000 050", "1998", "Nữ", "vneid, phone"], ["Lê Văn Tú", "0912000051", "1960", "", ""])
    imported = office.staff.post(f"/teams/{team['id']}/import", a_list(*rows))
    assert imported.json == {"applied": 2, "joined": 0, "already": 0}
    shown = {each["name"]: each for each in office.staff.get(f"/volunteers?ward={BA_DINH}").json["items"]}
    ha = shown["Trần Thu Hà"]
    assert (ha["status"], ha["gender"], ha["topics"], ha["weekly"]) == ("applied", "female", ["vneid", "phone"], [])
    assert office.staff.post(f"/volunteers/{ha['id']}/approve").status_code == 200
    assert len(office.staff.get(f"/teams/{team['id']}/members").json["items"]) == 2


def test_who_is_known_joins_the_team_and_stays_as_known(office: Office, team: dict[str, Any], minh: Caller) -> None:
    path, row = f"/teams/{team['id']}/import", ["NGUYỄN VĂN MINH", "0912000010", "1950", "Nữ", "ai"]
    before = minh.get("/me").json
    assert office.staff.post(path, a_list(row)).json == {"applied": 0, "joined": 1, "already": 0}
    assert office.staff.post(path, a_list(row)).json == {"applied": 0, "joined": 0, "already": 1}
    after = minh.get("/me").json
    assert after["volunteer"].pop("affiliations") != before["volunteer"].pop("affiliations")
    assert after == before


def test_somebody_known_joins_only_after_they_sign_in(office: Office, team: dict[str, Any]) -> None:
    me = office.staff.get("/me").json
    office.staff.post(f"/teams/{team['id']}/import", a_list([me["name"], STAFF_PHONE, "1980", "", ""]))
    early = office.staff.post(f"/volunteers/{me['id']}/approve")
    assert (early.status_code, early.json["code"]) == (409, "not_joined_yet")


def test_a_workbook_is_taken_as_a_csv_is(office: Office, team: dict[str, Any]) -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (HEADER[:3], ["Trần Thu Hà", 912000050, 1998]):
        book.worksheets[0].append(row)
    book.save(file)
    body = {"file": base64.b64encode(file.getvalue()).decode(), "consent_version": "2025-11"}
    assert office.staff.post(f"/teams/{team['id']}/import", body).json["applied"] == 1
    (member,) = office.staff.get(f"/teams/{team['id']}/members").json["items"]
    assert (member["name"], member["phone"]) == ("Trần Thu Hà", "+84912000050")


def test_a_list_with_one_wrong_cell_is_refused_by_row_and_column_and_changes_nothing(
    office: Office, team: dict[str, Any]
) -> None:
    rows = (
        ["Trần Thu Hà", "0912000050", "1998", "", ""],
        ["Lê Văn Tú", "091200", "1960", "", ""],
        ["Vũ Nam", "0912000052", "2030", "không rõ", "bay"],
    )
    refused = office.staff.post(f"/teams/{team['id']}/import", a_list(*rows))
    assert refused.status_code == 422
    assert sorted(refused.json["errors"]) == ["file.3.phone", "file.4.gender", "file.4.topics.0"]
    assert office.staff.get(f"/volunteers?ward={BA_DINH}").json["items"] == []


def test_a_year_of_birth_to_come_is_named_by_its_row(office: Office, team: dict[str, Any]) -> None:
    refused = office.staff.post(
        f"/teams/{team['id']}/import", a_list(["Vũ Nam", "0912000052", "2030"], header=HEADER[:3])
    )
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["file.2.birth_year"])


def test_a_list_without_a_needed_column_says_which(office: Office, team: dict[str, Any]) -> None:
    refused = office.staff.post(f"/teams/{team['id']}/import", a_list(["Vũ Nam"], header=["Họ tên"]))
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["file"])
    assert "phone" in refused.json["errors"]["file"][0]


def test_a_list_is_taken_once_for_one_key(office: Office, team: dict[str, Any]) -> None:
    path, body = f"/teams/{team['id']}/import", a_list(["Trần Thu Hà", "0912000050", "1998"], header=HEADER[:3])
    answers = [office.staff.post(path, body, **{"Idempotency-Key": "list-1"}).json for _ in range(2)]
    assert answers == [{"applied": 1, "joined": 0, "already": 0}] * 2
