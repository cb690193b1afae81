"""Parked events: listed, shown, replayed and discarded by a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select, update

from shared.errors import NotFound
from shared.messaging.inbox import DEFERRED, FORGOTTEN, PARKED
from shared.messaging.tables import WAITING, KitTables
from shared.messaging.unit_of_work import UnitOfWork

Summary = dict[str, Any]


class Because(StrEnum):
    """Why somebody gives up on an event."""

    DONE_BY_HAND = "done_by_hand"
    NOT_NEEDED = "not_needed"
    REPEATED = "repeated"
    NOT_OURS = "not_ours"


class ParkedUnknown(NotFound):
    """No such parked event: it was replayed, discarded or never there."""

    vi = "Không có sự kiện {event_id} đang được giữ lại. Xem danh sách bằng lệnh parked list."
    en = "No parked event {event_id}. See them with: parked list."


def list_parked(
    connection: Connection, tables: KitTables, *, reason: str | None = None, limit: int = 50, after: str | None = None
) -> list[Summary]:
    """Parked events without their bodies, by id."""
    inbox = tables.inbox
    columns = (inbox.c.event_id, inbox.c.type, inbox.c.subject, inbox.c.received_at, inbox.c.attempts)
    statement = select(*columns, inbox.c.reason, inbox.c.last_error).where(WAITING, inbox.c.status == PARKED)
    if reason is not None:
        statement = statement.where(inbox.c.reason == reason)
    if after is not None:
        statement = statement.where(inbox.c.event_id > after)
    return [dict(row) for row in connection.execute(statement.order_by(inbox.c.event_id).limit(limit)).mappings()]


def show_parked(connection: Connection, tables: KitTables, event_id: str) -> Summary:
    """One parked event with its bytes in ``body``; raises :class:`ParkedUnknown`."""
    statement = select(tables.inbox).where(tables.inbox.c.event_id == event_id, tables.inbox.c.status == PARKED)
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        raise ParkedUnknown(event_id=event_id)
    return dict(row)


def public_part(body: bytes) -> dict[str, Any] | None:
    """What an event says without what is personal in it; None for bytes that are no JSON object."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return _public(read) if isinstance(read, dict) else None


def replay(unit: UnitOfWork, event_ids: Sequence[str]) -> int:
    """Give events back to their handlers, as if they had just been deferred; how many.

    The worker takes them at once. What is unreadable stays unreadable and is parked again.
    """
    values = {"status": DEFERRED, "attempts": 0, "next_attempt_at": unit.now}
    return sum(_change(unit, event_id, values, "parked_replayed") for event_id in event_ids)


def discard(unit: UnitOfWork, event_id: str, because: Because | None = None) -> None:
    """Give up on an event: its id is remembered, its body and error are gone. Raises :class:`ParkedUnknown`.

    The journal keeps ``because``, where somebody said it.
    """
    detail = {"because": because.value} if because else {}
    if not _change(unit, event_id, dict(FORGOTTEN), "parked_discarded", detail):
        raise ParkedUnknown(event_id=event_id)


def _public(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _public(each) for name, each in value.items() if name != "personal"}
    return [_public(each) for each in value] if isinstance(value, list) else value


def _change(
    unit: UnitOfWork, event_id: str, values: dict[str, Any], kind: str, detail: dict[str, Any] | None = None
) -> bool:
    inbox = unit.tables.inbox
    where = (inbox.c.event_id == event_id, inbox.c.status == PARKED)
    changed = bool(unit.execute(update(inbox).where(*where).values(values)).rowcount)
    if changed:
        unit.note(kind, "event", event_id, detail=detail)
    return changed
