"""A worker that is asked to stop finishes what is in hand; one that is killed again and again loses nothing."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from shared.service import GRACE_SECONDS
from tests.kit.crash_site import INBOX, TITLES, CrashSite
from tests.kit.lending import an_event
from tests.kit.processes import Worker
from tests.kit.receipts import SLOW, begun, released
from tools.servers.ports import free_port
from tools.servers.postgres import PostgresServer
from tools.waiting import until

SECONDS = 10
"""After SIGTERM; then a supervisor kills."""


def a_slow_event_in_hand(library: CrashSite) -> Worker:
    """A worker whose handler has begun with a batch and is not done."""
    library.put(an_event(title=SLOW), *(an_event() for _ in range(5)))
    worker = library.worker()
    until(lambda: begun(library.site.folder).exists())
    return worker


def test_a_worker_ends_what_is_in_hand_early_enough_to_close_before_its_supervisor_kills() -> None:
    assert GRACE_SECONDS <= SECONDS - 2


def test_a_worker_asked_to_stop_finishes_and_acknowledges_the_batch_in_hand(library: CrashSite) -> None:
    worker = a_slow_event_in_hand(library)
    worker.terminate()
    until(lambda: "worker_stopping" in worker.log)
    released(library.site.folder).touch()
    assert worker.ended_within(SECONDS) == 0, worker.log
    handled = library.effects()
    assert sum(handled.values()) == library.statuses()["done"] > 0
    assert len(library.take(INBOX)) == 6 - len(handled), "what it had begun was acknowledged, the rest was not taken"


def test_a_handler_that_does_not_end_keeps_no_worker_longer_than_ten_seconds_and_its_event_goes_to_the_next(
    library: CrashSite,
) -> None:
    worker = a_slow_event_in_hand(library)
    worker.terminate()
    assert worker.ended_within(SECONDS) == 1, worker.log
    assert not library.effects()
    released(library.site.folder).touch()
    library.worker()
    until(lambda: library.statuses() == {"done": 6})
    assert set(library.effects().values()) == {1}


def test_a_worker_stops_in_time_while_the_database_is_away(library: CrashSite, postgres: PostgresServer) -> None:
    worker = library.worker()
    library.each_took_effect_once(library.buy(*TITLES))
    postgres.stop()
    worker.terminate()
    assert worker.ended_within(SECONDS) == 0, worker.log


def test_a_worker_stops_in_time_while_the_broker_is_away(library: CrashSite) -> None:
    url = library.site.broker_url
    library.site = replace(library.site, broker_url=url.replace(f":{urlsplit(url).port}/", f":{free_port()}/"))
    library.buy(*TITLES)
    worker = library.worker()
    until(lambda: all(row["attempts"] for row in library.outbox))
    worker.terminate()
    assert worker.ended_within(SECONDS) == 0, worker.log
    assert len(library.outbox) == len(TITLES)


def test_workers_killed_again_and_again_while_events_flow_lose_nothing_and_repeat_nothing(library: CrashSite) -> None:
    bought: list[str] = []
    for generation in range(1, 6):
        worker = library.worker()
        bought += library.buy(*(f"Tập {number}" for number in range(60)))
        library.effects_reach(generation * 40)
        worker.kill()
    for _ in range(2):
        library.worker()
    library.each_took_effect_once(bought)
    assert library.statuses() == {"done": len(bought)}
