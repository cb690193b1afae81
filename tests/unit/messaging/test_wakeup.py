"""The notifier never keeps its process: not when a row is written, and not when the process ends."""

from __future__ import annotations

import socket
import time

from shared.messaging.wakeup import PostgresNotifier


def test_a_database_that_takes_calls_and_says_nothing_does_not_hold_up_the_end() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        notifier = PostgresNotifier(f"postgresql+psycopg://nobody@127.0.0.1:{silent.getsockname()[1]}/nothing")
        notifier.notify()
        with silent.accept()[0]:
            began = time.monotonic()
            notifier.stop()
            assert time.monotonic() - began < 3
