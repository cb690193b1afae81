"""Questions, replies, calls and wishes; when to remind, and whom to thank."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from services.notifications.tables.base import id_column, metadata
from shared.database import Code, UtcDateTime

_SAID = text("text IS NOT NULL")
_REMEMBERED = text("phone IS NOT NULL OR text IS NOT NULL OR note IS NOT NULL")
OPEN_CALLS = text("status = 'open'")
"""The calls that somebody still has to make, said as their indexes say it."""
UNTHANKED = text("NOT thanked")

questions = Table(
    "questions",
    metadata,
    id_column("message_id", primary_key=True),
    Column("phone", String(20), nullable=False),
    Column("digit", SmallInteger, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answered", SmallInteger),
    Index(None, "phone", "asked_at"),
    Index(None, "asked_at"),
)
"""What was asked at a number, under which digit, and the option it was answered with last."""

replies = Table(
    "replies",
    metadata,
    id_column("id", primary_key=True),
    Column("gateway", Code(), nullable=False),
    Column("provider_id", String(100), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("written_at", UtcDateTime),
    Column("phone", String(20)),
    Column("text", Text),
    Column("ward", Code(5)),
    Column("status", Code(20), nullable=False),
    id_column("message_id"),
    Column("option", SmallInteger),
    Column("sequence", BigInteger, nullable=False),
    UniqueConstraint("gateway", "provider_id"),
    Index("ix_replies_remembered", "received_at", postgresql_where=_SAID, sqlite_where=_SAID),
)

calls = Table(
    "calls",
    metadata,
    id_column("id", primary_key=True),
    Column("why", Code(20), nullable=False),
    Column("once", String(120), nullable=False, unique=True),
    Column("ward", Code(5)),
    Column("about_kind", Code(20), nullable=False),
    Column("about_id", String(60), nullable=False),
    Column("listed_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
    Column("priority", SmallInteger, nullable=False),
    id_column("person_id"),
    id_column("request_id"),
    id_column("appointment_id"),
    Column("phone", String(20)),
    Column("text", Text),
    Column("status", Code(10), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("outcome", Code(20)),
    Column("note", Text),
    Column("ended_at", UtcDateTime),
    Column("sequence", BigInteger, nullable=False),
    Index(None, "ward", "priority", "id"),
    Index("ix_calls_open", "ward", "priority", "id", postgresql_where=OPEN_CALLS, sqlite_where=OPEN_CALLS),
    Index("ix_calls_open_about", "about_id", postgresql_where=OPEN_CALLS, sqlite_where=OPEN_CALLS),
    Index("ix_calls_open_request", "request_id", postgresql_where=OPEN_CALLS, sqlite_where=OPEN_CALLS),
    Index("ix_calls_open_appointment", "appointment_id", postgresql_where=OPEN_CALLS, sqlite_where=OPEN_CALLS),
    Index("ix_calls_open_until", "until", postgresql_where=OPEN_CALLS, sqlite_where=OPEN_CALLS),
    Index("ix_calls_remembered", "ended_at", postgresql_where=_REMEMBERED, sqlite_where=_REMEMBERED),
)

preferences = Table(
    "preferences",
    metadata,
    id_column("person_id", primary_key=True),
    Column("reach", Code(10), nullable=False),
    Column("level", Code(10), nullable=False),
    Column("sequence", BigInteger, nullable=False),
)

numbers = Table(
    "numbers",
    metadata,
    id_column("id", primary_key=True),
    Column("phone", String(20), nullable=False, unique=True),
    Column("stopped_at", UtcDateTime),
    Column("sequence", BigInteger, nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    id_column("appointment_id", primary_key=True),
    Column("look_at", UtcDateTime, nullable=False, index=True),
)
"""When to look next whether somebody is to be reminded of a visit; nothing once nobody is."""

helped = Table(
    "helped",
    metadata,
    id_column("appointment_id", primary_key=True),
    id_column("volunteer_id", primary_key=True),
    Column("ward", Code(5), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("helped_at", UtcDateTime, nullable=False),
    Column("thanked", Boolean, nullable=False),
    Index("ix_helped_unthanked", "volunteer_id", "helped_at", postgresql_where=UNTHANKED, sqlite_where=UNTHANKED),
)
"""What volunteers are thanked for at the end of the week."""
