"""What a page tells once: that something has just been done.

The address after a deed names it (``?done=closed``), but anybody can write an address and send it to somebody. So the
answer to the deed leaves a cookie that goes with this very address. Whoever comes with it is told, once; whoever
follows a link, or reads the page again, is not.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from urllib.parse import parse_qsl, unquote, urlsplit

from flask import Response, g, request

from shared.web.cookies import Cookie, drop_cookie, read_cookie, set_cookie

DONE = "done"
"""The part of an address that names what was done."""

NEWS = Cookie("outreach_done", timedelta(minutes=2))
"""The mark of the address where somebody is to be told."""


def just_done() -> str | None:
    """What whoever asks has just done here, as the address names it; None for everybody else."""
    here = f"{request.script_root}{request.path}"
    if DONE not in request.args or read_cookie(NEWS) != _mark(here, request.query_string.decode(errors="replace")):
        return None
    g.news_told = True
    return request.args[DONE]


def remember_news(answer: Response) -> None:
    """Mark the address to which a deed leads; forget it once the page has told."""
    where = urlsplit(answer.headers.get("Location", ""))
    if answer.status_code == 303 and DONE in dict(parse_qsl(where.query)):
        set_cookie(answer, NEWS, _mark(unquote(where.path), where.query))
    elif g.get("news_told"):
        drop_cookie(answer, NEWS)


def _mark(path: str, query: str) -> str:
    """Says nothing to who reads it; an address in another language is the same."""
    parts = sorted((name, text) for name, text in parse_qsl(query) if name != "lang")
    return sha256(repr((path, parts)).encode()).hexdigest()[:32]
