"""Drafts of forms that go over several pages: the browser has a random key, the words lie in our database.

Data is what :attr:`shared.web.pages.Form.said` holds, or any JSON. A page that saves answers::

    return keep_draft(see_other("/volunteers/help/phone"), "request", {**(draft("request") or {}), **form.said})

Each kind has a key of its own, drawn when the first word of that kind is typed, and drawn again when somebody takes up
what was begun: a key that lay in the browser before, left by whoever used it or planted there, opens nothing of what
comes after.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Response, after_this_request, g

from services.volunteers.commands import drafts as commands
from services.volunteers.commands.strangers import count_stranger
from services.volunteers.doorway.strangers import stranger
from shared.web.cookies import Cookie, draft_cookie, drop_cookie, kept_drafts, read_cookie, set_cookie
from shared.web.doors import current_runtime, current_unit, reading

_SECRET = re.compile(r"[A-Za-z0-9_-]{22}")
"""128 random bits, as ``secrets.token_urlsafe`` writes them."""

_KIND = re.compile(r"[a-z_]{1,20}")


def draft(kind: str, *, of: str | None = None) -> dict[str, Any] | None:
    """What this browser has typed so far into forms of this kind, as it was before the present request.

    In a unit of work it stays locked until the unit ends: what two windows answer at once is kept together. With
    ``of`` it is what this very person typed, not whoever sat here before.
    """
    secret = _secret(kind)
    if secret is None:
        return None
    if g.get("unit") is not None:
        return commands.take_draft(current_unit(), secret, kind, of)
    with reading() as connection:
        return commands.read_draft(connection, secret, kind, current_runtime().clock.now(), of)


def keep_draft(
    answer: Response, kind: str, data: Mapping[str, Any], *, anew: bool = False, of: str | None = None
) -> Response:
    """Keep ``data`` in the unit in hand, and have the browser keep its key: a new one, when it begins or is ``anew``.

    Raises :class:`TooManyStrangers` for an address that begins more of them than people do.
    """
    unit, secret = current_unit(), _secret(kind)
    if secret is not None and anew:
        commands.drop_draft(unit, secret, kind, of)
    begins = secret is None or anew or commands.take_draft(unit, secret, kind, of) is None
    if secret is None or begins:
        secret = secrets.token_urlsafe(16)
    commands.save_draft(unit, secret, kind, data, of)
    set_cookie(answer, draft_cookie(kind), secret)
    if begins:
        count_stranger(unit, stranger(), "drafts")
    return answer


def begun(kind: str) -> datetime | None:
    """When the first word of the draft that lies here was typed."""
    secret = _secret(kind)
    if secret is None:
        return None
    with reading() as connection:
        return commands.draft_begun(connection, secret, kind, current_runtime().clock.now())


def take_up(answer: Response, kind: str) -> Response:
    """Go on with what was begun, under a key that nobody has who saw the earlier one."""
    secret, new = _secret(kind), secrets.token_urlsafe(16)
    if secret is not None and commands.rekey_draft(current_unit(), secret, new, kind):
        set_cookie(answer, draft_cookie(kind), new)
    return answer


def drop_draft(kind: str, *, of: str | None = None) -> None:
    """It was sent, or given up."""
    secret = _secret(kind)
    if secret is not None:
        commands.drop_draft(current_unit(), secret, kind, of)
    if of is None:
        _forget_key(draft_cookie(kind))


def drop_every_draft(*, of: str | None = None) -> None:
    """Whoever comes to this machine next finds nothing; ``of`` is who goes."""
    for kind in filter(_KIND.fullmatch, kept_drafts()):
        drop_draft(kind)
        if of is not None:
            drop_draft(kind, of=of)


def _forget_key(cookie: Cookie) -> None:
    @after_this_request
    def forget(answer: Response) -> Response:
        if answer.status_code < 400:  # otherwise nothing was dropped
            drop_cookie(answer, cookie)
        return answer


def _secret(kind: str) -> str | None:
    secret = read_cookie(draft_cookie(kind))
    return secret if secret is not None and _SECRET.fullmatch(secret) else None
