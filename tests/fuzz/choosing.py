"""Who can still be named, asked or suspended, without taking anybody away whom the other calls need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.flows.client import Client
from tests.flows.network import Network
from tests.fuzz.bodies import a_request, an_application
from tests.fuzz.turns import HAND_BACK
from tools.waiting import until

Body = dict[str, Any]

API = "/volunteers/api/v1"
ASSIGN, WIDEN = (f"POST /api/v1/requests/{{request_id}}/{turn}" for turn in ("assign", "widen"))
SUSPEND = "POST /api/v1/volunteers/{volunteer_id}/suspend"


def make_choices(network: Network, staff: Client) -> tuple[dict[str, list[str]], str]:
    """What each operation is tried on, by its name, and the volunteer who can be named.

    The request that can be widened was escalated before there was anybody for it, the one somebody can be
    named for is about what that person does not offer.
    """
    to_widen, to_assign = (_escalated(network, staff, topic) for topic in ("selling", "payments"))
    named, to_suspend = _approved(staff, ["selling"]), _approved(staff, ["consultations"])
    return {WIDEN: [to_widen], ASSIGN: [to_assign], SUSPEND: [to_suspend]}, named


def _escalated(network: Network, staff: Client, topic: str) -> str:
    id = str(staff.post(f"{API}/requests", a_request(network, topics=[topic]), expect=201)["id"])
    until(lambda: staff.get(f"{API}/requests/{id}")["status"] == "escalated")
    return id


def _approved(staff: Client, topics: list[str]) -> str:
    id = str(staff.post(f"{API}/volunteers", an_application(topics=topics), expect=201)["id"])
    staff.post(f"{API}/volunteers/{id}/approve", {}, expect=200)
    return id


def assign(body: Body, known: Callable[[str], str]) -> Body:
    return {"volunteer_id": known("to_be_named")}


def accept(body: Body, known: Callable[[str], str]) -> Body:
    """Nobody leads a team in these tests: everybody answers for themselves."""
    return {}


def hand_back(body: Body, known: Callable[[str], str]) -> Body:
    """To nobody by name: who hands back belongs to no team."""
    return {"reason": body["reason"]}


def check_code(body: Body, known: Callable[[str], str]) -> Body:
    """Whoever has been wrong too often has to say at which house somebody stands."""
    return {**body, "neighbourhood": body.get("neighbourhood") or "Tổ 12"}


BODIES: dict[str, Callable[[Body, Callable[[str], str]], Body]] = {
    ASSIGN: assign,
    "POST /api/v1/offers/{offer_id}/accept": accept,
    HAND_BACK: hand_back,
    "POST /api/v1/visit-codes/check": check_code,
}
