"""Commands that meet each other, over HTTP, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Response, g, jsonify
from sqlalchemy import select, update

from shared.clock import ManualClock
from shared.messaging.unit_of_work import Actor
from shared.web.auth import Principal
from shared.web.doors import command, current_unit
from tests.kit.lending import TABLES, Book
from tests.unit.web.conftest import clock as clock
from tests.unit.web.library import BOOKS, Library, a_library_app

AT_ONCE = 6


@pytest.fixture
def library(database_url: str, tmp_path: Path, clock: ManualClock) -> Iterator[Library]:
    made = a_library_app(database_url, tmp_path, clock)
    yield made
    made.runtime.stop()


def _at_once(library: Library, *calls: dict[str, Any]) -> list[Any]:
    ready = Barrier(len(calls))

    def send(call: dict[str, Any]) -> Any:
        ready.wait(timeout=30)
        return library.app.test_client().post(BOOKS, **call)

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(send, calls))


def test_the_same_call_sent_many_times_at_once_does_its_work_once(library: Library) -> None:
    for number in range(5):
        call = {"json": {"title": f"Cuốn {number}"}, "headers": {"Idempotency-Key": f"key-{number}"}}
        answers = _at_once(library, *[call] * AT_ONCE)

        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.data for answer in answers}) == 1

    assert library.titles() == [f"Cuốn {number}" for number in range(5)]


def test_of_two_bodies_with_one_key_at_once_one_is_done_and_the_other_refused(library: Library) -> None:
    headers = {"Idempotency-Key": "key", **library.token()}

    answers = _at_once(library, *[{"json": {"title": title}, "headers": headers} for title in "AB"])

    assert sorted(answer.status_code for answer in answers) == [201, 422]
    assert len(library.titles()) == 1


def test_a_command_whose_row_changed_meanwhile_is_run_again_on_the_new_one(
    postgres_url: str, tmp_path: Path, clock: ManualClock
) -> None:
    library = a_library_app(postgres_url, tmp_path, clock)
    book_id = _a_book_of(library)
    tries: list[int] = []

    def lend_without_lock() -> Response:
        book = current_unit().get(Book, book_id, lock=False)
        assert book is not None
        tries.append(book.sequence)
        if len(tries) == 1:
            _change_elsewhere(library, book_id)
        book.lend("Nguyễn Thị Lan")
        return jsonify(sequence=book.sequence)

    def as_anybody() -> Any:
        g.principal = Principal()
        return command(lend_without_lock)()

    library.app.add_url_rule("/lend", view_func=as_anybody, methods=["POST"])

    answer = library.client.post("/lend")

    assert answer.json == {"sequence": 9}
    assert tries == [1, 8]
    library.runtime.stop()


def test_a_row_that_somebody_else_inserted_first_is_found_by_the_next_try(
    postgres_url: str, tmp_path: Path, clock: ManualClock
) -> None:
    library = a_library_app(postgres_url, tmp_path, clock)
    first = Book.bought("A")
    tries: list[bool] = []

    def find_or_insert() -> Response:
        found = current_unit().get(Book, first.book_id)
        tries.append(found is not None)
        if found is None:
            _insert_elsewhere(library, first.book_id)
            book = Book(first.book_id, "B")
            book.lend("Lan")
            current_unit().add(book)
        return jsonify(found=found is not None)

    def as_anybody() -> Any:
        g.principal = Principal()
        return command(find_or_insert)()

    library.app.add_url_rule("/find", view_func=as_anybody, methods=["POST"])

    assert library.client.post("/find").json == {"found": True}
    assert tries == [False, True]
    library.runtime.stop()


def _a_book_of(library: Library) -> str:
    with library.runtime.unit(Actor("person")) as unit:
        book = Book.bought("A")
        unit.add(book)
        unit.commit()
    return book.book_id


def _change_elsewhere(library: Library, book_id: str) -> None:
    with library.runtime.engine.begin() as connection:
        connection.execute(update(TABLES.books).where(TABLES.books.c.book_id == book_id).values(sequence=8))


def _insert_elsewhere(library: Library, book_id: str) -> None:
    with library.runtime.engine.begin() as connection:
        row = {"book_id": book_id, "title": "A", "ward": "00004", "notes": "", "sequence": 1}
        connection.execute(TABLES.books.insert().values(row))
        assert connection.execute(select(TABLES.books.c.book_id)).scalar_one() == book_id
