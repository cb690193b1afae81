"""The commands of ``docker-compose.yml``, run with the environment and the rights they have there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.deployment.compose import SERVICES, composed, environment_of
from tests.flows.network import ROOT, Network
from tools.servers.ports import free_port
from tools.servers.postgres import PostgresServer
from tools.servers.rabbit import RabbitServer

STAFF = "+84912345678"


def environment_here(name: str, folder: Path, postgres: PostgresServer, rabbit: RabbitServer) -> dict[str, str]:
    """The environment of the container ``name`` with the addresses of this machine instead of the containers'."""
    moved = {
        "@postgres:5432/": f"@127.0.0.1:{postgres.port}/",
        "@rabbitmq:5672/": f"@127.0.0.1:{rabbit.port}/",
        "172.28.8.2": "127.0.0.1",
    }
    here = environment_of(name)
    for there, address in moved.items():
        here = {variable: value.replace(there, address) for variable, value in here.items()}
    metrics = folder / f"{name}-metrics"
    metrics.mkdir()
    own = {"OUTREACH_DATA_DIR": str(folder), "NOTIFICATIONS_CHANNELS": f"file://{folder}/messages.jsonl"}
    if name.endswith("-web"):
        own["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
    if name.endswith("-worker"):
        own[f"{name.partition('-')[0].upper()}_WORKER_PORT"] = str(free_port())
    return here | own


def words_of(name: str) -> list[str]:
    """The command of the container ``name`` as ``python -m`` takes it."""
    command: list[str] = composed()[name]["command"]
    return command[2:] if command[:2] == ["python", "-m"] else command


@pytest.fixture
def shape(tmp_path: Path, prepared_postgres: PostgresServer, prepared_rabbit: RabbitServer) -> Iterator[Network]:
    """Three migrates, three web and three worker processes."""
    network = Network(tmp_path, {})
    given = {name: environment_here(name, tmp_path, prepared_postgres, prepared_rabbit) for name in _ours()}
    for service in SERVICES:
        network.environment = given[f"{service}-migrate"]
        network.command(*words_of(f"{service}-migrate"))
    network.environment = {}
    for service in SERVICES:
        port = free_port()
        network.addresses[service] = f"http://127.0.0.1:{port}"
        gunicorn, app = words_of(f"{service}-web")
        settings = ["--config", str(ROOT / "deploy/gunicorn.conf.py"), "--bind", f"127.0.0.1:{port}"]
        network.start(f"{service}-web", gunicorn, *settings, app, environment=given[f"{service}-web"])
        name = f"{service}-worker"
        network.start(name, *words_of(name), environment=given[name])
    network.environment = given["volunteers-worker"]
    try:
        network.wait_until_ready()
        yield network
    finally:
        network.stop()


def _ours() -> list[str]:
    return [f"{service}-{role}" for service in SERVICES for role in ("web", "worker", "migrate")]


def test_with_their_own_rights_only_all_are_ready_and_what_one_tells_reaches_a_phone_through_another(
    shape: Network,
) -> None:
    for address in shape.addresses.values():
        ready = requests.get(f"{address}/readyz", timeout=10)
        assert ready.status_code == 200, ready.text
        assert "outreach_http_requests_total" in requests.get(f"{address}/metrics", timeout=10).text
    shape.command("services.volunteers", "add-staff", "--name", "Cô Hạnh", "--phone", STAFF, "--city")
    asked = requests.post(f"{shape.addresses['volunteers']}/api/v1/sign-in/code", json={"phone": STAFF}, timeout=10)
    assert asked.ok, asked.text
    assert shape.phone(STAFF).code("signin.code").isdigit()
