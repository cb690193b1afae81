"""Every error is answered as RFC 9457 ``application/problem+json``, in the caller's language.

``type`` is a relative reference to the page that explains the kind (``<prefix>/api/problems#stale``),
``code`` names a refusal in one word, ``errors`` maps a field's path to sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from flask import Flask, Response, json, request
from marshmallow import Schema, fields
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from shared.errors import Invalid, OutreachError, TooMany, Unauthenticated, code_of
from shared.logs import frames
from shared.messaging.faults import database_away
from shared.web import kinds
from shared.web.bodies import MAX_BODY_BYTES
from shared.web.faults import TooLarge, Unavailable
from shared.web.kinds import BY_STATUS, Kind, kind_of
from shared.web.language import Sentence, language
from shared.web.messages import flattened
from shared.web.observing import request_id

MEDIA_TYPE = "application/problem+json"
SERVER_RETRY_SECONDS = 5

log = structlog.get_logger(__name__)

_NO_SUCH_PATH = Sentence(
    "Không có địa chỉ này. Xem danh sách ở {prefix}/api/docs.",
    "There is no such address. See {prefix}/api/docs for the list.",
)
_NO_SUCH_METHOD = Sentence(
    "Địa chỉ này không nhận {method}. Dùng: {allow}.", "{method} is not for this address. Use: {allow}."
)
BROKEN = Sentence(
    "Máy đang trục trặc, chưa làm được việc này. Mời thử lại; nếu vẫn vậy, báo mã {id}.",
    "Something broke and nothing was changed. Try again; if it stays, report {id}.",
)


class ProblemShape(Schema):
    """The document of a problem (RFC 9457)."""

    type = fields.String(required=True, metadata={"format": "uri-reference", "description": "explains the kind"})
    title = fields.String(required=True, metadata={"description": "the kind, in the caller's language"})
    status = fields.Integer(required=True, metadata={"minimum": 400, "maximum": 599})
    detail = fields.String(required=True, metadata={"description": "what is wrong and what to do, for a person"})
    code = fields.String(metadata={"description": "a refusal (409) in one word, for a program"})
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "field path (windows.0.start; $ is the whole body) to sentences"},
    )


def problem(
    kind: Kind,
    detail: str,
    *,
    code: str | None = None,
    errors: Mapping[str, list[str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem document as an answer."""
    said = language()
    document: dict[str, Any] = {
        "type": f"{request.script_root}/api/problems#{kind.name}",
        "title": kind.title.said(said),
        "status": kind.status,
        "detail": detail,
    }
    if code:
        document["code"] = code
    if errors:
        document["errors"] = dict(errors)
    return _answer(document, kind.status, said, headers or {})


def _answer(document: Mapping[str, Any], status: int, said: str, headers: Mapping[str, str]) -> Response:
    answer = Response(json.dumps(document), status=status, mimetype=MEDIA_TYPE)
    answer.headers["Content-Language"] = said
    answer.vary.add("Accept-Language")
    answer.headers.update(headers)
    return answer


def of_error(error: OutreachError) -> Response:
    """The answer to one of our own errors."""
    said, kind = language(), kind_of(error)
    return problem(
        kind,
        error.sentence(said),
        code=code_of(error) if kind is kinds.REFUSED else None,
        errors=error.errors(said) if isinstance(error, Invalid) else None,
        headers=headers_of(error),
    )


def headers_of(error: OutreachError) -> dict[str, str]:
    if isinstance(error, TooMany | Unavailable):
        return {"Retry-After": str(max(1, error.retry_after))}
    if isinstance(error, Unauthenticated):
        # RFC 9110, 11.6.1: a 401 says how to authenticate.
        return {"WWW-Authenticate": 'Bearer realm="outreach", Tracking realm="outreach"'}
    return {}


def of_http(error: HTTPException) -> Any:
    """The answer to an error of Flask, Werkzeug or webargs; redirects pass."""
    if error.code is None or error.code < 400:
        return error
    messages = getattr(error, "data", None) or {}
    if "messages" in messages:
        return _of_fields(messages["messages"])
    if isinstance(error, RequestEntityTooLarge):
        return of_error(TooLarge(limit=MAX_BODY_BYTES))
    return _of_status(error, error.code)


def _of_fields(by_location: Mapping[str, Any]) -> Response:
    said = language()
    errors: dict[str, list[str]] = {}
    for messages in by_location.values():
        errors |= flattened(messages, said)
    return problem(kinds.INVALID, Invalid({}).sentence(said), errors=errors)


def _of_status(error: HTTPException, status: int) -> Response:
    said = language()
    if status == 404:
        return problem(kinds.NOT_FOUND, _NO_SUCH_PATH.format(prefix=request.script_root).said(said))
    if status == 405:
        allow = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
        sentence = _NO_SUCH_METHOD.format(method=request.method, allow=allow).said(said)
        return problem(kinds.METHOD_NOT_ALLOWED, sentence, headers={"Allow": allow})
    if status in BY_STATUS:
        return problem(BY_STATUS[status], BY_STATUS[status].remedy.said(said))
    document = {"type": "about:blank", "title": error.name, "status": status, "detail": error.name}
    return _answer(document, status, said, {})


def of_anything(error: Exception) -> Response:
    """The answer to what nobody expected."""
    busy = noted(error)
    if busy is not None:
        return of_error(busy)
    return problem(kinds.BROKEN, BROKEN.format(id=request_id()).said(language()))


def noted(error: Exception) -> Unavailable | None:
    """Log what nobody expected, and say whether only the database is away: no internals for the caller.

    The log has frames without messages: one of Python or of the database may quote what people wrote.
    """
    if database_away(error):
        log.error("database_away", error=type(error).__name__)
        return Unavailable(SERVER_RETRY_SECONDS)
    log.error("unexpected_error", error=type(error).__name__, frames=frames(error))
    return None


def answer_errors_with_problems(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(OutreachError, of_error)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, of_anything)
