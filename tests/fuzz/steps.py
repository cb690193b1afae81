"""How people come to be known, and requests to be visits."""

from __future__ import annotations

from typing import Any

from tests.flows.client import Client
from tests.flows.network import Network
from tests.fuzz.bodies import an_application
from tools.waiting import until

API = "/volunteers/api/v1"
APPOINTMENTS, MESSAGES = "/sessions/api/v1/appointments", "/notifications/api/v1/messages"


def approved(network: Network, staff: Client, **given: Any) -> str:
    """The id of a volunteer who may be asked."""
    applied = Client(network).post(f"{API}/volunteers", an_application(**given), expect=201)
    staff.post(f"{API}/volunteers/{applied['id']}/approve", {}, expect=200)
    return str(applied["id"])


def offers_of(volunteer: Client, number: int) -> dict[str, str]:
    """Request → the volunteer's offer, once so many requests have made one."""

    def all_made() -> dict[str, str] | None:
        items = volunteer.get(f"{API}/offers")["items"]
        return {item["request_id"]: item["id"] for item in items} if len(items) == number else None

    return until(all_made)


def accepted(volunteer: Client, offers: dict[str, str]) -> list[str]:
    """The appointments that come of these offers, in the order of the requests."""
    for offer in offers.values():
        volunteer.post(f"{API}/offers/{offer}/accept", {}, expect=200)

    def all_placed() -> list[str] | None:
        placed = {item["request_id"]: item["id"] for item in volunteer.get(APPOINTMENTS)["items"]}
        return [placed[request] for request in offers] if placed.keys() == offers.keys() else None

    return until(all_placed)


def residents_of(staff: Client, request_ids: list[str]) -> list[str]:
    """Whom these requests are for."""
    return [str(staff.get(f"{API}/requests/{request_id}")["resident"]["id"]) for request_id in request_ids]


def messages_about(staff: Client, visits: list[str]) -> list[str]:
    """What their volunteers were told of these visits, once it was sent."""

    def all_sent() -> list[str] | None:
        items = staff.get(f"{MESSAGES}?status=sent&limit=100")["items"]
        ids = [item["id"] for item in items if item["template"] == "task.accepted"]
        return ids if len(ids) == len(visits) else None

    return until(all_sent)
