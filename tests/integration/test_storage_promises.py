"""What the kit promises of state, journal, outbox and inbox, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from shared.clock import ManualClock
from shared.contracts import Event
from shared.logs import configure_logs
from shared.messaging import inbox, parked
from shared.messaging.port import DatabaseAway, Delivery
from shared.messaging.restate import LEAP, restate
from shared.messaging.unit_of_work import FactMissing, UnitOfWork
from shared.service import Runtime
from tests.kit.lending import (
    ACTOR,
    BOUGHT,
    HANDLERS,
    LENT,
    STATED,
    TABLES,
    Book,
    a_library,
    an_event,
    shelve,
)

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
KIT = TABLES.kit


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(MONDAY)


@pytest.fixture
def a_runtime(database_url: str, tmp_path: Path, clock: ManualClock) -> Iterator[Callable[..., Runtime[Any]]]:
    """Makes runtimes of the library on one database; they are closed when the test ends."""
    with ExitStack() as stack:

        def make(**options: Any) -> Runtime[Any]:
            runtime = a_library(database_url, tmp_path, clock=clock, **options)
            stack.callback(runtime.close)
            return runtime

        yield make


@pytest.fixture
def library(a_runtime: Callable[..., Runtime[Any]]) -> Runtime[Any]:
    return a_runtime()


def rows(library: Runtime[Any], table: Any) -> list[dict[str, Any]]:
    with library.reading() as connection:
        return [dict(row) for row in connection.execute(table.select()).mappings()]


def counts(library: Runtime[Any]) -> tuple[int, ...]:
    with library.reading() as connection:
        tables = (TABLES.books, KIT.journal, KIT.outbox)
        return tuple(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def buy(library: Runtime[Any], title: str = "Số đỏ") -> str:
    with library.unit(ACTOR) as unit:
        book = Book.bought(title)
        unit.add(book)
        unit.commit()
    return book.book_id


def deliver(library: Runtime[Any], *events: Event) -> None:
    library.dispatcher.deliver([Delivery(event.to_bytes()) for event in events])


def test_state_journal_and_outbox_are_one_commit(library: Runtime[Any]) -> None:
    book_id = buy(library)
    (line,), (row,) = rows(library, KIT.journal), rows(library, KIT.outbox)
    told = Event.from_bytes(row["body"])
    assert (line["kind"], line["subject_id"], line["ward"]) == ("book_bought", book_id, "00004")
    assert (line["actor_kind"], line["actor_id"], line["actor_role"]) == ("person", "p-1", "staff")
    assert (told.type, told.subject, told.sequence, told.time) == (BOUGHT.type, book_id, 1, MONDAY)
    assert told.correlation_id == line["correlation_id"]


def test_leaving_a_unit_uncommitted_leaves_nothing(library: Runtime[Any]) -> None:
    with library.unit(ACTOR) as unit:
        unit.add(Book.bought("Tắt đèn"))
        unit.session.flush()
    assert counts(library) == (0, 0, 0)


def test_two_facts_of_one_commit_have_a_number_each(library: Runtime[Any]) -> None:
    with library.unit(ACTOR) as unit:
        book = Book.bought("Chí Phèo")
        unit.add(book)
        book.lend("Lan")
        unit.commit()
    told = [Event.from_bytes(row["body"]) for row in rows(library, KIT.outbox)]
    assert [(event.type, event.sequence) for event in told] == [(BOUGHT.type, 1), (LENT.type, 2)]
    assert {event.data["lent_to"] for event in told} == {"Lan"}, "each carries the state that was committed"


def test_a_fact_survives_a_flush_after_which_nobody_holds_its_aggregate(library: Runtime[Any]) -> None:
    with library.unit(ACTOR) as unit:
        unit.add(Book.bought("Dế Mèn phiêu lưu ký"))
        unit.session.flush()
        unit.commit()
    assert counts(library) == (1, 1, 1)


def test_personal_fields_of_a_fact_stay_out_of_the_journal(library: Runtime[Any]) -> None:
    book_id = buy(library)
    with library.unit(ACTOR) as unit:
        book = unit.get(Book, book_id)
        assert book is not None
        book.lend("Lan", phone="+84912345678")
        unit.commit()
    assert "+84912345678" not in str(rows(library, KIT.journal))


def test_a_change_without_a_fact_is_refused(library: Runtime[Any]) -> None:
    book_id = buy(library)
    with library.unit(ACTOR) as unit:
        book = unit.get(Book, book_id)
        assert book is not None
        book.title = "Quietly renamed"
        with pytest.raises(FactMissing, match="Book changed without recording a fact"):
            unit.commit()
    assert rows(library, TABLES.books)[0]["title"] == "Số đỏ"


def test_of_two_changes_to_what_was_read_once_the_second_is_stale(library: Runtime[Any]) -> None:
    book_id = buy(library)
    with library.reading() as connection, Session(connection) as reader:
        read_early = reader.get_one(Book, book_id)
        reader.expunge(read_early)
    with library.unit(ACTOR) as unit:
        book = unit.get(Book, book_id)
        assert book is not None
        book.lend("Lan")
        unit.commit()
    with library.unit(ACTOR) as unit:
        unit.add(read_early)
        read_early.lend("Hoa")
        with pytest.raises(StaleDataError):
            unit.commit()
    assert rows(library, TABLES.books)[0]["lent_to"] == "Lan"


def test_an_event_seen_twice_counts_once(library: Runtime[Any]) -> None:
    event = an_event()
    deliver(library, event)
    deliver(library, event)
    deliver(library, event, event)
    assert len(rows(library, TABLES.shelf)) == 1
    (remembered,) = rows(library, KIT.inbox)
    assert (remembered["status"], remembered["body"]) == ("done", None)


def test_an_older_event_that_comes_late_changes_nothing(library: Runtime[Any]) -> None:
    newer = an_event(title="Sửa tên", sequence=5)
    older = an_event(book_id=newer.subject, title="Tên cũ", sequence=2)
    deliver(library, newer)
    deliver(library, older)
    assert [(row["title"], row["sequence"]) for row in rows(library, TABLES.shelf)] == [("Sửa tên", 5)]
    assert {row["status"] for row in rows(library, KIT.inbox)} == {"done"}


def test_an_event_whose_parent_is_unknown_waits_and_is_done_when_the_parent_came(
    library: Runtime[Any], clock: ManualClock
) -> None:
    bought = an_event(sequence=1)
    lent = an_event(LENT, book_id=bought.subject, lent_to="Lan", sequence=2)
    deliver(library, lent)
    (waiting,) = rows(library, KIT.inbox)
    assert (waiting["status"], waiting["reason"], waiting["attempts"]) == ("deferred", "parent_unknown", 1)
    deliver(library, bought)
    clock.advance(timedelta(minutes=1))
    library.dispatcher.retry_due()
    assert rows(library, TABLES.shelf)[0]["lent_to"] == "Lan"
    assert [row["body"] for row in rows(library, KIT.inbox)] == [None, None]


def test_a_failing_handler_defers_its_event_and_lets_the_others_pass(library: Runtime[Any]) -> None:
    good, other = an_event(), an_event(title="Truyện Kiều")
    bad = an_event(LENT, book_id=good.subject, lent_to="trouble", sequence=2)
    deliver(library, good, bad, other)
    assert len(rows(library, TABLES.shelf)) == 2
    kept = {row["event_id"]: row for row in rows(library, KIT.inbox)}
    assert kept[bad.id]["status"] == "deferred"
    assert kept[bad.id]["last_error"] == "RuntimeError: the shelf fell down"
    assert [kept[event.id]["status"] for event in (good, other)] == ["done", "done"]


def test_what_a_failing_handler_says_is_kept_with_its_event_and_not_in_the_log(
    a_runtime: Callable[..., Runtime[Any]], caplog: pytest.LogCaptureFixture
) -> None:
    def quoting(event: Event, _unit: UnitOfWork) -> None:
        raise ValueError(event.data["lent_to"])

    configure_logs()
    library = a_runtime(handlers={LENT: quoting})
    deliver(library, an_event(LENT, lent_to="Nguyễn Thị Lan"))
    (held,) = rows(library, KIT.inbox)
    assert held["last_error"] == "ValueError: Nguyễn Thị Lan"
    assert "ValueError" in caplog.text
    assert "Lan" not in caplog.text


@dataclass
class Shaky:
    """A handler that fails until it is mended."""

    broken: bool = True

    def __call__(self, event: Event, unit: UnitOfWork) -> None:
        shelve(event, unit)
        if self.broken:
            raise RuntimeError("the shelf fell down")


def test_after_the_last_attempt_a_failing_event_is_parked_and_a_replay_brings_it_back(
    a_runtime: Callable[..., Runtime[Any]], clock: ManualClock
) -> None:
    shaky, bad = Shaky(), an_event()
    library = a_runtime(handlers={BOUGHT: shaky})
    deliver(library, bad)
    for _ in range(inbox.ATTEMPTS_OF_FAILING):
        clock.advance(inbox.LONGEST_RETRY)
        library.dispatcher.retry_due()
    with library.reading() as connection:
        (held,) = parked.list_parked(connection, KIT)
    assert (held["event_id"], held["reason"], held["attempts"]) == (bad.id, "handler_failed", inbox.ATTEMPTS_OF_FAILING)
    assert rows(library, TABLES.shelf) == [], "what a failing handler wrote was rolled back each time"
    shaky.broken = False
    with library.unit(ACTOR) as unit:
        assert parked.replay(unit, [bad.id]) == 1
        unit.commit()
    assert library.dispatcher.retry_due() == 1
    assert [row["book_id"] for row in rows(library, TABLES.shelf)] == [bad.subject]
    assert [row["kind"] for row in rows(library, KIT.journal)] == ["parked_replayed"]


def test_a_discarded_event_is_remembered_without_its_body(library: Runtime[Any]) -> None:
    library.dispatcher.deliver([Delivery(b"\xff\xfe no event")])
    (held,) = rows(library, KIT.inbox)
    assert (held["status"], held["reason"], bytes(held["body"])) == ("parked", "unreadable", b"\xff\xfe no event")
    with library.unit(ACTOR) as unit:
        parked.discard(unit, held["event_id"])
        unit.commit()
    (gone,) = rows(library, KIT.inbox)
    assert (gone["status"], gone["body"], gone["last_error"]) == ("done", None, None)
    with library.unit(ACTOR) as unit, pytest.raises(parked.ParkedUnknown):
        parked.discard(unit, held["event_id"])


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"{}", b'{"specversion":"1.0"}', b"\x00" * 100, b"[" * 100_000, "ố".encode("utf-16")],
    ids=["empty", "list", "null", "object", "bare", "zeros", "deep", "utf-16"],
)
def test_unreadable_bytes_are_parked_once_with_the_reason_and_reach_no_handler(
    library: Runtime[Any], body: bytes
) -> None:
    library.dispatcher.deliver([Delivery(body), Delivery(an_event().to_bytes()), Delivery(body)])
    held = [row for row in rows(library, KIT.inbox) if row["status"] == "parked"]
    assert [(row["reason"], bytes(row["body"])) for row in held] == [("unreadable", body)]
    assert held[0]["last_error"]
    assert len(rows(library, TABLES.shelf)) == 1


def test_data_that_breaks_the_contract_is_parked_naming_the_field(library: Runtime[Any]) -> None:
    event = replace(an_event(), data={"book_id": 7})
    deliver(library, event)
    (held,) = rows(library, KIT.inbox)
    assert (held["status"], held["reason"]) == ("parked", "invalid")
    assert "title" in held["last_error"]


def test_a_type_of_a_newer_program_waits_for_that_program(
    library: Runtime[Any], a_runtime: Callable[..., Runtime[Any]], clock: ManualClock
) -> None:
    event = an_event()
    older = a_runtime(handlers={LENT: HANDLERS[LENT]})
    deliver(older, event)
    assert [(row["status"], row["reason"]) for row in rows(older, KIT.inbox)] == [("deferred", "type_unknown")]
    clock.advance(timedelta(minutes=1))
    library.dispatcher.retry_due()
    assert [row["book_id"] for row in rows(library, TABLES.shelf)] == [event.subject]


def test_a_newer_event_our_state_machine_cannot_follow_is_done_with_a_conflict_row(library: Runtime[Any]) -> None:
    bought = an_event()
    impossible = an_event(LENT, book_id=bought.subject, lent_to="nobody", sequence=2)
    deliver(library, bought, impossible)
    deliver(library, impossible)
    (conflict,) = rows(library, KIT.conflicts)
    assert (conflict["code"], conflict["event_id"]) == ("lent_to_nobody", impossible.id)
    assert {row["status"] for row in rows(library, KIT.inbox)} == {"done"}


def test_a_dead_letter_is_parked_with_the_reason_of_its_death(library: Runtime[Any]) -> None:
    event = an_event()
    library.dispatcher.deliver([Delivery(event.to_bytes(), "dead", "delivery_limit in library.inbox")])
    (held,) = rows(library, KIT.inbox)
    assert (held["status"], held["reason"], held["last_error"]) == (
        "parked",
        "delivered_too_often",
        "delivery_limit in library.inbox",
    )


def test_restate_tells_every_aggregate_with_its_present_sequence(library: Runtime[Any]) -> None:
    ids = {buy(library, f"Tập {number}") for number in range(5)}
    with library.unit(ACTOR) as unit:
        unit.execute(KIT.outbox.delete())
        unit.commit()
    pages = list(restate(library.parts.restatements[0], lambda: library.unit(ACTOR)))
    told = [Event.from_bytes(row["body"]) for row in rows(library, KIT.outbox)]
    assert sum(pages) == 5
    assert {(event.type, event.subject, event.sequence) for event in told} == {(STATED.type, id, 1) for id in ids}


def test_what_a_restored_owner_says_overrules_what_others_know_of_later(library: Runtime[Any]) -> None:
    id = buy(library, "Số đỏ")
    deliver(library, an_event(STATED, sequence=7, book_id=id, title="Số đỏ", lent_to="Lan"))
    for overrule in (False, True):
        (page,) = restate(library.parts.restatements[0], lambda: library.unit(ACTOR), overrule=overrule)
        (*_, told) = [Event.from_bytes(row["body"]) for row in rows(library, KIT.outbox)]
        deliver(library, told)
        assert (page, rows(library, TABLES.shelf)[0]["lent_to"]) == (1, None if overrule else "Lan")
    assert rows(library, TABLES.shelf)[0]["sequence"] == rows(library, TABLES.books)[0]["sequence"] == 1 + LEAP


def test_a_stated_event_mends_what_a_mistake_left_in_a_projection(library: Runtime[Any]) -> None:
    bought = an_event(title="Số đỏ")
    deliver(library, bought)
    with library.unit(ACTOR) as unit:
        unit.execute(TABLES.shelf.update().values(title="Số đen"))
        unit.commit()
    deliver(library, an_event(STATED, book_id=bought.subject, title="Số đỏ"))
    assert [row["title"] for row in rows(library, TABLES.shelf)] == ["Số đỏ"]


def _die_in_a_unit(database_url: str, folder: str, when: str) -> None:
    library = a_library(database_url, Path(folder))
    with library.unit(ACTOR) as unit:
        unit.add(Book.bought("Lão Hạc"))
        unit.session.flush()
        if when == "before the commit":
            os.kill(os.getpid(), signal.SIGKILL)
        unit.after_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
        unit.commit()


@pytest.mark.parametrize(("when", "left"), [("before the commit", (0, 0, 0)), ("after the commit", (1, 1, 1))])
def test_a_process_killed_around_its_commit_leaves_all_or_nothing(
    library: Runtime[Any], database_url: str, tmp_path: Path, when: str, left: tuple[int, ...]
) -> None:
    spawn = multiprocessing.get_context("spawn")
    process = spawn.Process(target=_die_in_a_unit, args=(database_url, str(tmp_path), when))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert counts(library) == left


def test_while_the_database_is_stopped_nothing_counts_as_received_and_afterwards_everything_does(
    postgres: Any, postgres_url: str, tmp_path: Path
) -> None:
    library, events = a_library(postgres_url, tmp_path), [an_event() for _ in range(3)]
    deliver(library, events[0])
    postgres.stop()
    for batch in (events[1:], events[1:2]):
        with pytest.raises(DatabaseAway):
            deliver(library, *batch)
    postgres.start()
    deliver(library, *events)
    assert len(rows(library, TABLES.shelf)) == 3
    library.close()


def test_two_workers_trying_the_same_deferred_event_do_its_work_once(
    a_runtime: Callable[..., Runtime[Any]], clock: ManualClock
) -> None:
    tries: list[str] = []

    def counting(event: Event, unit: UnitOfWork) -> None:
        tries.append(event.id)
        shelve(event, unit)

    early = a_runtime(handlers={LENT: HANDLERS[LENT]})
    event = an_event()
    deliver(early, event)
    clock.advance(timedelta(minutes=1))
    workers = [a_runtime(handlers={BOUGHT: counting}) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda worker: worker.dispatcher.retry(event.id), workers))
    assert tries == [event.id]
