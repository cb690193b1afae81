"""Keeping what is being typed, from one page of a form to the next."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from services.volunteers.storage.drafts import begun_at, draft_at, locked_draft, put_draft, remove_draft, rename_draft
from shared.messaging.unit_of_work import UnitOfWork


def save_draft(unit: UnitOfWork, secret: str, kind: str, data: Mapping[str, Any], of: str | None = None) -> None:
    """Keep ``data`` (JSON) for whoever has ``secret``, for 24 hours from the first word; of each kind there is one.

    With ``of``, a person's id, it is theirs alone among those who use the same browser.
    """
    put_draft(unit, _key(secret, of), kind, data)


def read_draft(
    connection: Connection, secret: str, kind: str, now: datetime, of: str | None = None
) -> dict[str, Any] | None:
    """What the holder of ``secret`` has typed so far, or None."""
    return draft_at(connection, _key(secret, of), kind, now)


def draft_begun(connection: Connection, secret: str, kind: str, now: datetime) -> datetime | None:
    """When its first word was typed, None when there is none."""
    return begun_at(connection, _key(secret, None), kind, now)


def rekey_draft(unit: UnitOfWork, secret: str, new: str, kind: str) -> bool:
    """From now on ``new`` opens it and ``secret`` nothing, for the rest of its 24 hours; whether there was any."""
    return rename_draft(unit, _key(secret, None), _key(new, None), kind)


def take_draft(unit: UnitOfWork, secret: str, kind: str, of: str | None = None) -> dict[str, Any] | None:
    """The same, for this unit alone until it ends."""
    return locked_draft(unit, _key(secret, of), kind)


def drop_draft(unit: UnitOfWork, secret: str, kind: str, of: str | None = None) -> None:
    """It was sent, or given up."""
    remove_draft(unit, _key(secret, of), kind)


def _key(secret: str, of: str | None) -> str:
    return hashlib.sha256(f"{secret} {of}".encode() if of else secret.encode()).hexdigest()
