"""Reading what was sent: JSON in UTF-8, strictly, and text that every database can keep.

Stricter than Python's ``json``: no NaN, no name twice in one object (RFC 8259, section 4), no NUL
(PostgreSQL cannot store it), no lone surrogate (UTF-8 cannot write it).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

import marshmallow as ma
from flask import Request, request
from gunicorn.http.errors import ParseException
from webargs import core
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import ClientDisconnected

from shared.errors import NotFound
from shared.web.faults import TooLarge, Unreadable, WrongMediaType
from shared.web.language import Sentence

MAX_BODY_BYTES = 256 * 1024

_CUT_OFF = Sentence(
    "Nội dung gửi lên bị đứt giữa chừng. Gửi lại cả nội dung.", "The body was cut off on its way. Send all of it again."
)


class StrictParser(FlaskParser):
    """webargs' parser with our reading of JSON; unknown query parameters are refused like unknown fields."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {  # noqa: RUF012 - webargs declares it so
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": ma.RAISE,
        "querystring": ma.RAISE,
    }

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        if not req.get_data():
            return core.missing
        return read_json(req)


def read_json(req: Request) -> Any:
    """The JSON value of a body; raises :class:`WrongMediaType` and :class:`Unreadable` with the remedy."""
    _check_media_type(req)
    try:
        text = req.get_data().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            vi="Nội dung không phải UTF-8 (từ byte thứ {at}). Lưu và gửi lại bằng mã hóa UTF-8.",
            en="The body is not UTF-8 (from byte {at} on). Send it in UTF-8.",
            at=error.start,
        ) from error
    return _parse(text)


def require_body() -> None:
    """Refuse an empty body where one is needed."""
    if not request.get_data():
        raise Unreadable(vi="Chưa gửi nội dung. Gửi một đối tượng JSON.", en="There is no body. Send a JSON object.")


def check_limits() -> None:
    """Refuse what is too long or was cut off, and addresses that hold NUL; runs before every request."""
    declared = request.content_length or 0
    if declared > MAX_BODY_BYTES:
        raise TooLarge(limit=MAX_BODY_BYTES)
    received = _received()
    if received > MAX_BODY_BYTES:
        raise TooLarge(limit=MAX_BODY_BYTES)
    if received < declared:
        raise Unreadable(vi=_CUT_OFF, en=_CUT_OFF.en)
    if "\0" in request.path:
        raise NotFound
    if any("\0" in name or "\0" in value for name, value in request.args.items(multi=True)):
        raise Unreadable(
            vi="Địa chỉ chứa ký tự NUL (%00). Bỏ ký tự ấy.", en="The address contains NUL (%00). Leave it out."
        )


def _received() -> int:
    """How many bytes came. Werkzeug cuts a chunked body off at its limit without a word, so one more is let in."""
    request.max_content_length = MAX_BODY_BYTES + 1
    try:
        return len(request.get_data())
    except (OSError, ParseException, ClientDisconnected) as error:  # gunicorn reads chunks while we do
        raise Unreadable(vi=_CUT_OFF, en=_CUT_OFF.en) from error


def _check_media_type(req: Request) -> None:
    encoding = req.headers.get("Content-Encoding", "identity").lower()
    charset = req.mimetype_params.get("charset", "utf-8").lower().replace("-", "").replace("_", "")
    if not core.is_json(req.mimetype) or charset != "utf8" or encoding != "identity":
        raise WrongMediaType


def _parse(text: str) -> Any:
    try:
        value = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_twins)
    except json.JSONDecodeError as error:
        raise Unreadable(
            vi="JSON sai cú pháp ở dòng {line}, cột {column}.",
            en="This is not JSON: line {line}, column {column}.",
            line=error.lineno,
            column=error.colno,
        ) from error
    except RecursionError as error:
        raise Unreadable(vi="JSON lồng quá nhiều lớp.", en="The JSON is nested too deeply.") from error
    except ValueError as error:  # a number of more than 4,300 digits
        raise Unreadable(vi="Có số quá dài.", en="There is a number that is too long.") from error
    _check_texts(value)
    return value


def _no_constant(name: str) -> NoReturn:
    raise Unreadable(vi="JSON không có {name}. Ghi một số.", en="JSON has no {name}. Write a number.", name=name)


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise Unreadable(
            vi="Một mục được ghi hai lần trong cùng đối tượng. Giữ lại một.",
            en="One object has the same field twice. Keep one of them.",
        )
    return made


def _check_texts(value: Any) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            _check_text(name)
            _check_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_texts(inner)


def _check_text(text: str) -> None:
    if "\0" in text:
        raise Unreadable(vi="Có ký tự NUL (\\u0000). Bỏ ký tự ấy.", en="There is a NUL (\\u0000). Leave it out.")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Unreadable(
            vi="Có nửa ký tự (surrogate lẻ). Ghi cả ký tự.",
            en="There is half a character (a lone surrogate). Write the whole one.",
        )
