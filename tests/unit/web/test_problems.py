"""Every error is a problem document that names the remedy, in the caller's language, and gives nothing away."""

from __future__ import annotations

import logging

import marshmallow as ma
import pytest
from flask import abort
from marshmallow import validate
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import NotImplemented as NotImplementedHere

from shared.errors import (
    Forbidden,
    Invalid,
    NotFound,
    OutreachError,
    ParentUnknown,
    Refused,
    Stale,
    TooMany,
    Unauthenticated,
)
from shared.web.faults import ConditionMissing, TooLarge, Unavailable, Unreadable, WrongMediaType
from shared.web.kinds import KINDS, kind_of
from shared.web.messages import flattened, translated
from tests.unit.web.library import BOOKS, JSON, Lent, Library


def test_a_refusal_is_a_problem_with_its_code_and_the_sentence_of_the_trade(library: Library) -> None:
    book = library.buy().json["book_id"]
    lend = f"{BOOKS}/{book}/lend"
    library.client.post(lend, json={"to": "Nguyễn Thị Lan"}, headers=library.token())

    answer = library.client.post(lend, json={"to": "Trần Văn Hùng"}, headers=library.token())

    assert answer.status_code == 409
    assert answer.mimetype == "application/problem+json"
    assert answer.json == {
        "type": "/api/problems#refused",
        "title": "Lúc này chưa làm được",
        "status": 409,
        "detail": "Cuốn này đã có người mượn.",
        "code": "lent",
    }


@pytest.mark.parametrize("asked", ["en", "en-GB,en;q=0.9", "fr;q=0.1, en;q=0.5"])
def test_who_asks_for_english_is_answered_in_english(library: Library, asked: str) -> None:
    answer = library.client.get("/nowhere", headers={"Accept-Language": asked})

    assert answer.headers["Content-Language"] == "en"
    assert "Accept-Language" in answer.headers["Vary"]
    assert answer.json["detail"].startswith("There is no such address")


@pytest.mark.parametrize("asked", ["vi", "vi-VN,en;q=0.5", "fr", "*", ""])
def test_everybody_else_is_answered_in_vietnamese(library: Library, asked: str) -> None:
    answer = library.client.get("/nowhere", headers={"Accept-Language": asked})

    assert answer.headers["Content-Language"] == "vi"
    assert answer.json["detail"].startswith("Không có địa chỉ này")


def test_a_wrong_method_is_told_which_ones_there_are(library: Library) -> None:
    answer = library.client.delete(BOOKS)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert "GET, HEAD, OPTIONS, POST" in answer.json["detail"]


def test_too_many_says_when_to_come_back(library: Library) -> None:
    guesses = f"{BOOKS}/{library.buy().json['book_id']}/guesses"
    for _ in range(3):
        assert library.client.post(guesses).status_code == 409

    answer = library.client.post(guesses)

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "30"


def test_unknown_fields_are_refused_and_the_known_ones_named(library: Library) -> None:
    answer = library.client.post(BOOKS, json={"titel": "x"})

    assert answer.status_code == 422
    assert answer.json["errors"] == {
        "titel": ["Không có mục tên này. Các mục được nhận: title, ward."],
        "title": ["Cần ghi mục này."],
    }
    assert library.titles() == []


def test_an_unknown_query_parameter_is_refused_too(library: Library) -> None:
    answer = library.client.get(f"{BOOKS}?stauts=open", headers=library.token())

    assert answer.status_code == 422
    assert answer.json["errors"] == {"stauts": ["Không có mục tên này. Các mục được nhận: limit, cursor, q."]}


def test_what_nobody_expected_gives_no_internals_away_and_logs_no_message(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> str:
        raise RuntimeError("Nguyễn Thị Lan, 0912345678".upper())

    library.app.add_url_rule("/broken", view_func=broken)
    with caplog.at_level(logging.INFO):
        answer = library.client.get("/broken")

    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.json["detail"]
    assert "RuntimeError" not in answer.text
    assert "RuntimeError" in caplog.text
    assert "test_problems.py" in caplog.text
    assert "NGUYỄN THỊ LAN" not in caplog.text


def test_a_database_that_does_not_answer_is_503_with_a_time_to_come_back(library: Library) -> None:
    def away() -> str:
        raise OperationalError("SELECT 1", None, ConnectionRefusedError("no"))

    library.app.add_url_rule("/away", view_func=away)

    answer = library.client.get("/away")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"


def test_a_status_outside_the_table_is_still_a_problem(library: Library) -> None:
    library.app.add_url_rule("/tea", view_func=lambda: abort(418))

    answer = library.client.get("/tea")

    assert answer.mimetype == "application/problem+json"
    assert answer.json["type"] == "about:blank"
    assert answer.json["status"] == 418


def test_the_type_of_every_problem_leads_to_its_explanation(library: Library) -> None:
    page = library.client.get("/api/problems", headers={"Accept-Language": "en"}).text

    for kind in KINDS:
        assert f'id="{kind.name}"' in page
        assert kind.remedy.en in page.replace("&#39;", "'")


def test_the_type_is_relative_to_the_prefix(library: Library) -> None:
    answer = library.client.get("/nowhere", environ_overrides={"SCRIPT_NAME": "/volunteers"})

    assert answer.json["type"] == "/volunteers/api/problems#not-found"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Unreadable(), 400),
        (Unauthenticated(), 401),
        (Forbidden(), 403),
        (NotFound(), 404),
        (Refused(), 409),
        (Lent(), 409),
        (ParentUnknown("book", "1"), 409),
        (OutreachError(), 409),
        (Stale(), 412),
        (TooLarge(limit=1), 413),
        (WrongMediaType(), 415),
        (Invalid({}), 422),
        (ConditionMissing(), 428),
        (TooMany(3), 429),
        (Unavailable(), 503),
    ],
)
def test_each_kind_of_error_has_its_status(error: OutreachError, status: int) -> None:
    assert kind_of(error).status == status


def _marshmallows_messages() -> set[str]:
    classes = [getattr(ma.fields, name) for name in ma.fields.__all__]
    messages = {m for cls in classes for m in getattr(cls, "default_error_messages", {}).values() if isinstance(m, str)}
    messages |= set(ma.Schema._default_error_messages.values())
    samples: list[tuple[validate.Validator, object]] = [
        (validate.Range(1, 5), 9),
        (validate.Range(min=1), 0),
        (validate.Range(max=1), 2),
        (validate.Range(1, min_inclusive=False), 0),
        (validate.Range(max=1, max_inclusive=False), 2),
        (validate.Length(2, 3), "a"),
        (validate.Length(min=2), "a"),
        (validate.Length(max=2), "aaa"),
        (validate.Length(equal=2), "a"),
        (validate.Equal("a"), "b"),
        (validate.Regexp("a"), "b"),
        (validate.OneOf(["a", "b"]), "c"),
        (validate.NoneOf(["a"]), "a"),
        (validate.ContainsOnly(["a"]), ["b"]),
        (validate.Email(), "a"),
        (validate.URL(), "a"),
    ]
    for validator, value in samples:
        with pytest.raises(ma.ValidationError) as caught:
            validator(value)
        messages.add(caught.value.messages[0])
    said = {message.format(input="x", obj_type="datetime", awareness="naive", choices="a") for message in messages}
    return {message for message in said if not message.startswith("Not a valid IP")}  # nobody sends us any


def test_marshmallows_own_messages_are_all_said_in_vietnamese() -> None:
    messages = _marshmallows_messages()

    untranslated = sorted(message for message in messages if str(translated(message)) == message)

    assert len(messages) > 30
    assert untranslated == []


def test_no_sentence_says_invalid() -> None:
    said = [str(translated(message)) + translated(message).en for message in _marshmallows_messages()]

    assert not [sentence for sentence in said if "không hợp lệ" in sentence.lower() or "invalid" in sentence.lower()]


def test_nested_messages_become_paths() -> None:
    nested = {"windows": {0: {"start": ["Not a valid datetime."]}}, "_schema": ["Invalid input type."]}

    assert flattened(nested, "en") == {
        "windows.0.start": ["Write date, time and offset, for example 2025-12-01T09:00:00+07:00."],
        "$": ["Write a JSON object: {…}."],
    }


def test_a_redirect_is_no_problem(library: Library) -> None:
    library.app.add_url_rule("/shelf/", view_func=lambda: "books")

    assert library.client.get("/shelf").status_code == 308


def test_an_http_error_of_our_own_keeps_its_status(library: Library) -> None:
    def not_yet() -> str:
        raise NotImplementedHere

    library.app.add_url_rule("/later", view_func=not_yet)

    assert library.client.get("/later").json["status"] == 501


def test_the_book_the_refusals_were_about_is_taken_as_json_only(library: Library) -> None:
    answer = library.client.post(BOOKS, data="title=x", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 415
    assert JSON in answer.json["detail"]
