"""A running network with people in it, and what the tester may know of them: real ids, codes and versions.

Everything is entered over HTTP and by the phones' messages, except parked events: those come from
brokers, so bytes that no service can read are handed to each service as a broker would.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert

from shared.config import Environment
from shared.ids import new_id
from shared.messaging.port import Delivery
from shared.service import Runtime
from tests.flows.client import Client
from tests.flows.network import SERVICES, Network
from tests.fuzz.bodies import WARD, a_number, a_request, an_application
from tests.fuzz.choosing import make_choices
from tests.fuzz.people import found_teams, give_posts
from tests.fuzz.turns import held, make_requests
from tests.fuzz.visits import ENDS
from tests.fuzz.wards import make_pauses
from tests.waiting import until

API = "/volunteers/api/v1"
APPLICANTS, VISITS, OFFERS, WAITING, PARKED, CONFLICTS = 8, 8, 5, 5, 6, 6

ROLES = ("unsigned", "tracking", "resident", "volunteer", "staff", "city")


@dataclass
class World:
    """``headers`` are the roles' authorizations, ``known`` values that exist, by the parameter they are given as."""

    network: Network
    headers: dict[str, str] = field(default_factory=dict)
    known: dict[str, list[str]] = field(default_factory=dict)
    own: dict[str, list[str]] = field(default_factory=dict)
    turned: dict[str, list[str]] = field(default_factory=dict)
    """Requests and volunteers kept for one operation each, by its name: what it does must not hinder the others."""
    codes: list[dict[str, str]] = field(default_factory=list)
    """Numbers with the sign-in codes that were sent to them and are not used yet."""
    unconfirmed: dict[str, str] = field(default_factory=dict)
    """A request that waits for its code: ``header`` of its holder, and the ``phone`` that is to be proven."""
    codes_asked: int = 1
    """How many codes that phone was sent."""

    def header(self, role: str, service: str) -> str | None:
        """Who holds a tracking code holds, at volunteers, that of a request that still waits for its proof."""
        if (role, service) == ("tracking", "volunteers"):
            return self.unconfirmed["header"]
        return self.headers.get(role)

    def known_to(self, role: str) -> dict[str, list[str]]:
        """A tracking code opens one request and its visit."""
        return {**self.known, **self.own} if role == "tracking" else self.known

    def newest_code(self) -> str:
        """What the holder of the request that waits reads on the phone."""
        return self.network.phone(self.unconfirmed["phone"]).code("request.code", self.codes_asked)

    def client(self, role: str) -> Client:
        return Client(self.network, self.headers.get(role))


def a_world(network: Network) -> World:
    """Everybody and everything that the operations of three services need."""
    world = World(network)
    _add_staff(world, "staff", "--ward", WARD)
    _add_staff(world, "city", "--city")
    volunteer_id = _add_volunteer(world)
    phone = a_number()
    requests = [_enter(world, phone) for _ in range(VISITS + OFFERS)]
    offers = _offers(world, len(requests))
    visits = _accept(world, {request["id"]: offers[request["id"]] for request in requests[:VISITS]})
    world.headers["resident"] = signed_in(network, phone)
    world.headers["tracking"] = f"Tracking {requests[0]['tracking_code']}"
    applicants = _apply(world)
    waiting = [_ask(world) for _ in range(WAITING)]
    standing = [request["id"] for request in requests[: VISITS - len(ENDS)]]
    choices, named = make_choices(network, world.client("staff"))
    world.turned = {**make_requests(network, world.client("staff")), **held(standing), **choices}
    world.known = {
        "code": [WARD],
        "request_id": [*waiting, *(request["id"] for request in requests)],
        "offer_id": [offers[request["id"]] for request in requests[VISITS:]],
        "volunteer_id": [*applicants, volunteer_id],
        "to_be_named": [named],
        "appointment_id": visits,
        "message_id": _messages(world),
        "conflict_id": [],
        "pause_id": make_pauses(world.client("staff")),
        "team_id": found_teams(world.client("staff"), [*applicants, volunteer_id]),
        "person_id": _residents(world, waiting[:-1]),
        "staff_id": give_posts(world.client("city")),
    }
    for service in SERVICES:
        world.known["event_id"] = _park(world, service)
        world.known["conflict_id"] += _disagree(world, service)
    world.own = {"request_id": waiting[-1:], "appointment_id": visits[:1]}
    return world


def signed_in(network: Network, phone: str) -> str:
    """The authorization of whoever signs in with this number."""
    body = _code_for(network, phone)
    answer = Client(network).post(f"{API}/sign-in/token", body, expect=200)
    return f"Bearer {answer['token']}"


def _code_for(network: Network, phone: str) -> dict[str, str]:
    Client(network).post(f"{API}/sign-in/code", {"phone": phone}, expect=202)
    return {"phone": phone, "code": network.phone(phone).code("signin.code")}


def _add_staff(world: World, role: str, *where: str) -> None:
    phone = a_number()
    world.network.command("services.volunteers", "add-staff", "--name", "Đỗ Thị Hoa", "--phone", phone, *where)
    world.headers[role] = signed_in(world.network, phone)


def _add_volunteer(world: World) -> str:
    body = an_application()
    applied = Client(world.network).post(f"{API}/volunteers", body, expect=201)
    world.client("staff").post(f"{API}/volunteers/{applied['id']}/approve", {}, expect=200)
    world.headers["volunteer"] = signed_in(world.network, body["phone"])
    return str(applied["id"])


def _enter(world: World, phone: str) -> dict[str, Any]:
    resident = {"name": "Nguyễn Thị Lan", "phone": phone, "phone_owner": "self"}
    return world.client("staff").post(f"{API}/requests", a_request(world.network, resident=resident), expect=201)


def _offers(world: World, number: int) -> dict[str, str]:
    """Request → the volunteer's offer, once every request made one."""
    volunteer = world.client("volunteer")

    def all_made() -> dict[str, str] | None:
        items = volunteer.get(f"{API}/offers")["items"]
        return {item["request_id"]: item["id"] for item in items} if len(items) == number else None

    return until(all_made)


def _accept(world: World, offers: dict[str, str]) -> list[str]:
    """The appointments that come of these offers, in the order of the requests."""
    volunteer = world.client("volunteer")
    for offer in offers.values():
        volunteer.post(f"{API}/offers/{offer}/accept", {}, expect=200)

    def all_placed() -> list[str] | None:
        placed = {item["request_id"]: item["id"] for item in volunteer.get("/sessions/api/v1/appointments")["items"]}
        return [placed[request] for request in offers] if placed.keys() == offers.keys() else None

    return until(all_placed)


def _ask(world: World) -> str:
    """Somebody asks and does not prove their phone yet."""
    body = a_request(world.network)
    received = Client(world.network).post(f"{API}/requests", body, expect=201)
    header = f"Tracking {received['tracking_code']}"
    world.unconfirmed = {"header": header, "phone": body["resident"]["phone"]}
    return str(received["id"])


def _residents(world: World, request_ids: list[str]) -> list[str]:
    """Whom these requests are for: nobody else in these tests needs them."""
    shown = [world.client("staff").get(f"{API}/requests/{request_id}") for request_id in request_ids]
    return [str(request["resident"]["id"]) for request in shown]


def _apply(world: World) -> list[str]:
    """People who want to help; each has a sign-in code on the phone."""
    ids = []
    for _ in range(APPLICANTS):
        body = an_application()
        ids.append(str(Client(world.network).post(f"{API}/volunteers", body, expect=201)["id"]))
        world.codes.append(_code_for(world.network, body["phone"]))
    return ids


def _messages(world: World) -> list[str]:
    """Messages that were sent about visits that stand."""
    staff = world.client("staff")

    def all_sent() -> list[str] | None:
        items = staff.get("/notifications/api/v1/messages?status=sent&limit=100")["items"]
        ids = [item["id"] for item in items if item["template"] == "task.accepted"]
        return ids if len(ids) == VISITS else None

    return until(all_sent)


def _runtime(world: World, service: str) -> Runtime[Any]:
    config = importlib.import_module(f"services.{service}.config").Config
    build = importlib.import_module(f"services.{service}.bootstrap").build
    runtime: Runtime[Any] = build(config.read(Environment(world.network.environment)))
    return runtime


def _disagree(world: World, service: str) -> list[str]:
    """Conflicts that somebody may settle, as if events had contradicted what is known."""
    runtime = _runtime(world, service)
    row = {"type": "x.y.v1", "subject": "s", "code": "request_done", "at": runtime.clock.now(), "detail": "…"}
    rows = [{**row, "id": new_id(), "event_id": new_id()} for _ in range(CONFLICTS)]
    with runtime.engine.begin() as connection:
        connection.execute(insert(runtime.parts.kit.conflicts), rows)
    runtime.close()
    return [str(each["id"]) for each in rows]


def _park(world: World, service: str) -> list[str]:
    runtime = _runtime(world, service)
    runtime.dispatcher.deliver([Delivery(b"no event %d" % number) for number in range(PARKED)])
    runtime.close()
    return [item["event_id"] for item in world.client("city").get(f"/{service}/api/v1/parked")["items"]]
