"""Where a command comes from: who is known by a cookie is only obeyed from pages of ours.

A browser sends cookies with whatever page makes it send. So what changes something must say that a page of this
origin sent it: by ``Sec-Fetch-Site`` (Fetch Metadata), which pages cannot forge, or, from browsers without it, by
``Origin`` (RFC 6454, section 7). SameSite cookies are the second lock on the same door.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request

from shared.errors import Forbidden

PUBLIC_URL = "OUTREACH_PUBLIC_URL"
"""Where the app keeps the address people use, in ``app.config``."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_USUAL_PORTS = {"http": 80, "https": 443}


class CrossSite(Forbidden):
    """A page of somebody else's, or nobody can tell which, wanted something done in the caller's name."""

    vi = "Trang này không nhận được từ nơi khác gửi đến. Mở lại trang và làm lại từ đó."
    en = "This was not sent from a page of ours. Open the page again and do it from there."


def check_origin() -> None:
    """Raise :class:`CrossSite` unless the request changes nothing or comes from a page of this origin."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    # "none" is the person themselves: an address typed, a page loaded again.
    ours = site in ("same-origin", "none") if site is not None else _is_ours(request.headers.get("Origin"))
    if not ours:
        raise CrossSite


def behind_https() -> bool:
    """Whether people reach this app by https."""
    return _public_url().startswith("https://")


def _public_url() -> str:
    known: str = current_app.config.get(PUBLIC_URL, "")
    return known


def _is_ours(origin: str | None) -> bool:
    if origin is None:
        return False
    sent = _parts(origin)
    return sent is not None and sent in (_parts(_public_url()), _parts(request.host_url))


def _parts(address: str) -> tuple[str, str, int] | None:
    """Scheme, host and port, which make an origin; None for an opaque one (``null``) and for nonsense."""
    try:
        found = urlsplit(address)
        port = found.port or _USUAL_PORTS.get(found.scheme)
    except ValueError:
        return None
    return (found.scheme, found.hostname, port) if found.hostname and port else None
