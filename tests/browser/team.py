"""A team in the scene, with somebody who leads it, and the neighbourhoods of its ward on the map."""

from __future__ import annotations

from tests.flows.client import Client
from tests.flows.network import Network
from tests.flows.people import WARD, active_volunteers

LEADER = "Trần Thu Hà"
NEIGHBOURHOODS = [
    {"name": "Tổ 12", "location": {"lat": 21.0425, "lon": 105.8340}},
    {"name": "Tổ 5", "location": {"lat": 21.0352, "lon": 105.8402}},
]
WARDS, TEAMS = "/volunteers/api/v1/wards", "/volunteers/api/v1/teams"


def a_led_team(network: Network, staff: Client, member_id: str) -> None:
    """Hà leads a team that this volunteer belongs to; she is known only now, so nobody has asked her anything."""
    ward = f"{WARDS}/{WARD}"
    staff.patch(ward, {"neighbourhoods": NEIGHBOURHOODS}, etag=staff.etag(ward))
    body = {"ward": WARD, "kind": "community_team", "name": "Tổ công nghệ số cộng đồng 12"}
    team = f"{TEAMS}/{staff.post(TEAMS, body, expect=201)['id']}"
    leader = active_volunteers(network, staff, LEADER)[LEADER].get("/volunteers/api/v1/me")["id"]
    staff.patch(team, {"leader_id": leader}, etag=staff.etag(team))
    staff.post(f"{team}/members", {"volunteer_id": member_id}, expect=204)
