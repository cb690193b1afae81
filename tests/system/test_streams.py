"""Live boards at a web process of production: they keep no thread, end in time, give their seats back, and live longer
than their database.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path

import pytest
import requests
from sqlalchemy import insert

from services.volunteers.app import create_app
from services.volunteers.bootstrap import build
from services.volunteers.config import Config
from services.volunteers.doorway.tokens import ISSUER
from services.volunteers.tables import live
from shared.config import Environment
from shared.ids import new_id
from shared.web.tokens import Post
from tests.kit.streams import Heard, events
from tests.unit.volunteers.builders import BA_DINH
from tools.servers.ports import free_port
from tools.servers.postgres import PostgresServer
from tools.waiting import PATIENCE, until

ROOT = Path(__file__).resolve().parents[2]
SEATS, THREADS = 12, 2
PEOPLE = 4
SECONDS = 10
"""After SIGTERM; then a supervisor kills."""


class Web:
    """gunicorn as ``docker-compose.yml`` runs it for volunteers, and staff who are signed in."""

    def __init__(self, folder: Path, **settings: str) -> None:
        seats = {"OUTREACH_PROCESS_STREAMS": str(SEATS), "WEB_THREADS": str(THREADS)}
        self._settings = {"OUTREACH_DATA_DIR": str(folder), **seats, **settings}
        self.runtime = build(Config.read(Environment(self._settings)))
        self.runtime.migrate()
        issuer = create_app(self.runtime).extensions[ISSUER]
        posts = [Post("staff", frozenset({BA_DINH}))]
        self._tokens = cycle([issuer.issue(new_id(), posts)[0] for _ in range(PEOPLE)])
        self._port = free_port()
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        gunicorn = ("gunicorn", "-c", "deploy/gunicorn.conf.py", "-b", f"127.0.0.1:{self._port}")
        process = subprocess.Popen(
            [sys.executable, "-m", *gunicorn, "services.volunteers.app:create_app()"],
            env={**os.environ, **self._settings, "WEB_CONCURRENCY": "1"},
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
        )
        until(self.answers)
        return process

    def board(self) -> requests.Response:
        address = f"http://127.0.0.1:{self._port}/api/v1/queue/stream"
        headers = {"Authorization": f"Bearer {next(self._tokens)}", "Accept": "text/event-stream"}
        return requests.get(address, headers=headers, stream=True, timeout=PATIENCE)

    def change(self, name: str) -> None:
        """Somebody commits a change that every board shows."""
        row = {"subject_id": name, "ward": BA_DINH, "sequence": 1, "at": self.runtime.clock.now()}
        with self.runtime.engine.begin() as connection:
            connection.execute(insert(live.changes), {**row, "told": {"reference": name, "status": "open"}})

    def told(self, name: str) -> float:
        """A number of ``/metrics``."""
        text = requests.get(f"http://127.0.0.1:{self._port}/metrics", timeout=PATIENCE).text
        (line,) = (line for line in text.splitlines() if line.startswith(f"{name}{{"))
        return float(line.rpartition(" ")[2])

    def end(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        self.runtime.close()

    def answers(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self._port}/healthz", timeout=PATIENCE).ok
        except requests.ConnectionError:
            return False


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    web = Web(tmp_path)
    try:
        yield web
    finally:
        web.end()


def of_changes(board: requests.Response) -> Iterator[Heard]:
    """What a board is told of requests; signs of life are passed over."""
    return (heard for heard in events(chunk.decode() for chunk in board.iter_content(None)) if heard.name != "beat")


def test_open_boards_keep_no_thread_from_whoever_asks_and_all_show_each_change_once_and_in_order(web: Web) -> None:
    with ExitStack() as opened:
        boards = [opened.enter_context(web.board()) for _ in range(SEATS)]
        heard = [of_changes(board) for board in boards]
        assert web.answers(), f"{SEATS} boards are open at {THREADS} threads"
        for name in "abc":
            web.change(name)
        told = [[next(each).data["request_id"] for _ in "abc"] for each in heard]
    assert told == [["a", "b", "c"]] * SEATS


def test_open_boards_keep_no_process_longer_than_ten_seconds(web: Web) -> None:
    with ExitStack() as boards:
        open_ones = [boards.enter_context(web.board()) for _ in range(SEATS)]
        for board in open_ones:
            assert next(board.iter_lines()).startswith(b"retry: ")
        web.process.send_signal(signal.SIGTERM)
        assert web.process.wait(SECONDS) == 0
        for board in open_ones:
            assert b"event: change" not in board.content, "each stream was ended and not cut off"


def test_who_closes_a_board_gives_the_seat_back_before_the_next_beat(web: Web) -> None:
    left = [web.board() for _ in range(SEATS)]
    assert web.board().status_code == 503
    assert web.told("outreach_boards_refused_total") == 1
    for board in left:
        board.close()
    with until(lambda: found if (found := web.board()).ok else None, seconds=10) as board:
        assert board.headers["Content-Type"].startswith("text/event-stream")


def test_a_database_that_is_started_again_under_open_boards_costs_no_change_and_no_seat(
    postgres: PostgresServer, postgres_url: str, tmp_path: Path
) -> None:
    web = Web(tmp_path, VOLUNTEERS_DATABASE_URL=postgres_url, OUTREACH_STREAM_BEAT="1")
    try:
        with ExitStack() as opened:
            boards = [opened.enter_context(web.board()) for _ in range(SEATS)]
            heard = [of_changes(board) for board in boards]
            web.change("before")
            assert [next(each).data["request_id"] for each in heard] == ["before"] * SEATS
            postgres.stop()
            gone = time.monotonic()
            until(lambda: time.monotonic() - gone > 3, seconds=10)  # some beats
            postgres.start()
            web.change("after")
            assert [next(each).data["request_id"] for each in heard] == ["after"] * SEATS
            assert web.told("outreach_boards_open") == SEATS
        until(lambda: web.told("outreach_boards_open") == 0)
    finally:
        web.end()
