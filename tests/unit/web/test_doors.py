"""A command is one transaction; the same call sent twice does its work once."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Response, g
from sqlalchemy import func, select

from shared.clock import ManualClock
from shared.messaging.housekeeping import KEEP_ANSWERS, housekeeping
from shared.messaging.unit_of_work import Actor
from shared.web.doors import command, current_unit
from shared.web.idempotency import LONGEST_KEY
from shared.web.principal import Principal
from tests.kit.lending import TABLES, Book
from tests.unit.web.library import BA_DINH, BOOKS, HUNG, Library

KEY = {"Idempotency-Key": "8a1f6f0e-lan-phieu-1"}
CODE = "k7wq3m9xz2pd5tvc"


def _stored(library: Library) -> int:
    with library.runtime.reading() as connection:
        return connection.execute(select(func.count()).select_from(TABLES.kit.idempotency_keys)).scalar_one()


def _notes(library: Library) -> list[str]:
    with library.runtime.reading() as connection:
        return list(connection.execute(select(TABLES.books.c.notes)).scalars())


def test_a_repeated_call_is_answered_alike_and_does_its_work_once(library: Library) -> None:
    first = library.buy(**KEY)
    second = library.buy(**KEY)

    assert first.status_code == second.status_code == 201
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"] == '"1"'
    assert set(first.headers.keys()) == set(second.headers.keys())
    assert len(library.titles()) == 1


def test_without_a_key_the_same_call_is_two_calls(library: Library) -> None:
    library.buy()
    library.buy()

    assert len(library.titles()) == 2


def test_a_signed_in_person_who_uses_a_key_for_another_body_is_told_so(library: Library) -> None:
    library.buy("A", **KEY, **library.token())

    answer = library.buy("B", **KEY, **library.token())

    assert answer.status_code == 422
    assert answer.json["errors"] == {
        "Idempotency-Key": ["Khóa này đã dùng cho một lệnh khác. Dùng khóa mới cho lệnh mới."]
    }
    assert library.titles() == ["A"]


def test_a_key_belongs_to_one_address_too(library: Library) -> None:
    book = library.buy(**KEY, **library.token()).json["book_id"]

    answer = library.client.post(f"{BOOKS}/{book}/lend", json={"to": "Lan"}, headers={**KEY, **library.token()})

    assert answer.status_code == 422


def test_two_people_may_choose_the_same_key(library: Library) -> None:
    library.buy("A", **KEY, **library.token())
    answer = library.buy("B", **KEY, **library.token(person=HUNG))

    assert answer.status_code == 201
    assert library.titles() == ["A", "B"]


def test_two_strangers_with_the_same_key_never_see_each_others_answer(library: Library) -> None:
    first = library.buy("A", **KEY)
    second = library.buy("B", **KEY)

    assert second.status_code == 201
    assert first.json["book_id"] != second.json["book_id"]


def test_a_tracking_code_and_a_stranger_are_not_the_same_caller(library: Library) -> None:
    first = library.buy("A", **KEY)
    second = library.buy("A", **KEY, Authorization=f"Tracking {CODE}")
    again = library.buy("A", **KEY, Authorization=f"Tracking {CODE}")

    assert first.json["book_id"] != second.json["book_id"] == again.json["book_id"]


def test_a_failure_is_not_stored_so_the_corrected_call_counts(library: Library) -> None:
    headers = {**KEY, **library.token()}
    assert library.client.post(BOOKS, json={}, headers=headers).status_code == 422
    assert library.buy("A", **headers).status_code == 201

    assert library.titles() == ["A"]


def test_a_key_is_forgotten_after_24_hours_also_before_it_is_pruned(library: Library, clock: ManualClock) -> None:
    library.buy(**KEY)
    clock.advance(KEEP_ANSWERS - timedelta(seconds=1))
    library.buy(**KEY)
    assert len(library.titles()) == 1
    clock.advance(timedelta(seconds=1))

    library.buy(**KEY)
    library.buy(**KEY)

    assert len(library.titles()) == 2


def test_old_keys_are_pruned_and_young_ones_kept(library: Library, clock: ManualClock) -> None:
    library.buy("A", **KEY)
    clock.advance(KEEP_ANSWERS + timedelta(seconds=1))
    library.buy("B", **KEY)

    with library.runtime.unit(Actor("timer", "housekeeping")) as unit:
        housekeeping(unit)
        unit.commit()

    assert _stored(library) == 1


@pytest.mark.parametrize("key", ["", "hai từ", "a b", "a\tb", "x" * (LONGEST_KEY + 1)], ids=repr)
def test_a_key_that_cannot_be_kept_is_refused(library: Library, key: str) -> None:
    answer = library.client.post(
        BOOKS, json={"title": "A"}, headers=[("Idempotency-Key", key.encode().decode("latin-1"))]
    )

    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json["errors"]
    assert library.titles() == []


def test_an_answer_that_holds_a_secret_is_never_stored(library: Library) -> None:
    first = library.client.post("/api/v1/secrets", headers=KEY)
    second = library.client.post("/api/v1/secrets", headers=KEY)

    assert first.json != second.json
    assert _stored(library) == 0


def test_a_refusal_changes_nothing(library: Library) -> None:
    book = library.buy().json["book_id"]
    lend = f"{BOOKS}/{book}/lend"
    library.client.post(lend, json={"to": "Nguyễn Thị Lan"}, headers=library.token())
    library.client.post(lend, json={"to": "Trần Văn Hùng"}, headers=library.token())

    with library.runtime.reading() as connection:
        assert connection.execute(select(TABLES.books.c.lent_to)).scalar_one() == "Nguyễn Thị Lan"


def test_what_a_refusal_wants_kept_is_kept_and_its_key_is_free_again(library: Library) -> None:
    guesses = f"{BOOKS}/{library.buy().json['book_id']}/guesses"

    statuses = [library.client.post(guesses, headers=KEY).status_code for _ in range(4)]

    assert statuses == [409, 409, 409, 429]
    assert _notes(library) == ["xxx"]
    assert _stored(library) == 0


def test_a_command_is_journalled_and_announced_in_the_same_commit(library: Library) -> None:
    library.buy()

    with library.runtime.reading() as connection:
        outbox = connection.execute(select(TABLES.kit.outbox.c.body)).scalar_one()
        journal = connection.execute(select(TABLES.kit.journal.c.correlation_id)).scalar_one()
    assert json.loads(outbox)["correlationid"] == journal


def test_a_view_without_a_door_has_no_unit_of_work(library: Library) -> None:
    with (
        library.app.test_request_context(),
        pytest.raises(RuntimeError, match=r"put @command directly under @blp\.route"),
    ):
        current_unit()


def test_a_patch_wants_the_version_that_was_read(library: Library) -> None:
    book = library.buy("A", BA_DINH)
    path = f"{BOOKS}/{book.json['book_id']}"

    missing = library.client.patch(path, json={"title": "B"}, headers=library.token())
    stale = library.client.patch(path, json={"title": "B"}, headers={**library.token(), "If-Match": '"0"'})
    good = library.client.patch(
        path, json={"title": "B"}, headers={**library.token(), "If-Match": book.headers["ETag"]}
    )

    assert (missing.status_code, stale.status_code, good.status_code) == (428, 412, 200)
    assert good.headers["ETag"] == '"2"'
    assert library.titles() == ["B"]


@pytest.mark.parametrize("condition", ["*", '"7", "1"', ' "1"'])
def test_any_of_several_versions_will_do(library: Library, condition: str) -> None:
    path = f"{BOOKS}/{library.buy('A').json['book_id']}"

    answer = library.client.patch(path, json={"title": "B"}, headers={**library.token(), "If-Match": condition})

    assert answer.status_code == 200


@pytest.mark.parametrize("condition", ['W/"1"', "", "1", "1x", '"1', "nonsense"])
def test_a_weak_or_unreadable_version_agrees_with_none(library: Library, condition: str) -> None:
    path = f"{BOOKS}/{library.buy('A').json['book_id']}"

    answer = library.client.patch(path, json={"title": "B"}, headers={**library.token(), "If-Match": condition})

    assert answer.status_code == 412
    assert library.titles() == ["A"]


def test_a_patch_that_forgot_to_compare_versions_is_not_committed(library: Library) -> None:
    def forgetful() -> str:
        current_unit().add(Book.bought("Không ai so"))
        return "done"

    def as_anybody() -> Response:
        g.principal = Principal()
        answer: Response = command(forgetful)()  # type: ignore[assignment] # a command answers with a response
        return answer

    library.app.add_url_rule("/forgetful", view_func=as_anybody, methods=["PATCH"])

    assert library.client.patch("/forgetful").status_code == 500
    assert library.titles() == []
