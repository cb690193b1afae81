"""The notifier never keeps its process: not when a row is written, and not when the process ends."""

from __future__ import annotations

import socket
import threading

import pytest

from shared.messaging import wakeup
from shared.messaging.wakeup import PostgresNotifier
from tools.waiting import PATIENCE


def test_a_database_that_takes_calls_and_says_nothing_does_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wakeup, "CONNECT_SECONDS", int(PATIENCE))
    before = set(threading.enumerate())
    with socket.create_server(("127.0.0.1", 0)) as silent:
        notifier = PostgresNotifier(f"postgresql+psycopg://nobody@127.0.0.1:{silent.getsockname()[1]}/nothing")
        notifier.notify()
        with silent.accept()[0]:
            (waiting,) = (thread for thread in set(threading.enumerate()) - before if thread.name == "notifier")
            notifier.stop()
            assert waiting.is_alive(), "it waits for the database still, and nobody waits for it"
