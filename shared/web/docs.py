"""The OpenAPI document, the page that shows it, and the page the ``type`` of a problem points to.

All served by ourselves: Swagger UI is vendored, nothing is inline, nothing comes from elsewhere.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

from shared.web.api import Api
from shared.web.kinds import KINDS
from shared.web.language import Sentence, language
from shared.web.static import static_url

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_HEADING = Sentence("API trả lời thế nào khi có lỗi", "How the API answers when something is wrong")
_INTRODUCTION = Sentence(
    "Mỗi lỗi là một tài liệu JSON, ghi rõ mục nào và cách sửa.",
    "Every error is a JSON document that names the field and the remedy.",
)


def docs(api: Api, title: str) -> Blueprint:
    """``/api/openapi.json``, ``/api/docs`` and ``/api/problems``."""
    pages = Blueprint("outreach_docs", __name__, url_prefix="/api", template_folder="templates")

    @pages.get("/openapi.json")
    def document() -> dict[str, Any]:
        # The prefix is known only now; an address without a host is good from wherever it is read.
        return {**api.document(), "servers": [{"url": request.script_root or "/"}]}

    @pages.get("/docs")
    def page() -> Response:
        return _page("api_docs.html", title=title)

    @pages.get("/problems")
    def problems() -> Response:
        said = language()
        words = {"heading": _HEADING.said(said), "introduction": _INTRODUCTION.said(said)}
        answer = _page("api_problems.html", kinds=KINDS, language=said, **words)
        answer.vary.add("Accept-Language")
        return answer

    return pages


def _page(template: str, **values: Any) -> Response:
    answer = make_response(render_template(template, static_url=static_url, **values))
    answer.headers["Content-Security-Policy"] = PAGE_POLICY
    return answer
