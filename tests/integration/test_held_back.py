"""While a backup is taken every event waits in its outbox, so that nothing is on its way when the copy ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from shared.locks import HOLD
from shared.messaging.embedded import EmbeddedBroker
from shared.messaging.port import OutgoingMessage, Receipt
from shared.service import Runtime
from tests.kit.lending import ACTOR, TABLES, Book, a_library
from tools.waiting import until

OUTBOX = TABLES.kit.outbox


@pytest.fixture
def library(postgres_url: str, tmp_path: Path) -> Iterator[Runtime[Any]]:
    library = a_library(postgres_url, tmp_path, broker=EmbeddedBroker())
    buy(library, "Số đỏ")
    yield library
    library.close()


def buy(library: Runtime[Any], title: str) -> None:
    with library.unit(ACTOR) as unit:
        unit.add(Book.bought(title))
        unit.commit()


def waiting(library: Runtime[Any]) -> int:
    with library.reading() as connection:
        return len(connection.execute(OUTBOX.select()).all())


def test_events_wait_as_long_as_they_are_held_and_nobody_who_works_does(
    library: Runtime[Any], postgres_url: str
) -> None:
    relay = library.relay()
    with psycopg.connect(postgres_url, autocommit=True) as backup:
        backup.execute("SELECT pg_advisory_lock(%s)", (HOLD,))
        assert relay.run_once() is False
        buy(library, "Dế Mèn phiêu lưu ký")
        assert waiting(library) == 2
    until(lambda: relay.run_once() or waiting(library) == 0)


@dataclass
class Broker:
    """Takes what it is given; while it has it in hand somebody asks whether events can be held back."""

    url: str
    held: list[bool] = field(default_factory=list)

    def publish(self, batch: Sequence[OutgoingMessage]) -> Receipt:
        self.held.append(can_hold(self.url))
        return Receipt(frozenset(message.row_id for message in batch))

    def close(self) -> None: ...


def can_hold(url: str) -> bool:
    with psycopg.connect(url, autocommit=True) as backup:
        (got,) = backup.execute("SELECT pg_try_advisory_lock(%s)", (HOLD,)).fetchone() or (False,)
        return bool(got)


def test_whoever_holds_events_back_waits_for_those_under_way(library: Runtime[Any], postgres_url: str) -> None:
    broker = Broker(postgres_url)
    library.relay(broker).run_once()
    assert (broker.held, can_hold(postgres_url)) == ([False], True)
