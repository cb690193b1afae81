"""What notifications knows of the other services: its projections."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, String, Table, Text, false

from services.notifications.domain.known import Neighbourhood, OfferState, Pause
from services.notifications.domain.times import Window
from services.notifications.tables.base import id_column, metadata
from shared.database import Code, Texts, UtcDateTime, Values
from shared.rules import Narrowing

persons = Table(
    "persons",
    metadata,
    id_column("id", primary_key=True),
    Column("name", Text, nullable=False),
    Column("phone", String(20)),
    Column("email", Text),
    Column("language", Code(5), nullable=False),
    Column("address_form", Code(20)),
    Column("phone_owner", Code(20), nullable=False),
    Column("birth_year", Integer),
    id_column("merged_into"),
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
    Column("money", Boolean, nullable=False, server_default=false()),
)

requests = Table(
    "requests",
    metadata,
    id_column("id", primary_key=True),
    Column("reference", String(20), nullable=False),
    Column("status", Code(20), nullable=False),
    id_column("resident_id", nullable=False),
    id_column("asked_by_id"),
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
    id_column("id", primary_key=True),
    id_column("request_id", nullable=False),
    Column("volunteer_ids", Texts(), nullable=False),
    id_column("resident_id", nullable=False),
    id_column("asked_by_id"),
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
    id_column("appointment_id", primary_key=True),
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
