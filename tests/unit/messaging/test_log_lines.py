"""What the kit writes down of events and timers: where it belongs, and ever more rarely what goes on failing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.clock import ManualClock
from shared.logs import configure_logs
from shared.messaging.port import Delivery
from shared.messaging.timers import Timer, TimerTurn
from shared.service import Runtime
from shared.tracing import NoTracer
from tests.kit.lending import LENT, a_library, an_event

NAME = "Nguyễn Thị Lan"
MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Runtime[Any]]:
    configure_logs()
    made = a_library(f"sqlite:///{tmp_path}/library.sqlite", tmp_path, clock=ManualClock(MONDAY))
    yield made
    made.close()


def lines(caplog: pytest.LogCaptureFixture, event: str) -> list[dict[str, Any]]:
    said = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    return [line for line in said if line["event"] == event]


def test_an_event_that_is_put_off_is_told_with_what_it_belongs_to(
    library: Runtime[Any], caplog: pytest.LogCaptureFixture
) -> None:
    lent = an_event(LENT, lent_to=NAME)
    library.dispatcher.deliver([Delivery(lent.to_bytes())])
    (line,) = lines(caplog, "event_deferred")
    assert (line["correlation_id"], line["causation_id"]) == (lent.correlation_id, lent.id)
    assert "Lan" not in caplog.text


def test_a_timer_that_fails_is_named_and_does_not_fill_the_disk(
    library: Runtime[Any], caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_unit: object) -> int:
        raise ValueError(NAME)

    def open_unit(actor: Any, _correlation: object) -> Any:
        return library.unit(actor)

    with caplog.at_level(logging.ERROR):
        turn = TimerTurn("library", [Timer("wave", timedelta(0), fails)], library.clock, open_unit, NoTracer())
        for _ in range(9):
            with pytest.raises(ValueError, match="Lan"):
                turn.step()
    told = lines(caplog, "timer_failed")
    assert [line["failures"] for line in told] == [1, 2, 4, 8]
    assert {(line["service"], line["timer"], line["error"]) for line in told} == {("library", "wave", "ValueError")}
    assert all(line["correlation_id"] for line in told)
    assert "Lan" not in caplog.text
