"""Keeping what is being typed, from one page of a form to the next."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from services.volunteers.storage.drafts import draft_at, put_draft, remove_draft
from shared.messaging.unit_of_work import UnitOfWork


def save_draft(unit: UnitOfWork, secret: str, kind: str, data: Mapping[str, Any]) -> None:
    """Keep ``data`` (JSON) for whoever has ``secret``, for 24 hours from the first word; of each kind there is one."""
    put_draft(unit, _key(secret), kind, data)


def read_draft(connection: Connection, secret: str, kind: str, now: datetime) -> dict[str, Any] | None:
    """What the holder of ``secret`` has typed so far, or None."""
    return draft_at(connection, _key(secret), kind, now)


def drop_draft(unit: UnitOfWork, secret: str, kind: str) -> None:
    """It was sent, or given up."""
    remove_draft(unit, _key(secret), kind)


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
