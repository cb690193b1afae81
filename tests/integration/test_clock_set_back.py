"""A clock that ran ahead and was set right: what was begun while it did waits no longer than anything does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.clock import ManualClock
from shared.messaging import outbox
from shared.messaging.port import Delivery
from shared.messaging.timers import Timer, TimerTurn
from shared.messaging.unit_of_work import UnitOfWork
from shared.service import Runtime
from shared.tracing import NoTracer
from tests.integration.notifications_wiring import AStory, arrived, hear, notifications_on, pass_time, send_all
from tests.kit.lending import ACTOR, BOUGHT, HANDLERS, LENT, TABLES, Book, a_library, an_event

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
AHEAD = timedelta(hours=1)


@pytest.fixture
def clock() -> ManualClock:
    """It runs an hour ahead, until a test sets it right."""
    return ManualClock(MONDAY + AHEAD)


def test_an_event_written_then_is_sent_at_once(database_url: str, tmp_path: Path, clock: ManualClock) -> None:
    library = a_library(database_url, tmp_path, clock=clock)
    with library.unit(ACTOR) as unit:
        unit.add(Book.bought("Số đỏ"))
        unit.commit()
    with library.reading() as connection:
        assert len(outbox.take(connection, TABLES.kit.outbox, MONDAY, 10)) == 1
    library.close()


def test_an_event_deferred_then_is_tried_again_at_once(database_url: str, tmp_path: Path, clock: ManualClock) -> None:
    older = a_library(database_url, tmp_path, clock=clock, handlers={LENT: HANDLERS[LENT]})
    older.dispatcher.deliver([Delivery(an_event().to_bytes())])
    clock.moment = MONDAY
    newer = a_library(database_url, tmp_path, clock=clock, handlers={BOUGHT: HANDLERS[BOUGHT]})
    assert newer.dispatcher.retry_due() == 1
    assert _shelved(newer) == 1
    older.close()
    newer.close()


def test_a_timer_that_ran_then_runs_again_at_its_next_turn(
    database_url: str, tmp_path: Path, clock: ManualClock
) -> None:
    turns: list[datetime] = []
    library = a_library(database_url, tmp_path, clock=clock)

    def note(unit: UnitOfWork) -> int:
        turns.append(unit.now)
        return 0

    timer = Timer("note", timedelta(minutes=10), note)
    turn = TimerTurn("library", [timer], clock, lambda actor, _: library.unit(actor), NoTracer())
    turn.step()
    clock.moment = MONDAY
    turn.step()
    turn.step()
    assert turns == [MONDAY + AHEAD, MONDAY], "once for each clock, and then every ten minutes"
    library.close()


def test_a_message_queued_then_leaves_at_once(tmp_path: Path) -> None:
    story = AStory(asked_by_id=None)
    with notifications_on(f"sqlite:///{tmp_path}/test.sqlite", tmp_path) as notifications:
        pass_time(notifications, AHEAD)
        hear(notifications, *story.background(), story.opened())
        pass_time(notifications, -AHEAD)
        send_all(notifications)
        assert arrived(tmp_path) == [(story.lans_phone, "request.received")]


def _shelved(library: Runtime[Any]) -> int:
    with library.reading() as connection:
        return len(connection.execute(TABLES.shelf.select()).all())
