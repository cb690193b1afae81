"""Everybody and everything that three services' operations need, entered over HTTP and by the phones' messages."""

from __future__ import annotations

from typing import Any

from tests.flows.client import Client
from tests.flows.network import GATEWAY, SERVICES, Network
from tests.fuzz import elsewhere
from tests.fuzz.bodies import a_number, a_request, an_application
from tests.fuzz.calendars import calendar_secret
from tests.fuzz.choosing import make_choices
from tests.fuzz.people import found_team_led_by, found_teams, give_posts, make_namesakes
from tests.fuzz.roles import POSTS
from tests.fuzz.steps import accepted, approved, messages_about, offers_of, residents_of
from tests.fuzz.trouble import disagree, park
from tests.fuzz.turns import asked, held, make_requests, unproven
from tests.fuzz.visits import ENDS
from tests.fuzz.wards import make_calls, make_pauses
from tests.fuzz.world import API, World

APPLICANTS, VISITS, OFFERS, WAITING = 8, 8, 5, 5
RESIDENT, HELPER, LEADER = "Khuất Thị Nhàn", "Lưu Bích Thảo", "Ngô Quốc Thịnh"
ADDRESS = "số 19, ngõ Hàng Sũ"


def a_world(network: Network) -> World:
    """One ward with all the tester needs, and another with people of its own."""
    world = World(network)
    _add_staff(world)
    helper_phone, phone = a_number(), a_number()
    volunteer_id = approved(network, world.client("staff"), name=HELPER, phone=helper_phone)
    world.sign_in("volunteer", helper_phone)
    requests = [_enter(world, phone) for _ in range(VISITS + OFFERS)]
    offers = offers_of(world.client("volunteer"), len(requests))
    visits = accepted(world.client("volunteer"), {each["id"]: offers[each["id"]] for each in requests[:VISITS]})
    world.sign_in("resident", phone)
    world.headers["tracking"] = f"Tracking {requests[0]['tracking_code']}"
    staff = world.client("staff")
    choices, named = make_choices(network, staff)
    namesakes, kept = make_namesakes(network, staff)
    standing = [request["id"] for request in requests[: VISITS - len(ENDS)]]
    world.turned = {**make_requests(network, staff), **held(standing), **choices, **namesakes}
    applicants, waiting = _apply(world), [_ask(world) for _ in range(WAITING)]
    unanswered = [offers[request["id"]] for request in requests[VISITS:]]
    world.turned |= {**unproven(waiting[:-1]), **asked(unanswered)}
    world.known = {
        "request_id": [*waiting, *(request["id"] for request in requests)],
        "offer_id": unanswered,
        "volunteer_id": [*applicants, volunteer_id],
        "to_be_named": [named],
        "to_be_kept": [kept],
        "to_be_entrusted": [str(staff.get("/volunteers/api/v1/me")["id"])],
        "appointment_id": visits[1:],
        "message_id": messages_about(staff, visits),
        "conflict_id": [],
        "gateway": [GATEWAY],
        "secret": [calendar_secret(world)],
        "phone": [phone, helper_phone],
        "team_id": found_teams(staff, [*applicants, volunteer_id]),
        "person_id": residents_of(staff, waiting[:-1]),
        "staff_id": give_posts(world.client("city")),
        **make_pauses(staff, POSTS["staff"][1]),
        **make_calls(staff, POSTS["staff"][1]),
    }
    for service in SERVICES:
        world.known["event_id"] = park(world, service)
        world.known["conflict_id"] += disagree(world, service)
    world.own["tracking"] = {"request_id": waiting[-1:], "appointment_id": visits[:1]}
    world.own["leader"] = _add_leader(world, volunteer_id)
    told = {request[name] for request in requests for name in ("id", "tracking_code")}
    world.private[POSTS["staff"][1]] = {*told, *visits, *offers.values(), RESIDENT, HELPER, LEADER, ADDRESS}
    world.private[POSTS["staff"][1]] |= {phone, helper_phone, volunteer_id, *residents_of(staff, standing[:1])}
    elsewhere.settle(world)
    return world


def _add_staff(world: World) -> None:
    """The city by the command line, everybody else by the city."""
    phone = a_number()
    world.network.command("services.volunteers", "add-staff", "--name", "Đỗ Thị Hoa", "--phone", phone, "--city")
    world.sign_in("city", phone)
    for role, (post, ward) in POSTS.items():
        phone = a_number()
        body = {"name": "Phan Thị Cúc", "phone": phone, "role": post, "wards": [ward]}
        world.client("city").post(f"{API}/staff", body, expect=201)
        world.sign_in(role, phone)


def _add_leader(world: World, volunteer_id: str) -> dict[str, list[str]]:
    """Somebody who leads the volunteer's team, and is asked for what nobody else offers."""
    phone, staff = a_number(), world.client("staff")
    leader_id = approved(world.network, staff, name=LEADER, phone=phone, topics=["learning"])
    team_id = found_team_led_by(staff, leader_id, volunteer_id)
    world.sign_in("leader", phone)
    world.needed.add(team_id)
    requests = [staff.post(f"{API}/requests", a_request(world.network, topics=["learning"]), expect=201) for _ in "12"]
    return {"team_id": [team_id], "offer_id": list(offers_of(world.client("leader"), len(requests)).values())}


def _enter(world: World, phone: str) -> dict[str, Any]:
    resident = {"name": RESIDENT, "phone": phone, "phone_owner": "self"}
    body = a_request(world.network, resident=resident, address=ADDRESS)
    return world.client("staff").post(f"{API}/requests", body, expect=201)


def _ask(world: World) -> str:
    """Somebody asks and does not prove their phone yet."""
    body = a_request(world.network)
    received = Client(world.network).post(f"{API}/requests", body, expect=201)
    header = f"Tracking {received['tracking_code']}"
    world.unconfirmed = {"header": header, "phone": body["resident"]["phone"]}
    return str(received["id"])


def _apply(world: World) -> list[str]:
    """People who want to help, and may sign in."""
    ids = []
    for _ in range(APPLICANTS):
        body = an_application()
        ids.append(str(Client(world.network).post(f"{API}/volunteers", body, expect=201)["id"]))
        world.applied.append(body["phone"])
    return ids
