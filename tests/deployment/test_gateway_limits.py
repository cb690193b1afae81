"""What the gateway keeps away from the services, and what it lets through at once."""

from __future__ import annotations

import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import requests

from shared.web.static import static_url
from tests.deployment.compose import ROOT, environment_of
from tests.deployment.gateway import EVENTS, Gateway
from tools.waiting import until

BOARD, DAYS = "/volunteers/api/v1/queue/stream", "/sessions/api/v1/days/stream"
RATES = ("OUTREACH_RATE", "OUTREACH_GUESS_RATE", "OUTREACH_HEALTH_RATE")


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    gateway = Gateway(tmp_path)
    yield gateway
    gateway.close()


@contextmanager
def watching(gateway: Gateway, path: str) -> Iterator[Iterator[bytes]]:
    """The lines of a live board, which stays open."""
    with gateway.get(path, stream=True, headers=EVENTS) as answer:
        assert answer.ok, answer.text
        lines = answer.iter_lines()  # held here: given up, it would hang up
        yield lines


@pytest.mark.parametrize("path", [BOARD, DAYS])
def test_a_line_of_a_live_board_arrives_at_once(gateway: Gateway, path: str) -> None:
    with watching(gateway, path) as lines:
        assert next(lines) == b"data: first"
        assert not gateway.echoes[path.split("/")[1]].stream_ended.is_set(), "it was not sent when all had been said"


def test_live_boards_have_limits_of_their_own(tmp_path: Path) -> None:
    gateway = Gateway(tmp_path, {"OUTREACH_STREAMS_EACH": "3", "OUTREACH_STREAMS": "2"})
    try:
        with ExitStack() as boards:
            for _ in range(2):
                assert next(boards.enter_context(watching(gateway, BOARD)))
            third = gateway.get(BOARD, headers=EVENTS)
            assert (third.status_code, third.headers["Retry-After"]) == (429, "2")
            assert gateway.get("/volunteers/api/v1/requests").ok
            assert next(boards.enter_context(watching(gateway, DAYS))), "it has its own seats"
            assert gateway.get(DAYS, headers=EVENTS).status_code == 429, "three of one address"
    finally:
        gateway.close()


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Gateway]:
    """Its only seat is taken."""
    gateway = Gateway(tmp_path, {"OUTREACH_STREAMS_EACH": "1"})
    try:
        with watching(gateway, BOARD) as lines:
            assert next(lines)
            yield gateway
    finally:
        gateway.close()


def test_who_finds_no_seat_asks_for_changes_at_the_same_address(full: Gateway) -> None:
    assert full.get(BOARD, headers=EVENTS).status_code == 429
    for _ in range(3):
        asked = full.get(f"{BOARD}?after=7", headers={"Accept": "application/json"})
        assert (asked.status_code, asked.json()["path"]) == (200, f"{BOARD}?after=7")


@pytest.mark.parametrize("accept", ["*/*", "text/*", "text/*, application/json;q=0.1", ""])
def test_who_does_not_name_events_gets_none_and_takes_no_seat(full: Gateway, accept: str) -> None:
    assert full.get(BOARD, headers={"Accept": accept}).json()["headers"]["Accept"] == "application/json"


@pytest.mark.parametrize(
    "accept",
    [
        ("Text/Event-Stream",),
        ("application/json;q=0.1, text/event-stream",),
        ("application/json;q=0.1", "text/event-stream"),
    ],
)
def test_nobody_gets_events_past_the_count(full: Gateway, accept: tuple[str, ...]) -> None:
    lines = "".join(f"Accept: {each}\r\n" for each in accept)
    with socket.create_connection(("127.0.0.1", full.port), 10) as caller:
        caller.sendall(f"GET {BOARD} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}\r\n".encode())
        head = caller.makefile("rb").read().partition(b"\r\n\r\n")[0]
    assert b" 429 " in head or b"Content-Type: application/json" in head


def test_no_address_takes_every_board_and_one_process_feeds_all_that_are_let_through_if_they_fall_to_it() -> None:
    given, web = environment_of("gateway"), environment_of("volunteers-web")
    let_through = int(given["OUTREACH_STREAMS"])
    assert 0 < int(given["OUTREACH_STREAMS_EACH"]) < let_through <= int(web["OUTREACH_PROCESS_STREAMS"])


@pytest.fixture
def forgetting_slowly(tmp_path: Path) -> Iterator[Gateway]:
    """Its limits forget so little a minute that a slow machine floods it as well as a fast one."""
    gateway = Gateway(tmp_path, dict.fromkeys(RATES, "1r/m"))
    yield gateway
    gateway.close()


def test_what_one_address_may_ask_a_second() -> None:
    given = environment_of("gateway")
    assert [given[rate] for rate in RATES] == ["100r/s", "3r/s", "2r/s"]


def test_a_flood_is_slowed_and_told_when_to_come_back(forgetting_slowly: Gateway) -> None:
    gateway = forgetting_slowly
    with requests.Session() as flood:
        answers = (flood.get(f"{gateway.address}/volunteers/", timeout=10) for _ in range(5000))
        refused = next(answer for answer in answers if answer.status_code != 200)
    assert (refused.status_code, refused.json()["status"]) == (429, 429)
    assert int(refused.headers["Retry-After"]) > 0
    assert gateway.get("/healthz").ok, "whoever looks after the gateway is not slowed"
    assert gateway.get(static_url("pages.css")).ok, "files cost nothing"


GUESSES = [
    *("/volunteers/api/v1/sign-in/token", "/volunteers/sign-in", "/volunteers/sign-in/code"),
    *("/volunteers/help/4-26-017/code", "/sessions/code"),
]


@pytest.mark.parametrize("path", GUESSES)
def test_a_whole_office_signs_in_at_eight_but_nobody_guesses_codes_for_long(
    forgetting_slowly: Gateway, path: str
) -> None:
    gateway = forgetting_slowly
    with requests.Session() as office:

        def attempt() -> int:
            return office.post(f"{gateway.address}{path}", json={}, timeout=10).status_code

        assert {attempt() for _person in range(60)} == {200}
        assert 429 in {attempt() for _guess in range(60)}
        assert office.get(f"{gateway.address}/volunteers/api/v1/me", timeout=10).ok, "who is signed in goes on working"


def test_whoever_looks_how_a_service_is_without_end_is_slowed_and_nobody_else(forgetting_slowly: Gateway) -> None:
    gateway = forgetting_slowly
    looks = ("/volunteers/readyz", "/sessions/readyz", "/notifications/metrics")
    assert {gateway.get(path).status_code for path in looks * 7} == {200}
    for path in (*looks, "/volunteers/metrics", "/sessions//readyz?a=b"):
        refused = gateway.get(path)
        assert (refused.status_code, refused.json()["status"]) == (429, 429), path
        assert int(refused.headers["Retry-After"]) > 0
    for path in ("/healthz", "/volunteers/", "/volunteers/api/v1/readyz"):
        assert gateway.get(path).ok


def test_the_line_of_the_handbook_keeps_readiness_and_metrics_from_everybody(gateway: Gateway) -> None:
    (line,) = re.findall(r"^location ~ .*$", (ROOT / "docs/operating.md").read_text(), re.MULTILINE)
    before, found, after = gateway.configuration.read_text().partition("        location / {")
    gateway.configuration.write_text(f"{before}{line}\n{found}{after}")
    subprocess.run([*gateway.command, "-s", "reload"], check=True, capture_output=True)
    until(lambda: gateway.get("/volunteers/readyz").status_code == 404)
    assert gateway.get("/sessions/metrics").json()["status"] == 404
    assert gateway.get("/sessions/api/v1/days").ok


def test_a_body_far_too_large_does_not_reach_a_service(gateway: Gateway) -> None:
    refused = gateway.post("/volunteers/api/v1/requests", data=b"x" * 2**21)
    assert (refused.status_code, refused.json()["status"]) == (413, 413)
    assert gateway.post("/volunteers/api/v1/requests", data=b"x" * 2**19).json()["body"] == 2**19
    assert gateway.echoes["volunteers"].hears == 1


def test_a_body_that_trickles_in_holds_no_service_up(gateway: Gateway) -> None:
    head = "POST /volunteers/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345"
    with socket.create_connection(("127.0.0.1", gateway.port), 10) as slow:
        slow.sendall(head.encode())
        assert gateway.get("/volunteers/").ok
        assert gateway.echoes["volunteers"].hears == 1, "the slow one has not been handed on"
