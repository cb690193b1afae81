"""One request as one trace through the three services, and as lines of their logs.

A receiver of OTLP over HTTP in the test's own process sees what a collector would see.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.flows.clustered import ClusteredNetwork
from tests.flows.network import SERVICES, EmbeddedNetwork, Network
from tests.flows.people import REQUESTS, a_request, mornings
from tests.kit.receiver import Receiver, Told, a_receiver
from tools.servers.ports import free_port
from tools.waiting import until

NAME, PHONE = "Nguyễn Thị Lan", "+84912000003"
TRACE, CALLER = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
SPOKEN = r"Preparing |Serving at |[a-z-]+ (ended with .+, is started again|did not end within .+ and is killed)"
"""What is said to people: by the one process that a person starts, and by the cluster where it is a supervisor."""
DRAWN = (
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z",
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b",
    r"\b[0-9a-f]{32}\b",
)
"""Moments and ids, in which six digits in a row may be those of anybody's code."""
SERVER, CLIENT, PRODUCER, CONSUMER = 2, 3, 4, 5


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with a_receiver() as made:
        yield made


@dataclass
class Log:
    """What is added to a file from now on: those of the cluster go on from one test to the next."""

    file: Path

    def __post_init__(self) -> None:
        self._from = self.file.stat().st_size if self.file.exists() else 0

    def text(self) -> str:
        """Whole lines of it."""
        added, _, _half_a_line = self.file.read_bytes()[self._from :].rpartition(b"\n")
        return added.decode()


@pytest.fixture(scope="module", params=["embedded", pytest.param("cluster", marks=pytest.mark.xdist_group("cluster"))])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Network:
    """One process, and the cluster behind nginx, where web processes are gunicorn's forks; nothing runs yet."""
    if request.param == "embedded":
        return EmbeddedNetwork(tmp_path_factory.mktemp("traced"))
    return ClusteredNetwork(request.getfixturevalue("shared_cluster"))


@pytest.fixture(scope="module")
def files(request: pytest.FixtureRequest, made: Network) -> dict[str, Log]:
    """Where each process is going to write."""
    if isinstance(made, ClusteredNetwork):
        processes = request.getfixturevalue("shared_cluster").processes.items()
        return {name: Log(process.log) for name, process in processes if name.startswith(SERVICES)}
    return {"services": Log(made.folder / "services.log")}


@pytest.fixture(scope="module")
def network(
    request: pytest.FixtureRequest, made: Network, files: dict[str, Log], receiver: Receiver
) -> Iterator[Network]:
    """It runs, and tells ``receiver``; what is in its logs already is noted before."""
    # Its spans are sent a tenth of a second after they end.
    made.environment |= {"OTEL_EXPORTER_OTLP_ENDPOINT": receiver.address, "OTEL_BSP_SCHEDULE_DELAY": "100"}
    made.run()
    yield made
    made.stop()
    receiver.spans.clear()
    if isinstance(made, ClusteredNetwork):
        request.getfixturevalue("shared_cluster").forget()


@pytest.fixture(scope="module")
def logs(files: dict[str, Log], asked: dict[str, str]) -> dict[str, str]:
    """What each process has written."""
    return {name: log.text() for name, log in files.items()}


@pytest.fixture(scope="module")
def asked(network: Network, receiver: Receiver) -> dict[str, str]:
    """What a resident was answered who has asked for help, once all of its trace has arrived; and the code sent."""
    received = asks(network)
    code = network.phone(PHONE).code("request.code")
    until(lambda: whole(receiver.of_trace(TRACE)))
    return received | {"code": code}


def asks(network: Network) -> dict[str, str]:
    """A resident asks for help; the browser, or whatever stands before us, has begun the trace."""
    body = a_request(NAME, PHONE, mornings(network, 1, 2, 3))
    header = {"traceparent": f"00-{TRACE}-{CALLER}-01"}
    path = REQUESTS.removeprefix("/volunteers")
    answer = requests.post(network.addresses["volunteers"] + path, json=body, headers=header, timeout=30)
    assert answer.status_code == 201, answer.text
    received: dict[str, str] = answer.json()
    return received


def personal(asked: dict[str, str]) -> list[str]:
    """What must stand in no span and in no log."""
    return [NAME, "Lan", PHONE, PHONE[3:], asked["code"], asked["reference"], asked["tracking_code"]]


def without_the_drawn(text: str) -> str:
    return re.sub("|".join(DRAWN), "…", text)


def whole(spans: list[Told]) -> list[Told]:
    """The trace, once it has reached all three services and a phone, and each span is there that others belong to."""
    arrived = {(span.service, span.kind) for span in spans}
    wanted = {("volunteers", SERVER), ("volunteers", PRODUCER), ("sessions", CONSUMER)}
    wanted |= {("notifications", CONSUMER), ("notifications", CLIENT)}
    parents, ids = {span.parent for span in spans}, {span.id for span in spans}
    return spans if wanted <= arrived and parents <= ids | {CALLER} else []


def test_a_request_is_one_trace_from_the_call_to_the_message(asked: dict[str, str], receiver: Receiver) -> None:
    spans = receiver.of_trace(TRACE)
    (call,) = (span for span in spans if span.kind == SERVER)
    assert (call.name, call.parent) == ("POST /api/v1/requests", CALLER)
    handled = {(span.service, span.name) for span in spans if span.parent == call.id and span.kind == CONSUMER}
    assert {service for service, _ in handled} == {"sessions", "notifications"}
    (sent,) = (span for span in spans if span.kind == CLIENT)
    (caused,) = (span for span in spans if span.id == sent.parent)
    assert (caused.service, caused.name) == ("notifications", "handle volunteers.account.code_requested.v1")


def test_a_trace_names_nobody(asked: dict[str, str], receiver: Receiver) -> None:
    said = json.dumps([[span.name, span.attributes] for span in receiver.spans], ensure_ascii=False)
    assert [secret for secret in personal(asked) if secret in without_the_drawn(said)] == []


def test_probes_and_timers_that_find_nothing_to_do_are_not_told(asked: dict[str, str], receiver: Receiver) -> None:
    assert not [span for span in receiver.spans if span.kind == SERVER and "/api/" not in span.name]
    turns = [span for span in receiver.spans if span.name.startswith("timer ")]
    assert all(span.attributes["outreach.rows"] > 0 for span in turns)
    assert not [span for span in receiver.spans if span.name == "commit" and span.parent is None]


def test_every_line_of_every_log_is_json_and_names_nobody(logs: dict[str, str], asked: dict[str, str]) -> None:
    for text in logs.values():
        said = [line for line in text.splitlines() if not re.match(SPOKEN, line)]
        assert all({"event", "level", "logger", "timestamp"} <= json.loads(line).keys() for line in said)
        assert [secret for secret in personal(asked) if secret in without_the_drawn(text)] == []


def test_a_line_about_a_call_or_a_message_says_what_it_belongs_to(logs: dict[str, str]) -> None:
    every = [json.loads(line) for text in logs.values() for line in text.splitlines() if line.startswith("{")]
    told = [line for line in every if line.get("trace_id") == TRACE]
    assert {"request", "message_sent"} <= {line["event"] for line in told}
    assert {line["correlation_id"] for line in told} == {TRACE}


def test_a_receiver_that_is_away_costs_spans_and_nothing_else(tmp_path: Path) -> None:
    network = EmbeddedNetwork(tmp_path)
    network.environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = f"http://127.0.0.1:{free_port()}"
    network.run()
    try:
        asks(network)
        assert network.phone(PHONE).code("request.code")
    finally:
        network.stop()
