"""The language of a page: chosen in the address, remembered in a cookie, else Vietnamese.

What the browser prefers says nothing: second-hand telephones and the machines of offices are often set to English,
and nobody who reads Vietnamese there would find the way back.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from flask import Response, current_app, request
from werkzeug.exceptions import HTTPException

from shared.web.cookies import LANGUAGE, read_cookie, set_cookie
from shared.web.language import ENGLISH, VIETNAMESE
from shared.web.origin import SAFE_METHODS

LANGUAGES = (VIETNAMESE, ENGLISH)


def page_language() -> str:
    """``"vi"`` or ``"en"``: ``?lang=`` wins over the cookie, and without either it is Vietnamese."""
    for chosen in (request.args.get("lang"), read_cookie(LANGUAGE)):
        if chosen in LANGUAGES:
            return chosen
    return VIETNAMESE


def other_language() -> str:
    """The one the page is not in."""
    return VIETNAMESE if page_language() == ENGLISH else ENGLISH


def other_language_url() -> str:
    """The same page and question, in the other language; without an origin, so that no proxy can bend it.

    What was sent is not sent again by a link: it leads to the page above that has the form.
    """
    return _in_the_other(nearest_page())


def same_again_url() -> str:
    """Where a form has to send the same fields once more for the same answer in the other language."""
    return _in_the_other(page_path())


def nearest_page() -> str:
    """This page; where a form was sent to an address that is no page itself, the nearest above it that is one."""
    path = request.path
    if request.method in SAFE_METHODS:
        return page_path()
    routes = current_app.url_map.bind_to_environ(request.environ)
    while path not in ("", "/"):
        try:
            routes.match(path, "GET")
        except HTTPException:
            path = path.rpartition("/")[0]
        else:
            return _quoted(path)
    return "/"


def page_path() -> str:
    """The page's address without origin and query, as a link writes it."""
    return _quoted(request.path)


def remember_language(answer: Response) -> None:
    """Keep what ``?lang=`` chose."""
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        set_cookie(answer, LANGUAGE, chosen)


def _in_the_other(page: str) -> str:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang" and page == page_path()]
    return f"{page}?{urlencode([*kept, ('lang', other_language())])}"


def _quoted(path: str) -> str:
    # Two slashes at the start would name another host.
    return quote("/" + f"{request.script_root}{path}".lstrip("/"))
