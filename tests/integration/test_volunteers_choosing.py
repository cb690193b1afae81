"""Who is asked by the decision of people: named by staff, sent by a leader, from another ward."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.ids import new_id
from tests.integration.volunteers_wiring import (
    API,
    NEAR,
    STAFF_PHONE,
    Caller,
    Office,
    a_request_body,
    a_span,
    an_application,
    volunteers_on,
)
from tests.unit.volunteers.builders import BA_DINH, at

MINH, HA, LONG, MAI = "Nguyễn Văn Minh", "Trần Thu Hà", "Phạm Đức Long", "Lê Thị Mai"
NGOC_HA = "00008"
TO_12 = {"name": "Tổ 12", "aliases": []}
LATE_MORNINGS = [a_span(at(day, 8), at(day, 11, 30)) for day in range(20, 26)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite'}", tmp_path) as office:
        yield office


def id_of(caller: Caller) -> str:
    return str(caller.get("/me").json["id"])


def request_of(office: Office, request: dict[str, Any]) -> dict[str, Any]:
    return dict(office.staff.get(f"/requests/{request['id']}").json)


def asked_in(office: Office, request: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["volunteer"]["name"], each["status"]) for each in request_of(office, request)["offers"]]


def named(office: Office, request: dict[str, Any], volunteer: Caller) -> Any:
    return office.staff.post(f"/requests/{request['id']}/assign", {"volunteer_id": id_of(volunteer)})


def newest_offer(caller: Caller) -> dict[str, Any]:
    return dict(caller.get("/offers").json["items"][0])


def why_not(office: Office, request: dict[str, Any]) -> dict[str, list[str]]:
    others = office.staff.get(f"/requests/{request['id']}/candidates").json["others"]
    return {each["volunteer"]["name"]: each["why_not"] for each in others}


# Named by staff


def test_whom_staff_name_is_told_and_answers_themselves(office: Office) -> None:
    minh = office.volunteer(MINH, "+84912000010", topics=["payments"])
    request = office.entered()
    office.tick()
    assert request_of(office, request)["reason"] == "nobody_eligible"
    answer = named(office, request, minh)
    assert (answer.status_code, answer.json["status"]) == (200, "pending")
    assert "named_by_staff" in {reason["name"] for reason in answer.json["reasons"]}
    office.tell()
    assert [event.data["volunteer_id"] for event in office.ears.of("offer.made")] == [id_of(minh)]
    assert request_of(office, request)["status"] == "offered"
    assert minh.post(f"/offers/{newest_offer(minh)['id']}/accept").json["status"] == "accepted"


def test_staff_name_nobody_who_has_said_that_they_are_busy(office: Office) -> None:
    minh = office.volunteer(MINH, "+84912000010")
    request = office.entered()
    office.tick()
    minh.post(f"/offers/{newest_offer(minh)['id']}/decline")
    refused = named(office, request, minh)
    assert (refused.status_code, refused.json["code"]) == (409, "cannot_be_asked")
    assert refused.json["detail"] == "Chưa nhờ đích danh người này được: lần này bận."
    assert len(request_of(office, request)["offers"]) == 1


def test_staff_name_nobody_of_another_ward(office: Office) -> None:
    request = office.entered()
    office.with_post("staff", (NGOC_HA,), "+84912000007")
    stranger = a_volunteer_of(office, NGOC_HA)
    refused = named(office, request, stranger)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["volunteer_id"])
    unknown = office.staff.post(f"/requests/{request['id']}/assign", {"volunteer_id": new_id()})
    assert unknown.status_code == 422


@pytest.mark.parametrize(("turn", "body"), [("assign", {"volunteer_id": new_id()}), ("widen", None)])
def test_only_staff_of_the_ward_decide_who_is_asked(office: Office, turn: str, body: Any) -> None:
    request = office.entered()
    minh = office.volunteer(MINH, "+84912000010")
    stranger = office.with_post("staff", (NGOC_HA,), "+84912000007")
    counter = office.with_post("counter", (BA_DINH,), "+84912000006")
    path = f"/requests/{request['id']}/{turn}"
    callers = (stranger, counter, minh, office.holder(request), office.anyone)
    assert [caller.post(path, body).status_code for caller in callers] == [404, 403, 403, 401, 401]


def test_after_four_waves_nobody_answered_staff_name_somebody_and_the_answer_counts(office: Office) -> None:
    minh = office.volunteer(MINH, "+84912000010")
    request = office.entered(windows=LATE_MORNINGS)
    for _ in range(5):
        office.tick(timedelta(hours=15))
    for caller, phone in ((office.staff, STAFF_PHONE), (minh, "+84912000010")):
        caller.authorization = office.signed_in(phone).authorization
    assert request_of(office, request)["reason"] == "waves_used_up"
    assert named(office, request, minh).status_code == 200
    assert minh.post(f"/offers/{newest_offer(minh)['id']}/accept").json["status"] == "accepted"


# Widened


def test_staff_ask_the_next_people_now_and_the_earlier_offers_go_on(office: Office) -> None:
    callers = [office.volunteer(name, f"+8491200001{n}") for n, name in enumerate((MINH, HA, LONG, MAI))]
    request = office.entered()
    office.tick()
    answer = office.staff.post(f"/requests/{request['id']}/widen")
    assert (answer.status_code, answer.json["status"]) == (200, "offered")
    assert [status for _, status in asked_in(office, request)] == ["pending"] * 4
    assert len(callers) == 4


def test_with_nobody_left_widening_says_so_and_changes_nothing(office: Office) -> None:
    office.volunteer(MINH, "+84912000010")
    request = office.entered()
    office.tick()
    before = office.staff.get(f"/requests/{request['id']}").headers["ETag"]
    refused = office.staff.post(f"/requests/{request['id']}/widen")
    assert (refused.status_code, refused.json["code"]) == (409, "nobody_left")
    assert office.staff.get(f"/requests/{request['id']}").headers["ETag"] == before


# Own teams and other wards


def a_volunteer_of(office: Office, ward: str, name: str = MAI) -> Caller:
    """Somebody approved by the staff of another ward."""
    head = office.with_post("head", (ward,), f"+849120001{ward[-2:]}")
    applied = office.anyone.post("/volunteers", an_application(name, "+84912000019", wards=[ward])).json
    assert head.post(f"/volunteers/{applied['id']}/approve").status_code == 200
    return office.signed_in("+84912000019")


def agree(office: Office, ward: str, with_: str) -> None:
    head = office.with_post("head", (ward,), f"+849120002{ward[-2:]}")
    assert head.patch(f"/wards/{ward}", {"helps": [with_]}).status_code == 200


def test_another_wards_volunteers_are_asked_once_both_wards_agree(office: Office) -> None:
    mai = a_volunteer_of(office, NGOC_HA)
    agree(office, BA_DINH, NGOC_HA)
    request = office.entered()
    office.tick()
    assert request_of(office, request)["reason"] == "nobody_eligible", "one ward alone agrees with nobody"
    agree(office, NGOC_HA, BA_DINH)
    assert office.staff.post(f"/requests/{request['id']}/widen").json["status"] == "offered"
    assert [offer["status"] for offer in mai.get("/offers").json["items"]] == ["pending"]


def test_a_volunteer_of_two_wards_is_asked_only_where_the_ward_approved_them(office: Office) -> None:
    office.volunteer(MINH, "+84912000010", wards=[NGOC_HA, BA_DINH])
    here = office.entered()
    office.tick()
    assert [name for name, _ in asked_in(office, here)] == [MINH]
    there = office.with_post("staff", (NGOC_HA,), "+84912000007")
    theirs = there.post("/requests", a_request_body(ward=NGOC_HA)).json
    office.tick()
    assert there.get(f"/requests/{theirs['id']}").json["reason"] == "nobody_eligible"


def led(office: Office, leader: Caller, phone: str, *members: Caller) -> tuple[Caller, str]:
    """A team of Tổ 12 with this leader, signed in anew, and its id."""
    office.staff.patch(f"/wards/{BA_DINH}", {"neighbourhoods": [TO_12]})
    body = {"ward": BA_DINH, "kind": "community_team", "name": "Tổ công nghệ số 12", "neighbourhoods": ["to-12"]}
    team = office.staff.post("/teams", body).json
    for member in (leader, *members):
        answer = office.staff.post(f"/teams/{team['id']}/members", {"volunteer_id": id_of(member)})
        assert answer.status_code == 204, answer.json
    office.staff.patch(f"/teams/{team['id']}", {"leader_id": id_of(leader)})
    return office.signed_in(phone), str(team["id"])


def test_the_neighbourhoods_own_team_is_asked_first(office: Office) -> None:
    for number, name in enumerate((MINH, HA, LONG)):
        office.volunteer(name, f"+8491200001{number}", location=NEAR)
    mai = office.volunteer(MAI, "+84912000018", location={"lat": 21.0500, "lon": 105.8600})
    led(office, mai, "+84912000018")
    request = office.entered(neighbourhood="tổ 12")
    office.tick()
    asked = asked_in(office, request)
    assert (asked[0][0], len(asked)) == (MAI, 3), "first of the wave, though she lives farthest away"


def test_a_team_on_pause_is_asked_for_nothing(office: Office) -> None:
    mai = office.volunteer(MAI, "+84912000018")
    leader, team = led(office, mai, "+84912000018")
    span = {"from": at(1, 0).isoformat(), "to": at(5, 0).isoformat()}
    assert leader.patch(f"/teams/{team}", {"pause": span}).status_code == 200
    request = office.entered(neighbourhood="Tổ 12")
    office.tick()
    assert request_of(office, request)["reason"] == "nobody_eligible"
    assert why_not(office, request)[MAI] == ["team_paused"]


def test_a_leader_takes_a_members_offer_and_sends_another_member(office: Office) -> None:
    mai, minh = office.volunteer(MAI, "+84912000018"), office.volunteer(MINH, "+84912000010")
    request = office.entered()
    office.tick()
    ha = office.volunteer(HA, "+84912000011")
    leader, team = led(office, mai, "+84912000018", minh, ha)
    offers = {each["volunteer_id"]: each for each in leader.get(f"/offers?team_id={team}").json["items"]}
    theirs = offers[id_of(minh)]
    taken = leader.post(f"/offers/{theirs['id']}/accept", {"member_id": id_of(ha)})
    assert (taken.status_code, taken.json["volunteer_id"], taken.json["status"]) == (200, id_of(ha), "accepted")
    assert sorted(asked_in(office, request)) == sorted([(MINH, "withdrawn"), (MAI, "withdrawn"), (HA, "accepted")])
    office.tell()
    asked = {event.data["volunteer_id"] for event in office.ears.of("offer.made")}
    assert id_of(ha) not in asked, "the leader has answered for her"
    assert {event.data["reason"] for event in office.ears.of("offer.withdrawn")} == {"others_first"}


def test_one_says_yes_for_oneself_without_a_body(office: Office) -> None:
    minh = office.volunteer(MINH, "+84912000010")
    office.entered()
    office.tick()
    path = f"{API}/offers/{newest_offer(minh)['id']}/accept"
    answer = minh.client.post(path, headers={"Authorization": minh.authorization})
    assert (answer.status_code, newest_offer(minh)["status"]) == (200, "accepted")


def test_a_leader_answers_for_no_other_team(office: Office) -> None:
    mai, minh = office.volunteer(MAI, "+84912000018"), office.volunteer(MINH, "+84912000010")
    office.entered()
    office.tick()
    leader, team = led(office, mai, "+84912000018")
    theirs = newest_offer(minh)["id"]
    for member in (minh, mai):
        assert leader.post(f"/offers/{theirs}/accept", {"member_id": id_of(member)}).status_code == 404
    assert minh.get(f"/offers?team_id={team}").status_code == 404
    assert newest_offer(minh)["status"] == "pending"


def test_a_leader_sends_nobody_who_must_not_go(office: Office) -> None:
    mai = office.volunteer(MAI, "+84912000018")
    office.entered()
    office.tick()
    away = office.volunteer(HA, "+84912000011", weekly=[{"weekday": 5, "start": "08:00", "end": "09:00"}])
    leader, _ = led(office, mai, "+84912000018", away)
    refused = leader.post(f"/offers/{newest_offer(mai)['id']}/accept", {"member_id": id_of(away)})
    assert (refused.status_code, refused.json["code"]) == (409, "cannot_be_asked")
    assert newest_offer(mai)["status"] == "pending"
