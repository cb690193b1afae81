"""``ETag`` and ``If-Match``: nobody overwrites what they have not seen (RFC 9110, 13.1.1; RFC 6585, 3)."""

from __future__ import annotations

import re

from flask import g, request

from shared.errors import Stale
from shared.web.faults import ConditionMissing

_STRONG = re.compile(r'(?<!W/)"([^"]*)"')
"""An entity tag as RFC 9110 writes it, in quotes (Werkzeug would do without); a weak one agrees with none."""

CHANGING_METHODS = frozenset({"PATCH", "PUT"})


def etag(sequence: int) -> dict[str, str]:
    """The header that names this version of an aggregate: ``return thing, etag(thing.sequence)``."""
    return {"ETag": f'"{sequence}"'}


def check_if_match(sequence: int) -> None:
    """Refuse the change unless ``If-Match`` names the present version.

    Raises :class:`ConditionMissing` (428) without the header, :class:`Stale` (412) when it names
    another version. ``*`` agrees with any.
    """
    g.if_match_checked = True
    if "If-Match" not in request.headers:
        raise ConditionMissing
    given = request.headers["If-Match"].strip()
    if given != "*" and str(sequence) not in _STRONG.findall(given):
        raise Stale


def assert_checked() -> None:
    """A PATCH or PUT whose view never compared versions is a mistake of ours; it must not be committed."""
    if request.method in CHANGING_METHODS and not g.get("if_match_checked"):
        raise AssertionError(f"{request.endpoint} changes without check_if_match(); call it once the row is loaded.")
