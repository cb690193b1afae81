"""One request as one trace through the three services: seen by a receiver of OTLP over HTTP, as a collector is one."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.flows.network import SERVICES, Network, embedded_network, migrated_network, start_web, start_worker
from tests.flows.people import REQUESTS, a_request, mornings
from tests.kit.receiver import Receiver, Told, a_receiver
from tools.servers.ports import free_port
from tools.waiting import until

NAME, PHONE = "Nguyễn Thị Lan", "+84912000003"
TRACE, CALLER = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
SERVER, CLIENT, PRODUCER, CONSUMER = 2, 3, 4, 5


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """Every process that is started now sends its spans here, a tenth of a second after they end."""
    with a_receiver() as made:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", made.address)
        monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "100")
        yield made


@pytest.fixture(params=["embedded", pytest.param("apart", marks=pytest.mark.xdist_group("distributed"))])
def network(request: pytest.FixtureRequest, receiver: Receiver, tmp_path: Path) -> Iterator[Network]:
    """One process, and six on RabbitMQ and PostgreSQL whose web processes are gunicorn's forks."""
    if request.param == "embedded":
        running = embedded_network(tmp_path)
    else:
        servers = (request.getfixturevalue("postgres"), request.getfixturevalue("rabbit_url"))
        running = migrated_network(tmp_path, *servers)
        for service in SERVICES:
            start_web(running, service)
            start_worker(running, service)
        running.wait_until_ready()
    yield running
    running.stop()


def asks(network: Network) -> dict[str, str]:
    """A resident asks for help; the browser, or whatever stands before us, has begun the trace."""
    body = a_request(NAME, PHONE, mornings(network, 1, 2, 3))
    header = {"traceparent": f"00-{TRACE}-{CALLER}-01"}
    path = REQUESTS.removeprefix("/volunteers")
    answer = requests.post(network.addresses["volunteers"] + path, json=body, headers=header, timeout=30)
    assert answer.status_code == 201, answer.text
    received: dict[str, str] = answer.json()
    return received


def whole(spans: list[Told]) -> list[Told]:
    """The trace, once it has reached all three services and a phone."""
    arrived = {(span.service, span.kind) for span in spans}
    wanted = {("volunteers", SERVER), ("volunteers", PRODUCER), ("sessions", CONSUMER), ("notifications", CLIENT)}
    return spans if wanted <= arrived else []


def test_a_request_is_one_trace_from_the_call_to_the_message_and_names_nobody(
    network: Network, receiver: Receiver
) -> None:
    received = asks(network)
    code = network.phone(PHONE).code("request.code")
    spans = until(lambda: whole(receiver.of_trace(TRACE)), seconds=30)

    (call,) = (span for span in spans if span.kind == SERVER)
    assert (call.name, call.parent) == ("POST /api/v1/requests", CALLER)
    handled = {(span.service, span.name) for span in spans if span.parent == call.id and span.kind == CONSUMER}
    assert {service for service, _ in handled} == {"sessions", "notifications"}
    (sent,) = (span for span in spans if span.kind == CLIENT)
    (caused,) = (span for span in spans if span.id == sent.parent)
    assert (caused.service, caused.name) == ("notifications", "handle volunteers.account.code_requested.v1")
    said = json.dumps([[span.name, span.attributes] for span in receiver.spans], ensure_ascii=False)
    for personal in (NAME, "Lan", PHONE, PHONE[3:], code, received["reference"], received["tracking_code"]):
        assert personal not in said


def test_probes_and_timers_that_find_nothing_to_do_are_not_told(network: Network, receiver: Receiver) -> None:
    asks(network)
    until(lambda: whole(receiver.of_trace(TRACE)), seconds=30)
    assert not [span for span in receiver.spans if span.kind == SERVER and "/api/" not in span.name]
    turns = [span for span in receiver.spans if span.name.startswith("timer ")]
    assert all(span.attributes["outreach.rows"] > 0 for span in turns)
    assert not [span for span in receiver.spans if span.name == "commit" and span.parent is None]


def test_a_receiver_that_is_away_costs_spans_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{free_port()}")
    network = embedded_network(tmp_path)
    try:
        asks(network)
        network.phone(PHONE).code("request.code")
        began = time.monotonic()
    finally:
        network.stop()
    assert time.monotonic() - began < 10, "a supervisor would have killed it"
    assert network.processes["services"].returncode == 0
    assert all(json.loads(line) for line in network.log("services").splitlines() if line.startswith("{"))
