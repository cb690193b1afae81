"""Another ward, with people of its own: nothing of them may be told to whoever works or lives in the first."""

from __future__ import annotations

from typing import Any

from tests.flows.client import Client
from tests.fuzz.bodies import OTHER_WARD, a_number, a_request
from tests.fuzz.people import found_team_led_by
from tests.fuzz.steps import accepted, approved, messages_about, offers_of, residents_of
from tests.fuzz.wards import make_calls, make_pauses
from tests.fuzz.world import API, World, signed_in

RESIDENT, HELPER, CALLER = "Quách Thị Ngân", "Tạ Đình Khoa", "+84913777888"
ADDRESS, NOTE = "số 77 ngách Lộc Vừng", "chó dữ ở cổng sau"
REQUESTS, VISITS = 4, 3


def settle(world: World) -> None:
    """A resident, a volunteer with visits and offers, a team, a pause and somebody to phone."""
    staff, phone, helper_phone = world.client("other_staff"), a_number(), a_number()
    volunteer_id = approved(world.network, staff, name=HELPER, phone=helper_phone, wards=[OTHER_WARD], location=None)
    volunteer = Client(world.network, signed_in(world.network, helper_phone))
    requests = [staff.post(f"{API}/requests", _asking(world, phone), expect=201) for _ in range(REQUESTS)]
    offers = offers_of(volunteer, REQUESTS)
    visits = accepted(volunteer, {each["id"]: offers[each["id"]] for each in requests[:VISITS]})
    resident_id, neighbour_id = residents_of(staff, [requests[0]["id"], _asked_by_a_neighbour(world, staff)])
    world.needed |= {resident_id, volunteer_id}  # whoever got another name and number could be anybody
    found = {
        "request_id": [request["id"] for request in requests],
        "offer_id": list(offers.values()),
        "appointment_id": visits,
        "volunteer_id": [volunteer_id],
        "to_be_named": [volunteer_id],
        "person_id": [neighbour_id],
        "to_be_kept": [neighbour_id],
        "to_be_entrusted": [str(staff.get("/volunteers/api/v1/me")["id"])],
        "message_id": messages_about(staff, visits),
        "team_id": [found_team_led_by(staff, None, volunteer_id, ward=OTHER_WARD)],
        **make_pauses(staff, OTHER_WARD),
        **make_calls(staff, OTHER_WARD, CALLER),
    }
    world.own["other_staff"] = found
    secret = ("request_id", "offer_id", "appointment_id", "volunteer_id", "message_id", "call_id")
    codes = {request["tracking_code"] for request in requests}
    ids = {each for name in secret for each in found[name]}
    people = {RESIDENT, resident_id, phone, ADDRESS, NOTE, HELPER, helper_phone, CALLER}
    world.private[OTHER_WARD] = {*codes, *ids, *people}


def _asked_by_a_neighbour(world: World, staff: Client) -> str:
    """A request of somebody whom staff may rename, and merge with nobody."""
    body = a_request(world.network, ward=OTHER_WARD, place="class", windows=[])
    return str(staff.post(f"{API}/requests", body, expect=201)["id"])


def _asking(world: World, phone: str) -> dict[str, Any]:
    resident = {"name": RESIDENT, "phone": phone, "phone_owner": "self"}
    there = {"ward": OTHER_WARD, "location": None, "address": ADDRESS, "note": NOTE}
    return a_request(world.network, resident=resident, **there)
