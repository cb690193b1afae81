"""Drafts of forms that go over several pages: the browser has a random key, the words lie in our database.

Data is what :attr:`shared.web.pages.Form.said` holds, or any JSON. A page that saves answers::

    return keep_draft(see_other("/volunteers/help/phone"), "request", {**(draft("request") or {}), **form.said})
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

from flask import Response

from services.volunteers.commands import drafts as commands
from shared.web.cookies import DRAFT, read_cookie, set_cookie
from shared.web.doors import current_runtime, current_unit, reading

_SECRET = re.compile(r"[A-Za-z0-9_-]{22}")
"""128 random bits, as ``secrets.token_urlsafe`` writes them."""


def draft(kind: str) -> dict[str, Any] | None:
    """What this browser has typed so far into forms of this kind, as it was before the present request."""
    secret = _secret()
    if secret is None:
        return None
    with reading() as connection:
        return commands.read_draft(connection, secret, kind, current_runtime().clock.now())


def keep_draft(answer: Response, kind: str, data: Mapping[str, Any]) -> Response:
    """Keep ``data`` in the unit in hand, and have the browser keep its key."""
    secret = _secret() or secrets.token_urlsafe(16)
    commands.save_draft(current_unit(), secret, kind, data)
    set_cookie(answer, DRAFT, secret)
    return answer


def drop_draft(kind: str) -> None:
    """It was sent, or given up."""
    secret = _secret()
    if secret is not None:
        commands.drop_draft(current_unit(), secret, kind)


def _secret() -> str | None:
    secret = read_cookie(DRAFT)
    return secret if secret is not None and _SECRET.fullmatch(secret) else None
