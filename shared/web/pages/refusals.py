"""What a page answers instead of itself: the same errors as the API's problems, told as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import flask
from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from shared.errors import Invalid, NotFound, OutreachError, TooMany
from shared.web import kinds
from shared.web.kinds import BY_STATUS, kind_of
from shared.web.language import Sentence
from shared.web.observing import request_id
from shared.web.pages.languages import page_language
from shared.web.pages.rendering import render
from shared.web.pages.wording import Ward
from shared.web.paging import CursorUnknown
from shared.web.problems import BROKEN, headers_of, noted, of_http

_BACK = Sentence("Mời quay lại trang trước và làm lại từ đó.", "Please go back and try again from there.")
_AGAIN = Sentence("Mời bắt đầu lại từ trang đầu.", "Please start again from the front page.")

_FOR_PEOPLE: Mapping[int, tuple[Sentence, Sentence]] = {
    400: (Sentence("Máy không đọc được yêu cầu này", "This could not be read"), _BACK),
    404: (
        Sentence("Không có trang này", "There is no such page"),
        Sentence(
            "Địa chỉ có thể bị thiếu chữ hoặc đã cũ. Mời bắt đầu lại từ trang đầu.",
            "The address may be incomplete or old. Please start again from the front page.",
        ),
    ),
    405: (Sentence("Trang này không làm được việc đó", "This page cannot do that"), _AGAIN),
    413: (
        Sentence("Nội dung gửi quá lớn", "Too much was sent at once"),
        Sentence("Mời viết ngắn lại rồi gửi lại.", "Shorten it, then send it again."),
    ),
    414: (Sentence("Địa chỉ quá dài", "The address is too long"), _AGAIN),
    415: (Sentence("Trang này không đọc được nội dung gửi lên", "This page cannot read what was sent"), _BACK),
    429: (
        Sentence("Xin đợi một lát", "One moment, please"),
        Sentence("Mời đợi ít phút rồi thử lại.", "Wait a few minutes, then try again."),
    ),
}
"""Status → heading and what to do, where the API's own words are for programs."""


def answer_errors_with_pages(blueprint: flask.Blueprint) -> None:
    """Register the handlers on a group of pages."""
    blueprint.register_error_handler(OutreachError, page_of_error)
    # The next page of a list is an address like any other: one that is not ours is not there.
    blueprint.register_error_handler(CursorUnknown, lambda _: page_of_error(NotFound()))
    blueprint.register_error_handler(HTTPException, page_of_http)
    blueprint.register_error_handler(Exception, page_of_anything)


def answer_strays_with_pages(app: Flask) -> None:
    """Whoever opens an address in a browser that is nobody's reads a page, not a problem."""

    @app.errorhandler(HTTPException)
    def stray(error: HTTPException) -> Any:
        asked_by_browser = "text/html" in request.headers.get("Accept", "")
        if request.blueprint is None and asked_by_browser and not request.path.startswith("/api/"):
            return page_of_http(error)
        return of_http(error)


def page_of_error(error: OutreachError) -> Response:
    """One of our own errors."""
    said, kind = page_language(), kind_of(error)
    heading, remedy = _FOR_PEOPLE.get(kind.status, (kind.title, _BACK))
    # "Không tìm thấy." alone leaves people standing; what a service says of its own is kept.
    sentences = [remedy.said(said) if type(error) is NotFound else error.sentence(said)]
    if isinstance(error, Invalid):
        sentences += [sentence for each in error.errors(said).values() for sentence in each]
    return _page(heading, sentences, kind.status, headers_of(error))


def to_wait(answer: Response, error: TooMany) -> Response:
    """A page that tells of too many tries beside its field, and browsers when to come back."""
    answer.headers.update(headers_of(error))
    return answer


def page_of_http(error: HTTPException) -> Any:
    """An error of Flask or Werkzeug; redirects pass."""
    if error.code is None or error.code < 400:
        return error
    kind = BY_STATUS.get(error.code, kinds.UNREADABLE)
    heading, remedy = _FOR_PEOPLE.get(error.code, (kind.title, _BACK))
    allow = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    return _page(heading, [remedy.said(page_language())], error.code, {"Allow": allow} if allow else {})


def page_of_anything(error: Exception) -> Response:
    """What nobody expected."""
    busy = noted(error)
    if busy is not None:
        return page_of_error(busy)
    return _page(kinds.BROKEN.title, [BROKEN.format(id=request_id()).said(page_language())], 500, {})


def _page(heading: Sentence, sentences: Sequence[str], status: int, headers: Mapping[str, str]) -> Response:
    asked = getattr(current_app.blueprints.get(request.blueprint or ""), "ward_asked", None)
    answer = render(
        "layout/refusal.html",
        status,
        words={},
        heading=heading,
        sentences=sentences,
        broken=status >= 500,
        for_residents=asked is not None,
        # What is away now is not asked again: everybody waits for it already.
        ward=_ward_in_hand(asked) if asked and status != kinds.UNAVAILABLE.status else None,
    )
    answer.headers.update(headers)
    return answer


def _ward_in_hand(asked: Callable[[], Ward | None]) -> Ward | None:
    """Whose telephone helps; nobody's, when what broke keeps us from knowing."""
    try:
        return asked()
    except Exception:  # noqa: BLE001 - the page tells of an error already
        return None
