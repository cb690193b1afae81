"""The log of a live board: numbers are given in the order in which commits can be seen, once, and without gaps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from services.volunteers.storage.live import KEEP, forget_changes, number_changes
from services.volunteers.tables import live
from shared.messaging.live import AT_ONCE, can_resume, changes_after, last_position, number, unnumbered
from shared.messaging.unit_of_work import Actor, UnitOfWork
from tests.integration.volunteers_wiring import Office, volunteers_on
from tests.unit.volunteers.builders import BA_DINH

WRITERS, EACH, READERS = 5, 8, 3


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(database_url, tmp_path) as office:
        yield office


@pytest.fixture
def on_postgres(postgres_url: str, tmp_path: Path) -> Iterator[Office]:
    with volunteers_on(postgres_url, tmp_path) as office:
        yield office


def line(office: Office, name: str) -> dict[str, object]:
    return {"subject_id": name, "ward": BA_DINH, "sequence": 1, "told": {}, "at": office.clock.now()}


def write(office: Office, name: str) -> None:
    with office.runtime.engine.begin() as connection:
        connection.execute(insert(live.changes), line(office, name))


def give_numbers(office: Office) -> int:
    with office.runtime.engine.begin() as connection:
        return number(connection, live)


def seen(office: Office, after: int = 0) -> list[tuple[int, str]]:
    with office.runtime.reading() as connection:
        return [(change.position, change.subject_id) for change in changes_after(connection, live, after)]


def test_numbers_begin_at_one_and_have_no_gaps(office: Office) -> None:
    for name in "abc":
        write(office, name)
    assert seen(office) == []
    assert give_numbers(office) == 3
    write(office, "d")
    assert give_numbers(office) == 1
    assert give_numbers(office) == 0
    assert seen(office) == [(1, "a"), (2, "b"), (3, "c"), (4, "d")]
    assert seen(office, after=2) == [(3, "c"), (4, "d")]


def test_what_is_rolled_back_gets_no_number(office: Office) -> None:
    with office.runtime.engine.connect() as connection:
        connection.execute(insert(live.changes), line(office, "never"))
        connection.rollback()
    write(office, "a")
    give_numbers(office)
    assert seen(office) == [(1, "a")]


def test_what_commits_late_gets_a_later_number_though_its_row_is_older(on_postgres: Office) -> None:
    with on_postgres.runtime.engine.connect() as slow:
        slow.execute(insert(live.changes), line(on_postgres, "late"))
        write(on_postgres, "early")
        give_numbers(on_postgres)
        assert seen(on_postgres) == [(1, "early")], "a reader goes on from 1"
        slow.commit()
    give_numbers(on_postgres)
    assert seen(on_postgres, after=1) == [(2, "late")]


def test_while_one_numbers_the_next_waits_and_goes_on_from_there(on_postgres: Office) -> None:
    write(on_postgres, "a")
    with on_postgres.runtime.engine.connect() as first, ThreadPoolExecutor(1) as pool:
        number(first, live)
        write(on_postgres, "b")
        second = pool.submit(give_numbers, on_postgres)
        assert seen(on_postgres) == [], "nobody sees 2 before 1"
        first.commit()
        assert second.result() == 1
    assert seen(on_postgres) == [(1, "a"), (2, "b")]


def test_every_reader_sees_each_of_many_changes_at_once_exactly_once_and_in_one_order(office: Office) -> None:
    total = WRITERS * EACH
    stop = threading.Event()

    def read_all() -> list[tuple[int, str]]:
        told: list[tuple[int, str]] = []
        while len(told) < total and not stop.is_set():
            with office.runtime.reading() as connection:
                waiting = unnumbered(connection, live)
            if waiting:
                give_numbers(office)
            told += seen(office, after=told[-1][0] if told else 0)
        return told

    def write_all(writer: int) -> None:
        for each in range(EACH):
            write(office, f"{writer}-{each}")

    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        readers = [pool.submit(read_all) for _ in range(READERS)]
        try:
            list(pool.map(write_all, range(WRITERS)))
            heard = [reader.result(timeout=60) for reader in readers]
        finally:
            stop.set()
    assert [position for position, _ in heard[0]] == list(range(1, total + 1))
    assert len({name for _, name in heard[0]}) == total
    assert all(each == heard[0] for each in heard)
    for writer in range(WRITERS):
        mine = [name for _, name in heard[0] if name.startswith(f"{writer}-")]
        assert mine == [f"{writer}-{each}" for each in range(EACH)], "what one did one after another stays so"


def test_old_lines_go_and_who_was_away_for_longer_notices(office: Office) -> None:
    write(office, "a")
    give_numbers(office)
    write(office, "nobody looked when this came")
    office.clock.advance(KEEP + timedelta(hours=1))
    write(office, "b")
    forget(office)
    assert seen(office) == [(3, "b")]
    assert [resumes(office, position) for position in (0, 1, 2, 3, 4)] == [False, False, True, True, False]


def test_numbers_are_not_given_again_when_all_lines_are_gone(office: Office) -> None:
    write(office, "a")
    office.clock.advance(2 * KEEP)
    forget(office)
    assert seen(office) == []
    assert (resumes(office, 0), resumes(office, 1)) == (False, True)
    write(office, "b")
    give_numbers(office)
    assert seen(office) == [(2, "b")]


def test_a_log_that_was_never_written_can_be_followed_from_its_beginning(office: Office) -> None:
    assert resumes(office, 0)
    assert not resumes(office, 5), "that number is another log's"


def test_a_command_writes_one_line_for_each_request_it_changes_and_none_when_it_fails(office: Office) -> None:
    received = office.entered()
    with office.runtime.reading() as connection:
        before = last_position(connection, live)
    give_numbers(office)
    lines = office.rows(live.changes)
    assert before == 0
    assert [(row["subject_id"], row["ward"]) for row in lines] == [(received["id"], BA_DINH)]
    assert lines[0]["told"] == {"reference": received["reference"], "status": received["status"]}
    refused = office.staff.post(f"/requests/{received['id']}/reopen")
    assert refused.status_code == 409
    assert len(office.rows(live.changes)) == 1


def test_many_are_numbered_and_forgotten_some_at_a_time_so_that_no_board_waits_long(office: Office) -> None:
    with office.runtime.engine.begin() as connection:
        connection.execute(insert(live.changes), [line(office, str(each)) for each in range(AT_ONCE + 1)])
    assert [turn(office, number_changes) for _ in range(2)] == [AT_ONCE, 0]
    assert give_numbers(office) == 0
    office.clock.advance(2 * KEEP)
    assert turn(office, forget_changes) == AT_ONCE
    assert seen(office) == [(AT_ONCE + 1, str(AT_ONCE))]
    assert (resumes(office, AT_ONCE - 1), resumes(office, AT_ONCE)) == (False, True)
    assert [turn(office, forget_changes) for _ in range(2)] == [1, 0]


def forget(office: Office) -> None:
    for timer in (number_changes, forget_changes):
        turn(office, timer)


def turn(office: Office, timer: Callable[[UnitOfWork], int]) -> int:
    with office.runtime.unit(Actor("timer", timer.__name__)) as unit:
        taken = timer(unit)
        unit.commit()
    return taken


def resumes(office: Office, position: int) -> bool:
    with office.runtime.reading() as connection:
        return can_resume(connection, live, position)
