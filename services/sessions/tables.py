"""The tables of sessions: its aggregates, who is booked when, and what it knows of the other services."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    event,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import registry

from services.sessions.domain.appointment import STANDING, Appointment
from services.sessions.domain.cancelling import Ending
from services.sessions.domain.days import Day
from services.sessions.domain.outcome import FollowUp, Skill
from services.sessions.domain.request import StandingOffer
from services.sessions.domain.spans import WeeklySpan, Window
from services.sessions.domain.unplaced import UnplacedOffer
from services.sessions.domain.ward import Neighbourhood, Pause
from shared.database import Code, Texts, UtcDateTime, Values
from shared.messaging.tables import kit_tables, service_metadata
from shared.rules import Narrowing

metadata = service_metadata()
kit = kit_tables(metadata)


def _id(name: str, **options: object) -> Column[str]:
    return Column(name, Uuid(as_uuid=False), **options)  # type: ignore[arg-type]


STANDS = text("status IN ({})".format(", ".join(f"'{status}'" for status in STANDING)))
"""Only with these very words is the index of standing appointments used."""

appointments = Table(
    "appointments",
    metadata,
    _id("id", primary_key=True),
    _id("request_id", nullable=False, index=True),
    Column("offer_ids", Texts(), nullable=False),
    Column("volunteer_ids", Texts(), nullable=False),
    _id("resident_id", nullable=False),
    _id("asked_by_id"),
    Column("participants", Texts(), nullable=False),
    Column("tracking_hash", Code(64), nullable=False, index=True),
    Column("ward", Code(5), nullable=False),
    Column("place", Code(), nullable=False),
    Column("cell", Code(20)),
    Column("topics", Texts(), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("visit_code", String(40), nullable=False),
    Column("status", Code(20), nullable=False),
    Column("started_at", UtcDateTime),
    Column("completed_at", UtcDateTime),
    Column("minutes", Integer),
    Column("skills", Values(Skill), nullable=False),
    Column("follow_up", Values(FollowUp)),
    Column("note", Text),
    Column("over_at", UtcDateTime),
    Column("report_due_at", UtcDateTime, index=True),
    Column("ended_at", UtcDateTime),
    Column("ending", Values(Ending)),
    Column("sequence", BigInteger, nullable=False),
    UniqueConstraint("offer_ids"),  # kept sorted: a set of offers has one appointment, ever
    Index(None, "ward", "starts_at"),
    Index(
        "uq_appointments_standing",
        "request_id",
        unique=True,
        postgresql_where=STANDS,
        sqlite_where=STANDS,
    ),
)

parties = Table(
    "parties",
    metadata,
    Column("appointment_id", Uuid(as_uuid=False), ForeignKey("appointments.id"), primary_key=True),
    _id("person_id", primary_key=True),
    Column("role", Code(20), primary_key=True),
    Index(None, "person_id"),
)
"""Who has to do with an appointment: ``resident``, ``asked_by``, ``volunteer``."""

bookings = Table(
    "bookings",
    metadata,
    _id("person_id", primary_key=True),
    _id("appointment_id", primary_key=True),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("place", Code(), nullable=False),
    Column("cell", Code(20)),
    Index(None, "person_id", "ends_at"),
)
"""Whose time is taken when. A row is written before its appointment: it is the claim that may fail."""

no_double_booking = ExcludeConstraint(
    (bookings.c.person_id, "="),
    (func.tstzrange(bookings.c.starts_at, bookings.c.ends_at), "&&"),
    name="ex_bookings_overlap",
    using="gist",
).ddl_if(dialect="postgresql")
bookings.append_constraint(no_double_booking)
event.listen(
    metadata, "before_create", DDL("CREATE EXTENSION IF NOT EXISTS btree_gist").execute_if(dialect="postgresql")
)

unplaced_offers = Table(
    "unplaced_offers",
    metadata,
    _id("id", primary_key=True),
    _id("request_id", nullable=False),
    _id("volunteer_id", nullable=False),
    Column("ward", Code(5), nullable=False),
    Column("reason", Code(), nullable=False),
    Column("sequence", BigInteger, nullable=False),
)

persons = Table(
    "persons",
    metadata,
    _id("id", primary_key=True),
    Column("name", Text, nullable=False),
    Column("birth_year", Integer),
    Column("address_form", Code(20)),
    Column("tokens_valid_after", UtcDateTime),
    _id("merged_into", index=True),
    Column("sequence", BigInteger, nullable=False),
)

volunteers = Table(
    "volunteers",
    metadata,
    _id("id", primary_key=True),
    Column("status", Code(20), nullable=False, server_default="active"),
    Column("weekly", Values(WeeklySpan), nullable=False),
    Column("absences", Values(Window), nullable=False),
    Column("sequence", BigInteger, nullable=False),
)

teams = Table(
    "teams",
    metadata,
    _id("id", primary_key=True),
    _id("leader_id", index=True),
    Column("sequence", BigInteger, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    _id("team_id", primary_key=True),
    _id("volunteer_id", primary_key=True),
    Index(None, "volunteer_id"),
)
"""Who is in which team, as the volunteers' own state says."""

requests = Table(
    "requests",
    metadata,
    _id("id", primary_key=True),
    Column("reference", Code(20)),
    Column("status", Code(20), nullable=False),
    _id("resident_id", nullable=False),
    _id("asked_by_id"),
    Column("participants", Texts(), nullable=False),
    Column("ward", Code(5), nullable=False),
    Column("neighbourhood", Text),
    Column("cell", Code(20)),
    Column("place", Code(), nullable=False),
    Column("topics", Texts(), nullable=False),
    Column("windows", Values(Window), nullable=False),
    Column("urgency", Code(), nullable=False),
    Column("needed", Integer, nullable=False),
    Column("standing", Values(StandingOffer), nullable=False),
    Column("tracking_hash", Code(64), nullable=False),
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

wards = Table(
    "wards",
    metadata,
    Column("code", Code(5), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Code(), nullable=False),
    Column("phone", Code(20)),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("neighbourhoods", Values(Neighbourhood), nullable=False, server_default=text("'[]'")),
    Column("pauses", Values(Pause), nullable=False, server_default=text("'[]'")),
    Column("settings", Values(Narrowing), nullable=False, server_default=text("'{}'")),
    Column("sequence", BigInteger, nullable=False),
)

days = Table(
    "days",
    metadata,
    Column("id", Code(16), primary_key=True),
    Column("day", Date, nullable=False),
    Column("ward", Code(5)),
    Column("mark", Code(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Index(None, "day", "ward"),
)

wrong_codes = Table(
    "wrong_codes",
    metadata,
    Column("caller", Code(64), primary_key=True),
    Column("ward", Code(5), primary_key=True),
    Column("tried", Values(datetime), nullable=False),
    Column("last_at", UtcDateTime, nullable=False, index=True),
)
"""Who (the SHA-256 of an address or of a browser's key, or "all" together) lately tried wrong codes of a ward."""

calendar_links = Table(
    "calendar_links",
    metadata,
    _id("person_id", primary_key=True),
    Column("secret_hash", Code(64), nullable=False, unique=True),
    Column("made_at", UtcDateTime, nullable=False),
)
"""Whose visits a calendar program may read: one link a person, known by its SHA-256 alone."""

_mapper = registry(metadata=metadata)


def _map(aggregate: type, table: Table, id: str) -> None:
    _mapper.map_imperatively(
        aggregate,
        table,
        properties={id: table.c.id},
        version_id_col=table.c.sequence,
        version_id_generator=False,
    )


_map(Appointment, appointments, "appointment_id")
_map(UnplacedOffer, unplaced_offers, "offer_id")
_map(Day, days, "day_id")
