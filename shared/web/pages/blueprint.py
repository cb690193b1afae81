"""A group of pages: who may see them is said as in the API, what goes wrong is told as a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from flask import Response, g, request

from shared.errors import Unauthenticated
from shared.web.cookies import LANGUAGE, SESSION, drop_cookie, sets_cookie
from shared.web.faults import WrongMediaType
from shared.web.origin import SAFE_METHODS, check_origin
from shared.web.pages.languages import remember_language
from shared.web.pages.news import remember_news
from shared.web.pages.refusals import answer_errors_with_pages
from shared.web.pages.rendering import PAGES_POLICY
from shared.web.pages.signing import to_sign_in
from shared.web.pages.wording import Ward

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class NotAForm(WrongMediaType):
    """A page takes what a browser makes of a form."""

    vi = "Trang này không nhận được từ nơi khác gửi đến. Mở lại trang rồi gửi từ đó."
    en = "This page takes nothing that is sent from elsewhere. Open the page again and send it from there."


class Pages(flask.Blueprint):
    """Pages of one part of a service; its templates lie beside it in ``templates/``.

    ``ward_asked`` marks pages of residents: it tells the ward they have named so far, whose telephone stands on every
    refusal too.

    What changes something must come from a page of ours. Hand it to :func:`shared.web.make_app`, which refuses to
    start when a page does not say who may see it.
    """

    def __init__(
        self, name: str, import_name: str, *, ward_asked: Callable[[], Ward | None] | None = None, **options: Any
    ) -> None:
        options.setdefault("template_folder", "templates")
        super().__init__(name, import_name, **options)
        self.ward_asked = ward_asked
        self.before_request(_check)
        self.after_request(_as_a_page)
        answer_errors_with_pages(self)
        self.register_error_handler(Unauthenticated, to_sign_in)


def _check() -> Response | None:
    if request.method in SAFE_METHODS:
        # Nobody has opened it yet. A page that a link asks for ahead of time may be wrong by the time it is read.
        return Response(status=403) if "prefetch" in request.headers.get("Sec-Purpose", "") else None
    check_origin()
    if request.get_data() and request.mimetype not in FORMS:
        raise NotAForm
    return None


def _as_a_page(answer: Response) -> Response:
    headers = answer.headers
    headers.setdefault("Content-Security-Policy", PAGES_POLICY)
    headers.setdefault("Cache-Control", "no-store")
    # With "no-referrer" a browser sends forms with "Origin: null", and nobody could tell that they are ours.
    headers.setdefault("Referrer-Policy", "same-origin")
    answer.vary.add("Cookie")
    if not sets_cookie(answer, LANGUAGE):
        remember_language(answer)  # whoever is led on reads on in the language they chose
    remember_news(answer)
    if g.get("session_over") and not sets_cookie(answer, SESSION):
        drop_cookie(answer, SESSION)
    return answer
