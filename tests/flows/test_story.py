"""The story the network exists for, over HTTP only: from a grandchild's request to the visit that is done.

People's phones are the lines of ``messages.jsonl``. Nothing else is looked at: no database, no
log, no demo answer. The same test runs against one embedded process and against the cluster,
through nginx.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.flows.client import Client
from tests.flows.network import Network
from tests.flows.people import (
    VOLUNTEERS,
    a_member_of_staff,
    a_request,
    accepts,
    an_active_volunteer,
    entered,
    mornings,
    the_visit,
)
from tools.waiting import until

GRANDDAUGHTER = "+84912000002"
RESIDENT = "+84912000003"
FAR_AWAY = "Lê Thị Mai"
FAR = {"lat": 21.0500, "lon": 105.8600}


def test_a_request_is_matched_accepted_placed_announced_carried_out_and_closed(network: Network) -> None:
    staff = a_member_of_staff(network)
    volunteers = four_volunteers(network, staff)

    request, family = a_granddaughter_asks(network)
    nobody_is_asked_before_the_resident_has_said_yes(volunteers)
    staff.post(f"/volunteers/api/v1/requests/{request['id']}/verify", {"resident_agreed": True}, expect=200)

    offers = the_best_three_are_asked(network, staff, request, volunteers)
    busy, willing, late = offers
    volunteers[busy].post(f"/volunteers/api/v1/offers/{offers[busy]}/decline", {}, expect=200)
    accepted_at = network.now
    volunteers[willing].post(f"/volunteers/api/v1/offers/{offers[willing]}/accept", {}, expect=200)
    the_third_is_thanked_and_comes_too_late(network, volunteers[late], late, offers[late])

    appointment = the_visit_is_placed(family, request, accepted_at)
    everyone_is_told(network, willing, appointment)
    a_second_visit_of_the_same_volunteer_does_not_overlap(network, staff, volunteers, willing, appointment)

    visit = f"/sessions/api/v1/appointments/{appointment['id']}"
    assert family.post(f"{visit}/confirm", {}, expect=200)["status"] == "confirmed"
    assert volunteers[willing].post(f"{visit}/start", {}, expect=200)["status"] == "under_way"
    report = {"minutes": 55, "skills": [{"topic": "vneid", "level": "alone"}], "follow_up": None, "note": "Đã tự mở."}
    assert volunteers[willing].post(f"{visit}/complete", report, expect=200)["status"] == "completed"

    own = f"/volunteers/api/v1/requests/{request['id']}"
    until(lambda: family.get(own)["status"] == "done")
    thanks = network.phone(GRANDDAUGHTER).wait_for("asker.done")
    assert "bác Lan" in thanks["text"] or "bà Lan" in thanks["text"]


def four_volunteers(network: Network, staff: Client) -> dict[str, Client]:
    where = {name: {"location": FAR} if name == FAR_AWAY else {} for name in VOLUNTEERS}
    return {name: an_active_volunteer(network, staff, name, VOLUNTEERS[name], **where[name]) for name in VOLUNTEERS}


def a_granddaughter_asks(network: Network) -> tuple[dict[str, Any], Client]:
    """She asks for her grandmother, and proves her own phone; the request stays unconfirmed."""
    asked_by = {"name": "Hoàng Thu Trang", "phone": GRANDDAUGHTER, "relation": "grandchild"}
    body = a_request("Nguyễn Thị Lan", RESIDENT, mornings(network, 1, 2, 3), asked_by=asked_by)
    received = Client(network).post("/volunteers/api/v1/requests", body, expect=201)
    assert received["status"] == "unconfirmed"
    family = Client(network, f"Tracking {received['tracking_code']}")
    code = network.phone(GRANDDAUGHTER).code("request.code")
    verified = family.post(f"/volunteers/api/v1/requests/{received['id']}/verify", {"code": code}, expect=200)
    assert verified["status"] == "unconfirmed", "the resident's own yes is still missing"
    return received, family


def nobody_is_asked_before_the_resident_has_said_yes(volunteers: dict[str, Client]) -> None:
    for volunteer in volunteers.values():
        assert volunteer.get("/volunteers/api/v1/offers")["items"] == []


def the_best_three_are_asked(
    network: Network, staff: Client, request: dict[str, Any], volunteers: dict[str, Client]
) -> dict[str, str]:
    """Name → offer id, for the three who are near; the fourth is farther and is not asked."""
    offers: dict[str, str] = {}
    for name in VOLUNTEERS:
        if name != FAR_AWAY:
            (offer,) = until(lambda name=name: volunteers[name].get("/volunteers/api/v1/offers")["items"])  # type: ignore[misc]
            offers[name] = offer["id"]
            text = network.phone(VOLUNTEERS[name]).wait_for("offer")["text"]
            assert "P. Ba Đình" in text
            assert "Lan" not in text, "before acceptance nobody learns the name"
    assert volunteers[FAR_AWAY].get("/volunteers/api/v1/offers")["items"] == []
    seen = staff.get(f"/volunteers/api/v1/requests/{request['id']}/candidates")
    assert all(candidate["reasons"] for candidate in seen["items"])
    until(lambda: network.phone(RESIDENT).messages("request.received"))
    return offers


def the_third_is_thanked_and_comes_too_late(network: Network, volunteer: Client, name: str, offer_id: str) -> None:
    assert "Cảm ơn anh/chị đã sẵn lòng" in network.phone(VOLUNTEERS[name]).wait_for("offer.taken")["text"]
    problem = volunteer.post(f"/volunteers/api/v1/offers/{offer_id}/accept", {}, expect=409)
    assert problem["detail"] == "Việc này vừa có người nhận trước. Cảm ơn anh/chị đã sẵn lòng."


def the_visit_is_placed(family: Client, request: dict[str, Any], accepted_at: datetime) -> dict[str, Any]:
    """At the earliest quarter hour of the earliest day, at least 24 hours ahead."""
    (appointment,) = until(lambda: family.get("/sessions/api/v1/appointments")["items"])
    earliest = accepted_at + timedelta(hours=24)
    quarter = earliest.replace(minute=earliest.minute // 15 * 15, second=0, microsecond=0) + timedelta(minutes=15)
    assert datetime.fromisoformat(appointment["starts_at"]) in (quarter, quarter + timedelta(minutes=15))
    assert appointment["request_id"] == request["id"]
    return dict(appointment)


def everyone_is_told(network: Network, volunteer: str, appointment: dict[str, Any]) -> None:
    resident, relative = network.phone(RESIDENT), network.phone(GRANDDAUGHTER)
    told = resident.wait_for("visit.confirm")
    assert "bác Lan" in told["text"]
    assert volunteer in told["text"]
    assert "sáng thứ Ba" in told["text"]
    assert "không thu tiền" in resident.wait_for("visit.safety")["text"]
    assert "nhờ báo" in relative.wait_for("visit.confirm.relative")["text"]
    task = network.phone(VOLUNTEERS[volunteer]).wait_for("task.accepted")
    assert "sáng thứ Ba" in task["text"]
    assert "ngõ 34" not in task["text"], "no address stays in a phone for years"
    for message in (told, task):
        assert (message["language"], message["channel"]) == ("vi", "file")
        assert message["about"]["id"] in (appointment["id"], appointment["request_id"])


def a_second_visit_of_the_same_volunteer_does_not_overlap(
    network: Network, staff: Client, volunteers: dict[str, Client], name: str, first: dict[str, Any]
) -> None:
    """Staff enter a neighbour's request; the same volunteer takes it, and it is placed after the first."""
    neighbour = entered(staff, a_request("Vũ Văn Bình", "+84912000004", mornings(network, 1, 2, 3)))
    accepts(volunteers[name], neighbour)
    second = the_visit(volunteers[name], neighbour)
    assert datetime.fromisoformat(second["starts_at"]) >= datetime.fromisoformat(first["ends_at"])
