"""What cannot be read is refused with the remedy, whatever its shape, and changes nothing."""

from __future__ import annotations

import io

import pytest

from shared.web.bodies import MAX_BODY_BYTES
from tests.unit.web.library import BOOKS, JSON, Library


@pytest.mark.parametrize(
    ("body", "remedy"),
    [
        (b"", "Send a JSON object"),
        (b"{", "line 1, column 2"),
        (b'{"title": "caf\xe9"}', "not UTF-8 (from byte 14 on)"),
        ('{"title": "x"}'.encode("utf-16"), "not UTF-8"),
        (b'{"title": "a\\u0000b"}', "NUL"),
        (b'{"a\\u0000b": 1}', "NUL"),
        (b'{"title": "\\ud83d"}', "half a character"),
        (b'{"title": NaN}', "no NaN"),
        (b'{"title": -Infinity}', "no -Infinity"),
        (b'{"title": "a", "title": "b"}', "twice"),
        (b'{"title": ' + b"9" * 5000 + b"}", "too long"),
        (b"[" * 100_000, "nested too deeply"),
    ],
    ids=lambda value: str(value[:20]) if isinstance(value, bytes) else value,
)
def test_unreadable_json_is_400_and_says_why(library: Library, body: bytes, remedy: str) -> None:
    answer = library.client.post(BOOKS, data=body, content_type=JSON, headers={"Accept-Language": "en"})

    assert answer.status_code == 400
    assert remedy in answer.json["detail"]
    assert library.titles() == []


@pytest.mark.parametrize("body", ["[]", '"x"', "1", "null", "true"])
def test_json_that_is_no_object_is_422_for_the_whole_body(library: Library, body: str) -> None:
    answer = library.client.post(BOOKS, data=body, content_type=JSON)

    assert answer.status_code == 422
    assert answer.json["errors"] == {"$": ["Ghi một đối tượng JSON: {…}."]}


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/xml"},
        {"Content-Type": "application/json; charset=windows-1258"},
        {"Content-Type": JSON, "Content-Encoding": "gzip"},
        {},
    ],
    ids=str,
)
def test_anything_but_json_in_utf8_is_415(library: Library, headers: dict[str, str]) -> None:
    answer = library.client.post(BOOKS, data=b'{"title": "x"}', headers=headers)

    assert answer.status_code == 415
    assert library.titles() == []


@pytest.mark.parametrize("media_type", ["application/json; charset=UTF-8", "application/merge-patch+json"])
def test_json_by_its_other_names_is_taken(library: Library, media_type: str) -> None:
    assert library.client.post(BOOKS, data=b'{"title": "x"}', content_type=media_type).status_code == 201


def test_a_byte_order_mark_is_read_over(library: Library) -> None:
    answer = library.client.post(BOOKS, data=b'\xef\xbb\xbf{"title": "x"}', content_type=JSON)

    assert answer.status_code == 201


def test_a_body_over_the_limit_is_413_and_names_the_limit(library: Library) -> None:
    body = b'{"title": "' + b"x" * MAX_BODY_BYTES + b'"}'

    answer = library.client.post(BOOKS, data=body, content_type=JSON)

    assert answer.status_code == 413
    assert str(MAX_BODY_BYTES) in answer.json["detail"]


def test_a_body_of_unknown_length_over_the_limit_is_413_too(library: Library) -> None:
    body = io.BytesIO(b'{"title": "' + b"x" * MAX_BODY_BYTES + b'"}')

    answer = library.client.post(
        BOOKS,
        input_stream=body,
        content_type=JSON,
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )

    assert answer.status_code == 413
    assert library.titles() == []


def test_a_long_body_is_refused_where_none_is_read(library: Library) -> None:
    answer = library.client.get("/healthz", data=b"x" * (MAX_BODY_BYTES + 1))

    assert answer.status_code == 413


def test_nul_in_the_path_is_nothing_anybody_has(library: Library) -> None:
    assert library.client.post("/api/v1/parked/a%00b/discard", headers=library.token("city")).status_code == 404


@pytest.mark.parametrize("query", ["q=a%00b", "a%00b=1"])
def test_nul_in_the_query_is_400(library: Library, query: str) -> None:
    assert library.client.get(f"{BOOKS}?{query}", headers=library.token()).status_code == 400


def test_text_arrives_in_one_form_however_it_was_typed(library: Library) -> None:
    library.buy("  Hoa\u0300ng tư\u0309  ")

    assert library.titles() == ["Hoàng tử"]
