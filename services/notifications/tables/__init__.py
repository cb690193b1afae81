"""The tables of notifications: messages, answers and calls, and what it knows of the other services."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import registry

from services.notifications.domain.answer import IncomingReply
from services.notifications.domain.calls import Call
from services.notifications.domain.message import Message
from services.notifications.domain.preferences import Number, Preferences
from services.notifications.tables.answers import (
    OPEN_CALLS,
    UNTHANKED,
    calls,
    helped,
    numbers,
    preferences,
    questions,
    reminders,
    replies,
)
from services.notifications.tables.base import kit, metadata
from services.notifications.tables.known import appointments, days, persons, requests, topics, visit_codes, wards
from services.notifications.tables.messages import UNFINISHED_ROWS, messages

_MAPPED: tuple[tuple[type[Any], Table, dict[str, Any]], ...] = (
    (Message, messages, {"message_id": messages.c.id}),
    (IncomingReply, replies, {"reply_id": replies.c.id}),
    (Call, calls, {"call_id": calls.c.id}),
    (Preferences, preferences, {}),
    (Number, numbers, {"number_id": numbers.c.id}),
)

_mapper = registry(metadata=metadata)
for _kind, _table, _names in _MAPPED:
    _mapper.map_imperatively(
        _kind, _table, properties=_names, version_id_col=_table.c.sequence, version_id_generator=False
    )

__all__ = [
    "OPEN_CALLS",
    "UNFINISHED_ROWS",
    "UNTHANKED",
    "appointments",
    "calls",
    "days",
    "helped",
    "kit",
    "messages",
    "metadata",
    "numbers",
    "persons",
    "preferences",
    "questions",
    "reminders",
    "replies",
    "requests",
    "topics",
    "visit_codes",
    "wards",
]
