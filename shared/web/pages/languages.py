"""The language of a page: chosen in the address, remembered in a cookie, else what the browser prefers."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from flask import Response, request

from shared.web.cookies import LANGUAGE, read_cookie, set_cookie
from shared.web.language import ENGLISH, VIETNAMESE, language

LANGUAGES = (VIETNAMESE, ENGLISH)


def page_language() -> str:
    """``"vi"`` or ``"en"``: ``?lang=`` wins over the cookie, the cookie over ``Accept-Language``."""
    for chosen in (request.args.get("lang"), read_cookie(LANGUAGE)):
        if chosen in LANGUAGES:
            return chosen
    return language()


def other_language() -> str:
    """The one the page is not in."""
    return VIETNAMESE if page_language() == ENGLISH else ENGLISH


def other_language_url() -> str:
    """The same page and question, in the other language; without an origin, so that no proxy can bend it."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{page_path()}?{urlencode([*kept, ('lang', other_language())])}"


def page_path() -> str:
    """The page's address without origin and query, as a link writes it."""
    # Two slashes at the start would name another host.
    return quote("/" + f"{request.script_root}{request.path}".lstrip("/"))


def remember_language(answer: Response) -> None:
    """Keep what ``?lang=`` chose."""
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        set_cookie(answer, LANGUAGE, chosen)
