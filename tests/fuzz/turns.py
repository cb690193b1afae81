"""Which turns of a request are possible, and on which requests: one that ends must leave others open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.flows.client import Client
from tests.flows.network import Network
from tests.fuzz.bodies import a_request

Body = dict[str, Any]

API = "/volunteers/api/v1"
_REQUEST = "/api/v1/requests/{request_id}"
HAND_BACK, CONTACT = f"POST {_REQUEST}/hand-back", f"GET {_REQUEST}/contact"
GIVE_WINDOWS, REOPEN = f"POST {_REQUEST}/windows", f"POST {_REQUEST}/reopen"
VERIFY, SEND_CODE = f"POST {_REQUEST}/verify", f"POST {_REQUEST}/code"
ACCEPT, DECLINE = (f"POST /api/v1/offers/{{offer_id}}/{answer}" for answer in ("accept", "decline"))
STAFF_TURNS = ("cancel", "windows", "solve-by-phone", "move-to-class", "refer", "close", "reopen")


def make_requests(network: Network, staff: Client) -> dict[str, list[str]]:
    """A request of its own for each turn, of people who want the class: no volunteer is asked for them."""
    own = {f"POST {_REQUEST}/{turn}": [_for_the_class(network, staff)] for turn in STAFF_TURNS}
    staff.post(f"{API}/requests/{own[REOPEN][0]}/close", {}, expect=200)
    return own


def held(requests: list[str]) -> dict[str, list[str]]:
    """Of the requests whose visits stand, those that are handed back and those whose contact is looked at."""
    return {HAND_BACK: requests[2:], CONTACT: requests[:2]}


def unproven(waiting: list[str]) -> dict[str, list[str]]:
    """Of the requests that wait for their proof, those staff hear a yes for and those they have a code sent for."""
    return {VERIFY: waiting[::2], SEND_CODE: waiting[1::2]}


def asked(offers: list[str]) -> dict[str, list[str]]:
    """Of the offers nobody has answered, those that are taken and those that are not."""
    return {ACCEPT: offers[::2], DECLINE: offers[1::2]}


def windows(body: Body, span: Callable[[Any], Body]) -> Body:
    """Times to come."""
    return {"windows": [span([number, each]) for number, each in enumerate(body["windows"])]}


def _for_the_class(network: Network, staff: Client) -> str:
    body = a_request(network, place="class", windows=[])
    return str(staff.post(f"{API}/requests", body, expect=201)["id"])
