"""What people have typed and not sent yet: names, addresses, needs. It is nobody's but theirs, and gone after a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, select, tuple_, update

from services.volunteers.tables import drafts
from shared.messaging.unit_of_work import UnitOfWork

KEPT = timedelta(hours=24)
"""From its first word on, however often it is changed."""


def begun_at(connection: Connection, key: str, kind: str, now: datetime) -> datetime | None:
    """When its first word was typed; None for nothing or for what is a day old."""
    found = select(drafts.c.created_at).where(_is(key, kind), drafts.c.expires_at > now)
    begun: datetime | None = connection.execute(found).scalar_one_or_none()
    return begun


def draft_at(connection: Connection, key: str, kind: str, now: datetime) -> dict[str, Any] | None:
    """What was typed so far, None for nothing or for what is a day old."""
    found = select(drafts.c.data).where(_is(key, kind), drafts.c.expires_at > now)
    data: dict[str, Any] | None = connection.execute(found).scalar_one_or_none()
    return data


def locked_draft(unit: UnitOfWork, key: str, kind: str) -> dict[str, Any] | None:
    """The same, locked: who writes it meanwhile waits."""
    found = select(drafts.c.data).where(_is(key, kind), drafts.c.expires_at > unit.now).with_for_update()
    data: dict[str, Any] | None = unit.execute(found).scalar_one_or_none()
    return data


def put_draft(unit: UnitOfWork, key: str, kind: str, data: Mapping[str, Any]) -> None:
    """Keep it in place of what was there."""
    unit.execute(delete(drafts).where(_is(key, kind), drafts.c.expires_at <= unit.now))
    row = {"key": key, "kind": kind, "data": dict(data), "created_at": unit.now, "expires_at": unit.now + KEPT}
    statement = unit.insert(drafts).values(row)
    unit.execute(statement.on_conflict_do_update(index_elements=["key", "kind"], set_={"data": dict(data)}))


def rename_draft(unit: UnitOfWork, key: str, new: str, kind: str) -> bool:
    """Have it lie under a ``new`` key from now on, as long as under the old one; whether there was any."""
    alive = update(drafts).where(_is(key, kind), drafts.c.expires_at > unit.now).values(key=new)
    return bool(unit.execute(alive.execution_options(preserve_rowcount=True)).rowcount)


def remove_draft(unit: UnitOfWork, key: str, kind: str) -> None:
    """It was sent, or given up."""
    unit.execute(delete(drafts).where(_is(key, kind)))


def forget_drafts(unit: UnitOfWork, limit: int) -> int:
    """Delete what is a day old; how many."""
    old = select(drafts.c.key, drafts.c.kind).where(drafts.c.expires_at <= unit.now).limit(limit)
    found = [tuple(row) for row in unit.execute(old.with_for_update(skip_locked=True)).all()]
    unit.execute(delete(drafts).where(tuple_(drafts.c.key, drafts.c.kind).in_(found)))
    return len(found)


def _is(key: str, kind: str) -> ColumnElement[bool]:
    return and_(drafts.c.key == key, drafts.c.kind == kind)
