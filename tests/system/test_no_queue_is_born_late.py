"""A worker that starts for the first time hears what was told before it ever ran."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest
import requests

from tests.flows.client import Client
from tests.flows.clustered import ClusteredNetwork
from tests.flows.network import Network
from tools.cluster import Cluster
from tools.waiting import PATIENCE, until

RESIDENTS = [f"+849120001{number:02}" for number in range(10)]
LATE = ("sessions-worker", "notifications-worker", "notifications-sender")


@pytest.mark.xdist_group("cluster")
def test_ten_requests_taken_before_the_other_workers_ever_ran_reach_everyone(empty_cluster: Cluster) -> None:
    network = ClusteredNetwork(empty_cluster)
    network.run(without=LATE)
    for phone in RESIDENTS:
        Client(network).post("/volunteers/api/v1/requests", a_request_of(phone, network), expect=201)
    until(lambda: outbox_of_volunteers(network) == "0 waiting")
    assert not any(network.phone(phone).messages() for phone in RESIDENTS)
    network.run()
    until(lambda: all(network.phone(phone).messages("request.code") for phone in RESIDENTS), seconds=3 * PATIENCE)
    until(lambda: requests_known_to_sessions(empty_cluster) == len(RESIDENTS))


def outbox_of_volunteers(network: Network) -> str:
    """What readiness says of events that were not sent yet."""
    checks = requests.get(f"{network.addresses['volunteers']}/readyz", timeout=10).json()["checks"]
    return next(str(check["detail"]) for check in checks if check["name"] == "outbox")


def requests_known_to_sessions(cluster: Cluster) -> int:
    """How many requests the worker of sessions has heard of; its web process tells nobody about another's."""
    with psycopg.connect(cluster.database_url("sessions")) as connection:
        (number,) = connection.execute("SELECT count(*) FROM requests").fetchone() or (0,)
    return int(number)


def a_request_of(phone: str, network: Network) -> dict[str, Any]:
    """A resident asks for a visit at home, the day after tomorrow."""
    day = (network.now + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
    return {
        "resident": {"name": "Nguyễn Thị Lan", "phone": phone, "phone_owner": "self", "birth_year": 1957},
        "ward": "00004",
        "address": "số 12, ngõ 34 phố Đội Cấn",
        "place": "home",
        "topics": ["vneid"],
        "windows": [{"start": day.replace(hour=8).isoformat(), "end": day.replace(hour=11).isoformat()}],
        "consent": {"version": "2026-01", "how": "web", "purposes": ["visit"]},
    }
