"""Handing a task back with a colleague's name: they are asked before all others, and still have to say yes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.volunteers.domain.errors import ColleagueNotAsked
from services.volunteers.tables import offers
from tests.integration.agenda_visit import Visit
from tests.integration.volunteer_window import TASKS, window_of
from tests.integration.volunteers_wiring import Caller, Office, volunteers_on
from tests.unit.volunteers.builders import BA_DINH

HA, LONG, MAI = "Trần Thu Hà", "Phạm Đức Long", "Lê Thị Mai"
PHONES = {HA: "+84912000011", LONG: "+84912000012", MAI: "+84912000013"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


@pytest.fixture
def visit(office: Office) -> Visit:
    visit = Visit(office)
    visit.scheduled()
    return visit


@pytest.fixture
def others(visit: Visit) -> dict[str, Caller]:
    """Hà and Mai are of Minh's team, Long of none."""
    office = visit.office
    people = {name: office.volunteer(name, phone) for name, phone in PHONES.items()}
    body = {"ward": BA_DINH, "kind": "community_team", "name": "Tổ công nghệ số 12"}
    team = office.staff.post("/teams", body).json["id"]
    for member in (visit.volunteer, people[HA], people[MAI]):
        office.staff.post(f"/teams/{team}/members", {"volunteer_id": id_of(member)})
    return people


def id_of(caller: Caller) -> str:
    return str(caller.get("/me").json["id"])


def asked(office: Office) -> dict[str, str]:
    """Where the latest offer to each stands."""
    return {row["volunteer_id"]: row["status"] for row in office.rows(offers)}


def handed_to(visit: Visit, colleague: str | None) -> Any:
    return visit.volunteer.post(f"{visit.path}/hand-back", {"reason": "ill", "colleague_id": colleague})


def test_the_colleague_is_asked_alone_and_before_all_others(visit: Visit, others: dict[str, Caller]) -> None:
    ha = id_of(others[HA])
    assert handed_to(visit, ha).status_code == 200
    visit.office.tick()
    standing = asked(visit.office)
    assert (standing.pop(ha), standing) == ("pending", {id_of(visit.volunteer): "handed_back"})
    (offer,) = others[HA].get("/offers?status=pending").json["items"]
    others[HA].post(f"/offers/{offer['id']}/accept")
    assert asked(visit.office)[ha] == "accepted"


def test_when_the_colleague_is_busy_the_next_are_asked(visit: Visit, others: dict[str, Caller]) -> None:
    handed_to(visit, id_of(others[HA]))
    (offer,) = others[HA].get("/offers?status=pending").json["items"]
    others[HA].post(f"/offers/{offer['id']}/decline")
    visit.office.tick()
    standing = asked(visit.office)
    assert {standing[id_of(others[name])] for name in (LONG, MAI)} == {"pending"}


def test_handing_back_twice_asks_the_colleague_once(visit: Visit, others: dict[str, Caller]) -> None:
    ha = id_of(others[HA])
    assert [handed_to(visit, ha).status_code for _ in range(2)] == [200, 200]
    assert sum(row["volunteer_id"] == ha for row in visit.office.rows(offers)) == 1


@pytest.mark.parametrize("who", [LONG, None])
def test_nobody_is_named_who_belongs_to_no_team_of_ones_own(
    visit: Visit, others: dict[str, Caller], who: str | None
) -> None:
    named = id_of(others[who]) if who else id_of(visit.volunteer)
    refused = handed_to(visit, named)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["colleague_id"])
    assert asked(visit.office)[id_of(visit.volunteer)] == "accepted"


def test_a_colleague_who_cannot_be_asked_leaves_the_task_where_it_was(visit: Visit, others: dict[str, Caller]) -> None:
    others[HA].patch("/me", {"topics": ["payments"]})
    refused = handed_to(visit, id_of(others[HA]))
    assert (refused.status_code, refused.json["detail"]) == (409, ColleagueNotAsked.vi)
    assert asked(visit.office) == {id_of(visit.volunteer): "accepted"}


def test_the_page_offers_those_of_the_team_who_could_go_by_given_name(visit: Visit, others: dict[str, Caller]) -> None:
    minh, path = window_of(visit.volunteer), f"{TASKS}/{visit.request['id']}/hand-back"
    names = re.findall(r"<option[^>]*>([^<]+)</option>", minh.get(path).text)
    assert [name.strip() for name in names] == ["Chưa, phường tìm giúp", HA, MAI]
    page = minh.follow(minh.post(path, {"reason": "ill", "colleague_id": id_of(others[MAI])}))
    assert "Đã mời người anh/chị nhờ" in page.text
    assert asked(visit.office)[id_of(others[MAI])] == "pending"


def test_on_the_page_a_colleague_who_cannot_go_is_told_beside_the_field(
    visit: Visit, others: dict[str, Caller]
) -> None:
    minh, path = window_of(visit.volunteer), f"{TASKS}/{visit.request['id']}/hand-back"
    others[MAI].patch("/me", {"topics": ["payments"]})
    told = minh.post(path, {"reason": "ill", "colleague_id": id_of(others[MAI])})
    assert (told.status_code, 'href="#colleague_id"' in told.text) == (409, True)
    assert MAI not in told.text


def test_who_is_in_no_team_is_asked_for_a_reason_alone(visit: Visit) -> None:
    page = window_of(visit.volunteer).get(f"{TASKS}/{visit.request['id']}/hand-back")
    assert "colleague_id" not in page.text
