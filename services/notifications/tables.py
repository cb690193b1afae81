"""The tables of notifications: messages, and what it knows of the other services."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    text,
)
from sqlalchemy.orm import registry

from services.notifications.domain.answer import IncomingReply
from services.notifications.domain.calls import Call
from services.notifications.domain.known import Neighbourhood, OfferState, Pause
from services.notifications.domain.message import UNFINISHED, Message
from services.notifications.domain.preferences import Number, Preferences
from services.notifications.domain.times import Window
from shared.database import Code, Texts, UtcDateTime, Values
from shared.messaging.tables import kit_tables, service_metadata
from shared.rules import Narrowing

metadata = service_metadata()
kit = kit_tables(metadata)

_REMEMBERED = text("text IS NOT NULL OR code IS NOT NULL")
_SAID = text("text IS NOT NULL")
_CALL_REMEMBERED = text("phone IS NOT NULL OR text IS NOT NULL OR note IS NOT NULL")
OPEN_CALLS = text("status = 'open'")
"""The calls that somebody still has to make, said as their indexes say it."""
UNTHANKED = text("NOT thanked")
UNFINISHED_ROWS = text("status IN ({})".format(", ".join(f"'{status}'" for status in UNFINISHED)))
"""The few messages that are not at their end. Said as the index says it, or SQLite would read every row for them."""


def _id(name: str, **options: object) -> Column[str]:
    return Column(name, Uuid(as_uuid=False), **options)  # type: ignore[arg-type]


messages = Table(
    "messages",
    metadata,
    _id("id", primary_key=True),
    Column("notice", Code(), nullable=False),
    Column("once", String(60), nullable=False),
    Column("recipient", String(60), nullable=False),
    Column("part", Code(20), nullable=False),
    Column("about_kind", Code(20), nullable=False),
    Column("about_id", String(60), nullable=False),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    _id("person_id"),
    Column("ward", Code(5)),
    _id("request_id"),
    _id("appointment_id"),
    Column("expires_at", UtcDateTime),
    Column("correlation_id", String(64)),
    Column("causation_id", String(64)),
    Column("distance_m", Integer),
    Column("variant", Code(20)),
    Column("hinted", Boolean, nullable=False, server_default=false()),
    Column("minutes", Integer),
    Column("amount", Integer),
    Column("reference", String(20)),
    Column("phone", String(20)),
    Column("answers", Boolean, nullable=False, server_default=false()),
    Column("counted", Boolean, nullable=False, server_default=false()),
    _id("call_id"),
    Column("code", String(40)),
    Column("status", Code(10), nullable=False),
    Column("waits_for", Code(20)),
    _id("waits_for_id"),
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

persons = Table(
    "persons",
    metadata,
    _id("id", primary_key=True),
    Column("name", Text, nullable=False),
    Column("phone", String(20)),
    Column("email", Text),
    Column("language", Code(5), nullable=False),
    Column("address_form", Code(20)),
    Column("phone_owner", Code(20), nullable=False),
    Column("birth_year", Integer),
    _id("merged_into"),
    Column("tokens_valid_after", UtcDateTime),
    Column("sequence", BigInteger, nullable=False),
    Index(None, "phone"),
)

wards = Table(
    "wards",
    metadata,
    Column("code", Code(5), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Code(), nullable=False),
    Column("phone", String(30)),
    Column("neighbourhoods", Values(Neighbourhood), nullable=False, server_default="[]"),
    Column("pauses", Values(Pause), nullable=False, server_default="[]"),
    Column("settings", Values(Narrowing), nullable=False, server_default="{}"),
    Column("sequence", BigInteger, nullable=False),
)

topics = Table(
    "topics",
    metadata,
    Column("id", Code(), primary_key=True),
    Column("name_vi", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    _id("id", primary_key=True),
    Column("reference", String(20), nullable=False),
    Column("status", Code(20), nullable=False),
    _id("resident_id", nullable=False),
    _id("asked_by_id"),
    Column("ward", Code(5), nullable=False),
    Column("neighbourhood", Text),
    Column("place", Code(), nullable=False),
    Column("topics", Texts(), nullable=False),
    Column("windows", Values(Window), nullable=False),
    Column("offers", Values(OfferState), nullable=False),
    Column("due_at", UtcDateTime),
    Column("urgency", Code(20), nullable=False, server_default="normal"),
    Column("tracking_hash", String(64)),
    Column("ended_by", Code(20)),
    Column("sequence", BigInteger, nullable=False),
    Index(None, "ward"),
    Index(None, "tracking_hash"),
)

appointments = Table(
    "appointments",
    metadata,
    _id("id", primary_key=True),
    _id("request_id", nullable=False),
    Column("volunteer_ids", Texts(), nullable=False),
    _id("resident_id", nullable=False),
    _id("asked_by_id"),
    Column("ward", Code(5), nullable=False),
    Column("place", Code(), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("status", Code(20), nullable=False),
    Column("ends_at", UtcDateTime),
    Column("offer_ids", Texts(), nullable=False, server_default="[]"),
    Column("tracking_hash", String(64)),
    Column("minutes", Integer),
    Column("sequence", BigInteger, nullable=False),
    Index(None, "request_id"),
    Index(None, "resident_id", "starts_at"),
)

visit_codes = Table(
    "visit_codes",
    metadata,
    _id("appointment_id", primary_key=True),
    Column("code", String(40)),
    Column("sequence", BigInteger, nullable=False),
)
"""The code of a visit, beside it because not every event of an appointment carries it; null once it has ended."""

days = Table(
    "days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("ward", Code(5), primary_key=True),
    Column("kind", Code(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
)
"""Days unlike others; ``ward`` is empty where the whole city has it."""

questions = Table(
    "questions",
    metadata,
    _id("message_id", primary_key=True),
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
    _id("id", primary_key=True),
    Column("gateway", Code(), nullable=False),
    Column("provider_id", String(100), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("written_at", UtcDateTime),
    Column("phone", String(20)),
    Column("text", Text),
    Column("ward", Code(5)),
    Column("status", Code(20), nullable=False),
    _id("message_id"),
    Column("option", SmallInteger),
    Column("sequence", BigInteger, nullable=False),
    UniqueConstraint("gateway", "provider_id"),
    Index("ix_replies_remembered", "received_at", postgresql_where=_SAID, sqlite_where=_SAID),
)

calls = Table(
    "calls",
    metadata,
    _id("id", primary_key=True),
    Column("why", Code(20), nullable=False),
    Column("once", String(120), nullable=False, unique=True),
    Column("ward", Code(5)),
    Column("about_kind", Code(20), nullable=False),
    Column("about_id", String(60), nullable=False),
    Column("listed_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
    Column("priority", SmallInteger, nullable=False),
    _id("person_id"),
    _id("request_id"),
    _id("appointment_id"),
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
    Index("ix_calls_remembered", "ended_at", postgresql_where=_CALL_REMEMBERED, sqlite_where=_CALL_REMEMBERED),
)

preferences = Table(
    "preferences",
    metadata,
    _id("person_id", primary_key=True),
    Column("reach", Code(10), nullable=False),
    Column("level", Code(10), nullable=False),
    Column("sequence", BigInteger, nullable=False),
)

numbers = Table(
    "numbers",
    metadata,
    _id("id", primary_key=True),
    Column("phone", String(20), nullable=False, unique=True),
    Column("stopped_at", UtcDateTime),
    Column("sequence", BigInteger, nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    _id("appointment_id", primary_key=True),
    Column("look_at", UtcDateTime, nullable=False, index=True),
)
"""When to look next whether somebody is to be reminded of a visit; nothing once nobody is."""

helped = Table(
    "helped",
    metadata,
    _id("appointment_id", primary_key=True),
    _id("volunteer_id", primary_key=True),
    Column("ward", Code(5), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("helped_at", UtcDateTime, nullable=False),
    Column("thanked", Boolean, nullable=False),
    Index("ix_helped_unthanked", "volunteer_id", "helped_at", postgresql_where=UNTHANKED, sqlite_where=UNTHANKED),
)
"""What volunteers are thanked for at the end of the week."""

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
