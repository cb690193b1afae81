"""The cookies of the pages: never read by scripts, never sent along from other sites, and behind https only there.

Behind https their names begin with ``__Host-``: a browser then takes them only from this very host, for all of its
paths (RFC 6265bis, 4.1.3.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Response, request

from shared.web.origin import behind_https
from shared.web.tokens import LIFETIME


@dataclass(frozen=True)
class Cookie:
    """One of ours, and how long a browser keeps it."""

    name: str
    lasts: timedelta


SESSION = Cookie("outreach_session", LIFETIME)
"""The token of whoever signed in."""

TRACKING = Cookie("outreach_tracking", timedelta(days=7))
"""The tracking codes of the requests followed in this browser, the one opened last first."""

MOST_HELD = 5
"""Who asks for grandfather and then for grandmother follows both; so few that nobody else's are gathered."""

DRAFT = Cookie("outreach_draft", timedelta(hours=24))
"""A random key; what was typed so far lies under its hash in the database. Each kind of draft has its own."""

DOOR = Cookie("outreach_door", timedelta(hours=1))
"""A random key by which the wrong visit codes of this browser are counted."""

LANGUAGE = Cookie("outreach_language", timedelta(days=365))

_BETWEEN = "."
"""Between two tracking codes, which have none in them."""


def read_cookie(cookie: Cookie) -> str | None:
    """What the browser sent, None for nothing."""
    return request.cookies.get(_name(cookie)) or None


def set_cookie(answer: Response, cookie: Cookie, value: str, *, lasts: timedelta | None = None) -> None:
    """Have the browser keep ``value``, for ``lasts`` or as long as such a cookie usually lasts."""
    seconds = int((lasts or cookie.lasts).total_seconds())
    answer.set_cookie(
        _name(cookie), value, max_age=seconds, path="/", secure=behind_https(), httponly=True, samesite="Lax"
    )


def drop_cookie(answer: Response, cookie: Cookie) -> None:
    """Have the browser forget it."""
    answer.delete_cookie(_name(cookie), path="/", secure=behind_https(), httponly=True, samesite="Lax")


def draft_cookie(kind: str) -> Cookie:
    """The key to the drafts of one kind."""
    return Cookie(f"{DRAFT.name}_{kind}", DRAFT.lasts)


def kept_drafts() -> dict[str, str]:
    """The keys of every kind of draft that the browser sent."""
    start = _name(draft_cookie(""))
    return {name.removeprefix(start): value for name, value in request.cookies.items() if name.startswith(start)}


def held_codes() -> list[str]:
    """The tracking codes the browser sent, the one that was opened last first."""
    sent = (read_cookie(TRACKING) or "").split(_BETWEEN)
    return [code for code in sent if code][:MOST_HELD]


def hold_code(answer: Response, code: str, *, first: bool = True) -> None:
    """Have the browser keep one more tracking code; of too many the one opened longest ago goes.

    What a page of another site leads to is not ``first``: it comes last, where there is room, and pushes nothing away.
    """
    held = held_codes()
    codes = [code, *(each for each in held if each != code)] if first else list(dict.fromkeys([*held, code]))
    set_cookie(answer, TRACKING, _BETWEEN.join(codes[:MOST_HELD]))


def sets_cookie(answer: Response, cookie: Cookie) -> bool:
    """Whether this answer already says something about it."""
    return any(header.startswith(f"{_name(cookie)}=") for header in answer.headers.getlist("Set-Cookie"))


def _name(cookie: Cookie) -> str:
    return f"__Host-{cookie.name}" if behind_https() else cookie.name
