"""Persons, posts and teams as the tester may know them, and calls about them that are possible."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from tests.flows.client import Client
from tests.flows.network import Network
from tests.fuzz.bodies import WARD, a_number, a_request
from tests.fuzz.steps import residents_of

Body = dict[str, Any]

API = "/volunteers/api/v1"
TEAMS, POSTS = 2, 4
AT_THE_COUNTER = {"role": "counter", "wards": [WARD]}


def found_teams(staff: Client, volunteer_ids: list[str]) -> list[str]:
    """Teams that all of these belong to."""
    ids = []
    for number in range(TEAMS):
        body = {"ward": WARD, "kind": "community_team", "name": f"Tổ số {number}"}
        ids.append(str(staff.post(f"{API}/teams", body, expect=201)["id"]))
        for volunteer_id in volunteer_ids:
            staff.post(f"{API}/teams/{ids[-1]}/members", {"volunteer_id": volunteer_id}, expect=204)
    return ids


def found_team_led_by(staff: Client, leader_id: str | None, volunteer_id: str, ward: str = WARD) -> str:
    """A team with this volunteer in it."""
    body = {"ward": ward, "kind": "community_team", "name": "Tổ nòng cốt", "leader_id": leader_id}
    team_id = str(staff.post(f"{API}/teams", body, expect=201)["id"])
    staff.post(f"{API}/teams/{team_id}/members", {"volunteer_id": volunteer_id}, expect=204)
    return team_id


def give_posts(city: Client) -> list[str]:
    """People at the counter whom nobody else in these tests needs: their other posts may come and go."""
    bodies = [{"name": "Vũ Thị Hoa", "phone": a_number(), **AT_THE_COUNTER} for _ in range(POSTS)]
    return [str(city.post(f"{API}/staff", body, expect=201)["id"]) for body in bodies]


def give_post(body: Body, known: Callable[[str], str]) -> Body:
    """The city's without wards, every other in a ward; without an end, or to one that is not before its first day."""
    body["wards"] = [] if body["role"] == "city" else [WARD]
    since, until = body.get("since"), body.get("until")
    return {**body, "until": until if since and until and since <= until else None}


def entrust(body: Body, known: Callable[[str], str]) -> Body:
    """To somebody who decides in the ward, or to nobody in particular."""
    return {"person_id": body["person_id"] and known("to_be_entrusted")}


def change_posts(body: Body, known: Callable[[str], str]) -> Body:
    """They stay at the counter, so that the next call still finds them."""
    return {"posts": [AT_THE_COUNTER, *(give_post(post, known) for post in body["posts"][:5])]}


def correct_person(body: Body, known: Callable[[str], str]) -> Body:
    """Somebody who is born."""
    year = body.get("birth_year")
    return {**body, "birth_year": min(int(year), 2020)} if year is not None else body


def merge(body: Body, known: Callable[[str], str]) -> Body:
    return {"into": known("to_be_kept")}


def found_team(body: Body, known: Callable[[str], str]) -> Body:
    """Of the tester's ward, for all of it, without a leader yet: whoever leads no more is signed out."""
    return {**body, "ward": known("code"), "neighbourhoods": [], "leader_id": None}


def change_team(body: Body, known: Callable[[str], str]) -> Body:
    if "leader_id" in body:
        body["leader_id"] = None
    if "neighbourhoods" in body:
        body["neighbourhoods"] = []
    if body.get("pause"):
        body["pause"] = {"from": "2026-01-05T08:00:00+07:00", "to": "2026-01-12T08:00:00+07:00"}
    return body


def add_member(body: Body, known: Callable[[str], str]) -> Body:
    return {"volunteer_id": known("volunteer_id")}


def import_members(body: Body, known: Callable[[str], str]) -> Body:
    """A list of one, as a spreadsheet saves it."""
    text = f"Họ tên;Điện thoại;Năm sinh\nTrần Thu Hà;{a_number()};1998\n"
    return {**body, "file": base64.b64encode(text.encode()).decode()}


MERGE = "POST /api/v1/persons/{person_id}/merge"


def make_namesakes(network: Network, staff: Client) -> tuple[dict[str, list[str]], str]:
    """Some who may turn out to be somebody, and that somebody; nobody is asked to come to who wants a class."""
    bodies = [a_request(network, place="class") for _ in range(POSTS)]
    entered = [str(staff.post(f"{API}/requests", body, expect=201)["id"]) for body in bodies]
    kept, *namesakes = residents_of(staff, entered)
    return {MERGE: namesakes}, kept


BODIES: dict[str, Callable[[Body, Callable[[str], str]], Body]] = {
    "POST /api/v1/staff": give_post,
    "POST /api/v1/requests/{request_id}/owner": entrust,
    "PATCH /api/v1/staff/{staff_id}": change_posts,
    "PATCH /api/v1/persons/{person_id}": correct_person,
    MERGE: merge,
    "POST /api/v1/teams": found_team,
    "PATCH /api/v1/teams/{team_id}": change_team,
    "POST /api/v1/teams/{team_id}/members": add_member,
    "POST /api/v1/teams/{team_id}/import": import_members,
}
