"""Lists are walked page by page, each item once, whatever is added meanwhile."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from sqlalchemy import Column, Connection, MetaData, String, Table, Uuid, create_engine, insert, select

from shared.database import UtcDateTime
from shared.errors import Invalid
from shared.web.paging import MAX_LIMIT, make_cursor, page, read_cursor, stretch
from tests.unit.web.library import BA_DINH, BOOKS, Library

ROWS = Table("rows", MetaData(), Column("id", Uuid(as_uuid=False)), Column("at", UtcDateTime), Column("name", String))


def _walk(library: Library, limit: int) -> list[list[str]]:
    pages: list[list[str]] = []
    cursor: str | None = ""
    while cursor is not None:
        query = {"limit": str(limit), **({"cursor": cursor} if cursor else {})}
        answer = library.client.get(BOOKS, query_string=query, headers=library.token()).json
        pages.append([book["title"] for book in answer["items"]])
        cursor = answer["next"]
    return pages


def test_every_item_is_on_exactly_one_page_also_when_sort_keys_are_equal(library: Library) -> None:
    for title in ("C", "A", "B", "A", "A"):
        library.buy(title)

    assert _walk(library, 2) == [["A", "A"], ["A", "B"], ["C"]]


def test_a_full_last_page_is_the_last(library: Library) -> None:
    for title in "ABCD":
        library.buy(title)

    assert _walk(library, 2) == [["A", "B"], ["C", "D"]]


def test_an_empty_list_is_one_empty_page(library: Library) -> None:
    assert library.client.get(BOOKS, headers=library.token()).json == {"items": [], "next": None}


def test_what_is_added_before_the_cursor_moves_nothing(library: Library) -> None:
    for title in "BCDE":
        library.buy(title)
    first = library.client.get(f"{BOOKS}?limit=2", headers=library.token()).json
    library.buy("A")

    second = library.client.get(BOOKS, query_string={"cursor": first["next"]}, headers=library.token()).json

    assert [book["title"] for book in second["items"]] == ["D", "E"]


def test_fifty_items_unless_more_or_fewer_are_asked_for(library: Library) -> None:
    for number in range(51):
        library.buy(f"{number:02}", BA_DINH)

    assert [len(page) for page in _walk(library, 50)] == [50, 1]
    assert len(library.client.get(BOOKS, headers=library.token()).json["items"]) == 50


@pytest.mark.parametrize("limit", ["0", "-1", str(MAX_LIMIT + 1), "ten", "1.5", "", "１"])
def test_a_limit_out_of_bounds_is_refused(library: Library, limit: str) -> None:
    answer = library.client.get(BOOKS, query_string={"limit": limit}, headers=library.token())

    assert answer.status_code == 422
    assert answer.json["errors"] == {"limit": ["Ghi số nguyên từ 1 đến 100."]}


def _cursor(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "!!!!",
        "é",
        *(
            _cursor(value)
            for value in ([], ["a"], [1, "b"], ["a", None], {"a": 1}, "ab", ["a\0", "b"], ["\ud800", "b"])
        ),
        base64.urlsafe_b64encode(b"[" * 290).decode(),
    ],
)
def test_a_cursor_that_is_none_of_ours_is_refused_by_name(library: Library, cursor: str) -> None:
    answer = library.client.get(BOOKS, query_string={"cursor": cursor}, headers=library.token())

    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["cursor"]


@pytest.mark.parametrize(
    ("key", "id"),
    [
        ("0001-01-01T00:00:00+14:00", "019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e"),
        ("2025-12-01", "019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e"),
        ("2025-12-01T09:00:00+07:00", "7"),
        (7, "019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e"),
        (10**400, "019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e"),
    ],
    ids=str,
)
def test_a_cursor_of_other_types_than_the_columns_never_reaches_the_database(key: object, id: str) -> None:
    with pytest.raises(Invalid):
        read_cursor(_cursor([key, id]), ROWS.c.at, ROWS.c.id)


def test_a_cursor_keeps_letters_and_moments(library: Library) -> None:
    at = library.clock.now()
    id = "019aa3c2-7d1e-7cc2-9d6b-3f1c2b4a5d6e"

    assert read_cursor(make_cursor("Đất rừng", id), ROWS.c.name, ROWS.c.id) == ("Đất rừng", id)
    assert read_cursor(make_cursor(at, id), ROWS.c.at, ROWS.c.id) == (at, id)


NUMBERED = Table("numbered", MetaData(), Column("name", String), Column("id", String))


@pytest.mark.parametrize("length", [1, 2, 3, 7, 8, 100])
def test_what_no_index_finds_is_looked_for_in_one_stretch_after_another_and_found_once(length: int) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        NUMBERED.create(connection)
        connection.execute(insert(NUMBERED), [{"name": name, "id": str(at)} for at, name in enumerate("aabbbcd")])
        looked = _looked(connection, NUMBERED.c.name.in_(("b", "d")), length)
    engine.dispose()
    assert [id for found in looked for id in found] == ["2", "3", "4", "6"]


def _looked(connection: Connection, wanted: Any, length: int) -> list[list[str]]:
    by, id = NUMBERED.c.name, NUMBERED.c.id
    query: dict[str, Any] = {"limit": 2, "cursor": None}
    looked: list[list[str]] = []
    while True:
        part = stretch(connection, select(by, id), query, by=by, id=id, length=length)
        found = page(connection, select(NUMBERED).where(wanted, *part.within), query, by=by, id=id)
        looked.append([item["id"] for item in found.items])
        query["cursor"] = found.next or part.next
        if query["cursor"] is None:
            return looked
