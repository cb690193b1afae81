"""The tables of the messaging kit. Every service has its own set, in its own database.

``journal``     every fact, append-only: timelines, the audit trail and live boards read it
``outbox``      events not yet confirmed by the broker; a row is deleted once it is
``inbox``       ids of events seen; a body only while the event is deferred or parked
``conflicts``   newer events our state machine could not follow, for a person to see
``heartbeats``  when each part of the worker was last alive
``idempotency_keys``  answers given to repeatable HTTP calls, for 24 hours
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    text,
)

from shared.database import Code, UtcDateTime, json_type

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a migration can speak of it on both databases."""

WAITING = text("status <> 'done'")
"""The few rows of the inbox that wait. Said as the index says it, or SQLite would read every row for them."""

_SERIAL = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only as INTEGER


@dataclass(frozen=True)
class KitTables:
    """The kit's tables in one service's metadata."""

    journal: Table
    outbox: Table
    inbox: Table
    conflicts: Table
    heartbeats: Table
    idempotency_keys: Table


def service_metadata() -> MetaData:
    """Empty metadata with our naming convention."""
    return MetaData(naming_convention=NAMING)


def kit_tables(metadata: MetaData) -> KitTables:
    """Add the kit's tables to ``metadata``."""
    return KitTables(
        journal=_journal(metadata),
        outbox=_outbox(metadata),
        inbox=_inbox(metadata),
        conflicts=_conflicts(metadata),
        heartbeats=Table(
            "heartbeats",
            metadata,
            Column("name", String(60), primary_key=True),
            Column("at", UtcDateTime, nullable=False),
        ),
        idempotency_keys=Table(
            "idempotency_keys",
            metadata,
            Column("scope", String(64), primary_key=True),
            Column("key", String(200), primary_key=True),
            Column("fingerprint", String(64), nullable=False),
            Column("status", Integer, nullable=False),
            Column("headers", json_type(), nullable=False),
            Column("body", LargeBinary, nullable=False),
            Column("created_at", UtcDateTime, nullable=False, index=True),
        ),
    )


def _journal(metadata: MetaData) -> Table:
    return Table(
        "journal",
        metadata,
        Column("id", _SERIAL, primary_key=True),
        Column("at", UtcDateTime, nullable=False),
        Column("kind", Code(60), nullable=False),
        Column("subject_kind", Code(), nullable=False),
        Column("subject_id", String(60), nullable=False),
        Column("sequence", BigInteger, nullable=False),
        Column("ward", Code(5)),
        Column("actor_kind", Code(20), nullable=False),
        Column("actor_id", String(60)),
        Column("actor_role", Code(20)),
        Column("correlation_id", String(64), nullable=False, index=True),
        Column("causation_id", String(64)),
        Column("detail", json_type(), nullable=False),
        Index(None, "subject_id", "id"),
    )


def _outbox(metadata: MetaData) -> Table:
    return Table(
        "outbox",
        metadata,
        Column("id", _SERIAL, primary_key=True),
        Column("event_id", Uuid(as_uuid=False), nullable=False),
        Column("type", Code(100), nullable=False),
        Column("subject", String(60), nullable=False),
        Column("sequence", BigInteger, nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("created_at", UtcDateTime, nullable=False),
        Column("attempts", Integer, nullable=False, server_default=text("0")),
        Column("next_attempt_at", UtcDateTime, nullable=False),
        Column("last_error", Text),
        Index(None, "next_attempt_at", "id"),
        Index(None, "subject"),
        sqlite_autoincrement=True,
    )


def _inbox(metadata: MetaData) -> Table:
    return Table(
        "inbox",
        metadata,
        Column("event_id", String(60), primary_key=True),
        Column("status", Code(10), nullable=False),
        Column("type", Code(100)),
        Column("subject", String(60)),
        Column("received_at", UtcDateTime, nullable=False, index=True),
        Column("attempts", Integer, nullable=False, server_default=text("0")),
        Column("next_attempt_at", UtcDateTime),
        Column("reason", Code()),
        Column("last_error", Text),
        Column("body", LargeBinary),
        Index(
            "ix_inbox_waiting",
            "status",
            "next_attempt_at",
            postgresql_where=WAITING,
            sqlite_where=WAITING,
        ),
    )


def _conflicts(metadata: MetaData) -> Table:
    return Table(
        "conflicts",
        metadata,
        Column("id", Uuid(as_uuid=False), primary_key=True),
        Column("event_id", String(60), nullable=False, index=True),
        Column("type", Code(100), nullable=False),
        Column("subject", String(60), nullable=False),
        Column("code", Code(60), nullable=False),
        Column("at", UtcDateTime, nullable=False, index=True),
        Column("detail", Text, nullable=False),
    )
