"""A worker that starts for the first time hears what was told before it ever ran."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests

from tests.flows.client import Client
from tests.flows.network import Network, migrated_network, start_web, start_worker
from tools.servers.postgres import PostgresServer
from tools.waiting import PATIENCE, until

RESIDENTS = [f"+849120001{number:02}" for number in range(10)]


@pytest.fixture
def network(postgres: PostgresServer, rabbit_url: str, tmp_path: Path) -> Iterator[Network]:
    """A network whose migrates have run, with the web and the worker of volunteers alone."""
    network = migrated_network(tmp_path, postgres, rabbit_url)
    start_web(network, "volunteers")
    start_worker(network, "volunteers")
    try:
        network.wait_until_ready()
        yield network
    finally:
        network.stop()


def test_ten_requests_taken_before_the_other_workers_ever_ran_reach_everyone(network: Network) -> None:
    for phone in RESIDENTS:
        Client(network).post("/volunteers/api/v1/requests", a_request_of(phone, network), expect=201)
    until(lambda: outbox_of_volunteers(network) == "0 waiting")
    assert not any(network.phone(phone).messages() for phone in RESIDENTS)
    start_worker(network, "notifications")
    start_worker(network, "sessions")
    until(lambda: all(network.phone(phone).messages("request.code") for phone in RESIDENTS), seconds=3 * PATIENCE)
    until(lambda: requests_known_to_sessions(network) == len(RESIDENTS))


def outbox_of_volunteers(network: Network) -> str:
    """What readiness says of events that were not sent yet."""
    checks = requests.get(f"{network.addresses['volunteers']}/readyz", timeout=10).json()["checks"]
    return next(str(check["detail"]) for check in checks if check["name"] == "outbox")


def requests_known_to_sessions(network: Network) -> int:
    """How many requests the worker of sessions has heard of. It has no web process to ask here."""
    with psycopg.connect(network.environment["SESSIONS_DATABASE_URL"]) as connection:
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
