"""Messages."""

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
    false,
    text,
)

from services.notifications.domain.message import UNFINISHED
from services.notifications.tables.base import id_column, metadata
from shared.database import Code, UtcDateTime

_REMEMBERED = text("text IS NOT NULL OR code IS NOT NULL")
UNFINISHED_ROWS = text("status IN ({})".format(", ".join(f"'{status}'" for status in UNFINISHED)))
"""The few messages that are not at their end. Said as the index says it, or SQLite would read every row for them."""

messages = Table(
    "messages",
    metadata,
    id_column("id", primary_key=True),
    Column("notice", Code(), nullable=False),
    Column("once", String(60), nullable=False),
    Column("recipient", String(60), nullable=False),
    Column("part", Code(20), nullable=False),
    Column("about_kind", Code(20), nullable=False),
    Column("about_id", String(60), nullable=False),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    id_column("person_id"),
    Column("ward", Code(5)),
    id_column("request_id"),
    id_column("appointment_id"),
    Column("expires_at", UtcDateTime),
    Column("correlation_id", String(64)),
    Column("causation_id", String(64)),
    Column("traceparent", String(55)),
    Column("distance_m", Integer),
    Column("variant", Code(20)),
    Column("hinted", Boolean, nullable=False, server_default=false()),
    Column("minutes", Integer),
    Column("amount", Integer),
    Column("reference", String(20)),
    Column("phone", String(20)),
    Column("answers", Boolean, nullable=False, server_default=false()),
    Column("counted", Boolean, nullable=False, server_default=false()),
    id_column("call_id"),
    Column("code", String(40)),
    Column("status", Code(10), nullable=False),
    Column("waits_for", Code(20)),
    id_column("waits_for_id"),
    Column("waits_for_code", Code()),
    Column("claimed_until", UtcDateTime),
    Column("step", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("repeat", Boolean, nullable=False),
    Column("failure", Code()),
    Column("template", Code()),
    Column("language", Code(5)),
    Column("channel", Code(20)),
    Column("to", Text),
    Column("subject", Text),
    Column("text", Text),
    Column("ended_at", UtcDateTime),
    Column("sequence", BigInteger, nullable=False),
    UniqueConstraint("once", "recipient", "notice"),
    Index(None, "call_id"),
    Index(None, "ward", "queued_at"),
    Index(None, "person_id", "queued_at"),
    Index(None, "about_id"),
    Index(
        "ix_messages_unfinished",
        "status",
        "priority",
        "next_at",
        "id",
        postgresql_where=UNFINISHED_ROWS,
        sqlite_where=UNFINISHED_ROWS,
    ),
    Index(
        "ix_messages_remembered",
        "ended_at",
        postgresql_where=_REMEMBERED,
        sqlite_where=_REMEMBERED,
    ),
)
"""One row a message. ``to``, ``subject``, ``text``, ``phone`` and ``code`` are personal and erased in time."""
