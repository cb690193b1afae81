"""What is measured of events, timers and what waits is true, by names that are ours, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import event, insert

from shared.clock import ManualClock
from shared.exposition import metrics_text
from shared.ids import new_id
from shared.messaging.embedded import EmbeddedBroker
from shared.messaging.port import Delivery
from shared.messaging.standing import COUNTED
from shared.messaging.timers import Timer, TimerTurn
from shared.service import Runtime
from shared.tracing import NoTracer
from tests.kit.lending import ACTOR, BOUGHT, LENT, TABLES, Book, a_library, an_event

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
KIT = TABLES.kit


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(MONDAY)


@pytest.fixture
def name() -> str:
    """A service whose numbers begin with this test: those of the process go on for ever."""
    return f"library_{new_id()[-8:]}"


@pytest.fixture
def library(database_url: str, tmp_path: Path, clock: ManualClock, name: str) -> Iterator[Runtime[Any]]:
    broker = EmbeddedBroker()
    made = a_library(database_url, tmp_path, clock=clock, service=name, broker=broker)
    yield made
    made.close()


def told(library: Runtime[Any], metric: str, **labels: str) -> float | None:
    """What a scrape says now; None when it says nothing."""
    text, _ = metrics_text(library.name, library.standing)
    samples = [s for family in text_string_to_metric_families(text.decode()) for s in family.samples]
    found = [s.value for s in samples if s.name == metric and labels.items() <= s.labels.items()]
    return sum(found) if found else None


def deliver(library: Runtime[Any], *bodies: bytes) -> None:
    library.dispatcher.deliver([Delivery(body) for body in bodies])


def test_events_are_counted_by_type_and_ending(library: Runtime[Any]) -> None:
    bought = an_event().to_bytes()
    deliver(library, bought, bought, an_event().to_bytes(), an_event(LENT).to_bytes(), b"no event")
    deliver(library, bought)
    heard = {"type": BOUGHT.type}
    assert told(library, "outreach_events_in_total", ending="done", **heard) == 2
    assert told(library, "outreach_events_in_total", ending="repeated", **heard) == 2
    assert told(library, "outreach_events_in_total", ending="deferred", type=LENT.type) == 1
    assert told(library, "outreach_events_in_total", ending="parked", type="unknown") == 1


def test_a_type_that_somebody_made_up_names_no_series(library: Runtime[Any]) -> None:
    strange = an_event().to_bytes().replace(BOUGHT.type.encode(), b"library.nguyen.thi_lan.v1")
    deliver(library, strange)
    assert told(library, "outreach_events_in_total", ending="deferred", type="unknown") == 1
    assert "nguyen" not in metrics_text(library.name, library.standing)[0].decode()


def test_how_late_an_event_was_is_counted_from_the_moment_of_its_fact(
    library: Runtime[Any], clock: ManualClock
) -> None:
    clock.moment = MONDAY + timedelta(seconds=90)  # the fact is of MONDAY
    deliver(library, an_event().to_bytes())
    clock.moment = MONDAY - timedelta(seconds=5)  # another machine's clock, a little slow
    deliver(library, an_event().to_bytes())
    assert told(library, "outreach_event_lag_seconds_sum") == 90
    assert told(library, "outreach_event_lag_seconds_count") == 2
    assert told(library, "outreach_handler_seconds_count", type=BOUGHT.type) == 2
    assert told(library, "outreach_event_lag_seconds_bucket", le="60.0") == 1


def test_a_deferred_event_is_counted_when_it_came_and_again_when_it_was_tried(
    library: Runtime[Any], clock: ManualClock
) -> None:
    book_id = new_id()
    deliver(library, an_event(LENT, book_id=book_id, lent_to="Hà", sequence=2).to_bytes())
    assert told(library, "outreach_inbox_rows", status="deferred") == 1
    clock.advance(timedelta(minutes=2))
    assert told(library, "outreach_deferred_oldest_seconds") == 120
    library.dispatcher.retry_due()
    assert told(library, "outreach_events_retried_total", ending="deferred", type=LENT.type) == 1
    deliver(library, an_event(book_id=book_id).to_bytes())
    clock.advance(timedelta(minutes=20))
    library.dispatcher.retry_due()
    assert told(library, "outreach_events_retried_total", ending="done", type=LENT.type) == 1
    assert told(library, "outreach_inbox_rows", status="deferred") == 0
    assert told(library, "outreach_deferred_oldest_seconds") == 0


def test_what_contradicts_and_what_is_parked_stands_until_a_person_has_decided(library: Runtime[Any]) -> None:
    book_id = new_id()
    deliver(library, an_event(book_id=book_id).to_bytes())
    deliver(library, an_event(LENT, book_id=book_id, lent_to="nobody", sequence=2).to_bytes())
    deliver(library, b"no event")
    assert told(library, "outreach_conflicts") == 1
    assert told(library, "outreach_inbox_rows", status="parked") == 1
    assert told(library, "outreach_events_in_total", ending="conflict") == 1


def test_the_outbox_is_told_by_its_rows_and_the_age_of_the_oldest_and_what_left_by_its_type(
    library: Runtime[Any], clock: ManualClock
) -> None:
    assert told(library, "outreach_outbox_oldest_seconds") == 0
    for title in ("Số đỏ", "Tắt đèn"):
        with library.unit(ACTOR) as unit:
            unit.add(Book.bought(title))
            unit.commit()
        clock.advance(timedelta(seconds=45))
    assert told(library, "outreach_outbox_rows") == 2
    assert told(library, "outreach_outbox_oldest_seconds") == 90
    library.relay().run_once()
    assert told(library, "outreach_outbox_rows") == 0
    assert told(library, "outreach_events_out_total", type=BOUGHT.type, answer="confirmed") == 2
    assert told(library, "outreach_relay_batch_seconds_count") == 1


def test_a_backlog_is_counted_no_further_than_somebody_can_read(library: Runtime[Any], clock: ManualClock) -> None:
    row = {"type": BOUGHT.type, "subject": "b", "sequence": 1, "body": b"{}", "created_at": MONDAY}
    row |= {"next_attempt_at": MONDAY}
    with library.engine.begin() as connection:
        connection.execute(insert(KIT.outbox), [row | {"event_id": new_id()} for _ in range(COUNTED + 5)])
    assert told(library, "outreach_outbox_rows") == COUNTED


def test_a_timer_is_told_by_its_turns_and_rows(library: Runtime[Any], clock: ManualClock) -> None:
    due = [3, 0]

    def fails(_unit: object) -> int:
        raise ZeroDivisionError

    timers = [Timer("wave", timedelta(0), lambda _unit: due.pop(0)), Timer("broken", timedelta(0), fails)]
    turn = TimerTurn(library.name, timers, clock, lambda actor, _: library.unit(actor), NoTracer())
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            turn.step()
    assert told(library, "outreach_timer_turns_total", timer="wave", outcome="worked") == 1
    assert told(library, "outreach_timer_turns_total", timer="wave", outcome="idle") == 1
    assert told(library, "outreach_timer_turns_total", timer="broken", outcome="failed") == 2
    assert told(library, "outreach_timer_rows_total", timer="wave") == 3
    assert told(library, "outreach_timer_seconds_count", timer="wave") == 2


def test_every_loop_is_told_where_it_runs_and_when_it_was_last_seen_anywhere(
    library: Runtime[Any], clock: ManualClock
) -> None:
    row = {"name": "relay", "at": MONDAY - timedelta(seconds=70)}
    with library.engine.begin() as connection:
        connection.execute(insert(KIT.heartbeats).values(row))
    assert told(library, "outreach_heartbeat_age_seconds", loop="relay") == 70
    assert told(library, "outreach_loop_up") is None, "no loop runs in this process"
    library.start("timers")
    assert told(library, "outreach_loop_up", loop="timers") == 1
    library.stop()


def test_a_scrape_answers_while_the_database_is_away_and_says_so(
    library: Runtime[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(library, "outreach_database_up") == 1

    def refuse(*_: object) -> None:
        raise ConnectionError("gone")

    event.listen(library.engine, "do_connect", refuse)
    library.engine.dispose()
    assert told(library, "outreach_database_up") == 0
    assert told(library, "outreach_outbox_rows") is None
    assert told(library, "outreach_build_info") == 1


def test_what_runs_is_told_by_its_version(library: Runtime[Any]) -> None:
    assert told(library, "outreach_build_info", version="unreleased") == 1
