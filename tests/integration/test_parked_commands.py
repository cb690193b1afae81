"""``parked list | show | replay | discard``, as a person types them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import event

from shared.commands import service_commands
from shared.messaging.port import Delivery
from shared.service import Runtime
from tests.kit.lending import TABLES, a_library

INBOX = TABLES.kit.inbox
BYTES = [f"no event {number}".encode() for number in range(3)]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Runtime[Any]]:
    """Three messages in its inbox were no events."""
    runtime = a_library(f"sqlite:///{tmp_path / 'library.sqlite'}", tmp_path)
    runtime.dispatcher.deliver([Delivery(body) for body in BYTES])
    yield runtime
    runtime.close()


def typed(library: Runtime[Any], *words: str) -> Result:
    return CliRunner().invoke(service_commands("library", lambda: library), ["parked", *words])


def parked_ids(library: Runtime[Any]) -> list[str]:
    with library.reading() as connection:
        found = connection.execute(INBOX.select().where(INBOX.c.status == "parked").order_by(INBOX.c.event_id))
        return [row.event_id for row in found]


def test_what_is_parked_is_listed_with_the_reason_and_shown_with_its_bytes(library: Runtime[Any]) -> None:
    listed = typed(library, "list").output
    assert listed.count("unreadable") == 3
    assert listed.endswith("3 parked.\n")
    assert any(typed(library, "show", id).output.endswith("no event 1\n") for id in parked_ids(library))


def test_a_discarded_event_is_gone_from_the_list_and_cannot_be_discarded_again(library: Runtime[Any]) -> None:
    first, *others = parked_ids(library)
    assert typed(library, "discard", first).output == "Discarded.\n"
    assert parked_ids(library) == others
    again = typed(library, "discard", first)
    assert (again.exit_code, first in again.output) == (1, True)


def test_replaying_all_takes_each_event_once_also_when_a_worker_parks_them_again_at_once(
    library: Runtime[Any],
) -> None:
    looks: list[str] = []

    def a_quick_worker(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT inbox.event_id, inbox.type"):
            looks.append(statement)
            assert len(looks) < 9, "it goes round and round"
            library.dispatcher.retry_due()

    event.listen(library.engine, "before_cursor_execute", a_quick_worker)
    done = typed(library, "replay", "--all", "--reason", "unreadable")
    assert "3 given back" in done.output
    library.dispatcher.retry_due()
    assert len(parked_ids(library)) == 3


def test_naming_events_and_saying_all_at_once_is_refused(library: Runtime[Any]) -> None:
    assert typed(library, "replay").exit_code == typed(library, "replay", "--all", "one").exit_code == 2
