"""The database is away: nothing is acknowledged and nothing is fetched, and afterwards all goes on by itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from sqlalchemy.exc import DBAPIError

from shared.messaging import topology
from shared.messaging.retry import REDELIVERY_BASE, REDELIVERY_CAP
from tests.kit.crash_site import CrashSite
from tests.kit.lending import TABLES, an_event
from tests.kit.receipts import SLOW, begun, released
from tools.servers.postgres import PostgresServer
from tools.waiting import until

LIMIT = 2
"""A delivery limit soon reached."""

RECONNECT_SECONDS = min(REDELIVERY_CAP, REDELIVERY_BASE * 2 ** (LIMIT - 1)).total_seconds()
"""The longest pause before the redelivery that would exceed it, were it tried while the database is away."""


def test_an_outage_longer_than_delivery_limit_times_reconnect_time_loses_nothing_and_dead_letters_nothing(
    crash_site: CrashSite, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topology, "DELIVERY_LIMIT", LIMIT)
    crash_site.migrate()
    events = [an_event(title=SLOW), *(an_event() for _ in range(149))]
    crash_site.put(*events)
    worker = crash_site.worker("consumer", "retries")
    until(lambda: begun(crash_site.site.folder).exists())
    postgres.stop()
    over = time.monotonic() + LIMIT * RECONNECT_SECONDS
    released(crash_site.site.folder).touch()
    until(lambda: "does not answer; its events wait in the queue" in worker.check("loop consumer"))
    until(lambda: time.monotonic() > over)
    postgres.start()
    crash_site.each_took_effect_once([event.subject for event in events])
    assert crash_site.statuses() == {"done": 150}, "nothing was dead-lettered, for then it would be parked"


@pytest.mark.parametrize("end", [PostgresServer.stop, PostgresServer.kill], ids=["stopped", "killed"])
def test_a_database_that_goes_and_comes_while_events_flow_costs_nothing_that_was_committed(
    library: CrashSite, postgres: PostgresServer, end: Callable[[PostgresServer], None]
) -> None:
    worker = library.worker()
    with buying(library):
        library.effects_reach(20)
        end(postgres)
        until(lambda: worker.check("loop relay").startswith("warning"))
        postgres.start()
        library.effects_reach(len(library.effects()) + 20)
    committed = [row["book_id"] for row in library.rows(TABLES.books)]
    library.each_took_effect_once(committed)
    assert library.statuses() == {"done": len(committed)}
    assert worker.running


@contextmanager
def buying(library: CrashSite) -> Iterator[None]:
    """Buy book after book; a purchase that fails is the customer's to repeat."""
    enough = threading.Event()

    def buy() -> None:
        while not enough.wait(0.005):
            with suppress(DBAPIError):
                library.buy("Nhật ký trong tù")

    customer = threading.Thread(target=buy)
    customer.start()
    try:
        yield
    finally:
        enough.set()
        customer.join()
