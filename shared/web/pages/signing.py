"""The way to the sign-in page and back."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import Response, current_app, request
from werkzeug.exceptions import HTTPException

from shared.web.origin import SAFE_METHODS
from shared.web.pages.commanding import see_other

SIGN_IN = "/volunteers/sign-in"

_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]{0,500}")
"""A path of this origin. Browsers read ``//`` and ``/\\`` as the beginning of another host, and skip line ends."""


def own_path(given: str | None) -> str | None:
    """``given`` when it is a path of this origin, else None: nobody is led elsewhere by a link to our sign-in."""
    return given if given is not None and _PATH.fullmatch(given) else None


def way_to_sign_in(back: str | None) -> str:
    """The sign-in page, from which one comes ``back`` to a page of ours."""
    return f"{SIGN_IN}?next={quote(back)}" if back else SIGN_IN


def to_sign_in(_error: Exception) -> Response:
    """Where somebody is sent who has to sign in first; they come back to the page they wanted.

    Its query is left out: what people looked for is no business of an address. A script that fetched a part of a page
    (htmx) is told to leave the page.
    """
    address = way_to_sign_in(_page_in_hand())
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Redirect": address})
    return see_other(address)


def _page_in_hand() -> str | None:
    """The path of the request, when there is something to look at."""
    if request.method not in SAFE_METHODS:
        routes = current_app.url_map.bind_to_environ(request.environ)
        try:
            routes.match(request.path, "GET")
        except HTTPException:
            return None
    return own_path(quote(f"{request.script_root}{request.path}"))
