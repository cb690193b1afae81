"""A network with people in it, for the pages to show: who may look, and what the addresses name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.asking import half_asked
from tests.browser.begun import HOSTS, VISITOR, a_visit_has_begun
from tests.browser.signing_in import waiting_for_a_code, with_the_right_code
from tests.browser.team import LEADER, a_led_team
from tests.browser.trouble import an_event_is_parked
from tests.flows.client import Client
from tests.flows.network import EmbeddedNetwork, Network
from tests.flows.people import (
    OFFERS,
    REQUESTS,
    STAFF,
    VOLUNTEERS,
    WARD,
    a_request,
    active_volunteers,
    entered,
    mornings,
    offered,
    reaches,
    signed_in,
    the_visit,
)
from tools.waiting import until

MAPPED = "00008"
"""A ward whose staff have entered where its neighbourhoods lie."""

TEAMS = "/volunteers/api/v1/teams"
CALL_BACKS = "/volunteers/api/v1/call-backs"
CALLS = "/notifications/api/v1/calls"
VOLUNTEER = "Nguyễn Văn Minh"
RESIDENT = "Nguyễn Thị Lan"
CITY = "+84912000002"


@dataclass(frozen=True)
class Scene:
    """``tokens``: who → their session; ``codes``: who → the tracking code of their request; ``ids`` fill addresses.

    ``drafts``: of each kind, who → the key to what they have typed so far.
    """

    network: Network
    tokens: Mapping[str, str]
    codes: Mapping[str, str]
    drafts: Mapping[str, Mapping[str, str]]
    ids: Mapping[str, str]

    @property
    def origin(self) -> str:
        return self.network.addresses["volunteers"].removesuffix("/volunteers")


@contextmanager
def a_scene(folder: Path) -> Iterator[Scene]:
    """A network of its own, with people in it, until the end of the block."""
    network = EmbeddedNetwork(folder)
    try:
        network.run()
        yield _peopled(network)
    finally:
        network.stop()


def _peopled(network: Network) -> Scene:
    """Staff of a ward, somebody of the city, a volunteer who is being asked, a resident with a request."""
    begun = a_visit_has_begun(network)
    staff = signed_in(network, STAFF)
    network.command("services.volunteers", "add-staff", "--name", "Bùi Quang Huy", "--phone", CITY, "--city")
    volunteer = active_volunteers(network, staff, VOLUNTEER)[VOLUNTEER]
    slip = entered(staff, a_request(RESIDENT, "+84912000021", mornings(network, 2, 3), neighbourhood="Tổ 12"))
    offer = offered(volunteer, slip)
    visited = entered(staff, a_request("Trần Văn Bình", "+84912000022", mornings(network, 4), place="phone"))
    volunteer.post(f"{OFFERS}/{offered(volunteer, visited)['id']}/accept", expect=200)
    reaches(staff, visited, "scheduled")
    task = entered(staff, a_request("Đặng Văn Sơn", "+84912000024", mornings(network, 6)))
    volunteer.post(f"{OFFERS}/{offered(volunteer, task)['id']}/accept", expect=200)
    reaches(staff, task, "scheduled")
    team = staff.post(TEAMS, {"ward": WARD, "kind": "youth_union", "name": "Đoàn phường"}, expect=201)
    city = session_of(network, CITY)
    _keep_a_list(Client(network, f"Bearer {city}"), MAPPED)
    unproven = Client(network).post(
        REQUESTS, a_request("Phạm Thị Cúc", "+84912000023", mornings(network, 5)), expect=201
    )
    asker = half_asked(network)
    a_led_team(network, staff, offer["volunteer_id"])
    Client(network).post(CALL_BACKS, {"phone": "02438251234", "ward": "00004"}, expect=202)
    until(lambda: bool(staff.get(CALLS)["items"]), seconds=60)
    return Scene(
        network,
        tokens={
            "staff": session_of(network, STAFF),
            "city": city,
            "volunteer": session_of(network, VOLUNTEERS[VOLUNTEER]),
            "leader": session_of(network, VOLUNTEERS[LEADER]),
            "visitor": session_of(network, VOLUNTEERS[VISITOR]),
        },
        codes={
            "resident": slip["tracking_code"],
            "visited": visited["tracking_code"],
            "unproven": unproven["tracking_code"],
            "awaiting": task["tracking_code"],
            "host": begun.tracking_code,
        },
        drafts={
            "request": {"asker": asker},
            "sign_in": {
                "one_of_two": with_the_right_code(network, HOSTS),
                "wanting_in": waiting_for_a_code(network, HOSTS),
            },
        },
        ids={
            "request": slip["id"],
            "reference": slip["reference"],
            "offer": offer["id"],
            "volunteer": offer["volunteer_id"],
            "task": task["id"],
            "visit": the_visit(staff, task)["id"],
            "call": the_visit(staff, visited)["id"],
            "begun": begun.visit,
            "todays": begun.task,
            "spoken": begun.code,
            "awaited": task["reference"],
            "team": team["id"],
            "staff": staff.get("/volunteers/api/v1/me")["id"],
            "visited": visited["reference"],
            "unproven": unproven["reference"],
            "parked": an_event_is_parked(network),
        },
    )


def _keep_a_list(city: Client, code: str) -> None:
    """Neighbourhoods with their centres, in a ward where nobody fills in a form."""
    ward = f"/volunteers/api/v1/wards/{code}"
    centres = [{"lat": 21.03 + row / 200, "lon": 105.84 + column / 200} for row in range(3) for column in range(4)]
    listed = [{"name": f"Tổ dân phố số {number}", "location": centre} for number, centre in enumerate(centres, 1)]
    city.patch(ward, {"neighbourhoods": listed}, etag=city.etag(ward))


def session_of(network: Network, phone: str) -> str:
    """The session of this phone's holder, by the code that is sent to it."""
    anyone = Client(network)
    seen = len(network.phone(phone).messages("signin.code"))
    anyone.post("/volunteers/api/v1/sign-in/code", {"phone": phone}, expect=202)
    code = network.phone(phone).code("signin.code", seen + 1)
    answer = anyone.post("/volunteers/api/v1/sign-in/token", {"phone": phone, "code": code}, expect=200)
    return str(answer["token"])
