"""A visit that should have begun: he may be at her door, and what there is to do on its day can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

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

VISITOR = "Phạm Đức Long"
HOSTS = "+84912000025"
"""A telephone that two share: who is visited, and his wife, who asked for him."""

TOPIC = "scams"
"""Nobody else is asked for it, and he for nothing else."""


@dataclass(frozen=True)
class Begun:
    visit: str
    task: str
    code: str
    tracking_code: str


def a_visit_has_begun(network: Network) -> Begun:
    """The first staff, volunteer and request there are; the network wakes up on the day of the visit, a week later.

    Whoever signed in before has to do so again.
    """
    staff = a_member_of_staff(network)
    visitor = an_active_volunteer(network, staff, VISITOR, VOLUNTEERS[VISITOR], topics=[TOPIC])
    body = a_request("Lê Văn Tư", HOSTS, mornings(network, 7), topics=[TOPIC])
    body["resident"]["phone_owner"] = "shared"
    slip = entered(staff, {**body, "asked_by": {"name": "Đỗ Thị Nhàn", "phone": HOSTS, "relation": "spouse"}})
    accepts(visitor, slip)
    visit = the_visit(staff, slip)
    network.wake_up_at(datetime.fromisoformat(visit["starts_at"]) + timedelta(minutes=10))
    return Begun(visit["id"], slip["id"], visit["visit_code"], slip["tracking_code"])
