"""Appointments, who is booked when, and what is known of the other services."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime, json_type

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _appointments()
    _parties()
    _bookings()
    _unplaced_offers()
    _persons()
    _volunteers()
    _requests()
    _topics()
    _wards()


def _appointments() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("request_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("offer_ids", json_type(), nullable=False),
        sa.Column("volunteer_ids", json_type(), nullable=False),
        sa.Column("resident_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("participants", json_type(), nullable=False),
        sa.Column("tracking_hash", sa.String(length=64), nullable=False),
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("cell", sa.String(length=20), nullable=True),
        sa.Column("topics", json_type(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("visit_code", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("skills", json_type(), nullable=False),
        sa.Column("follow_up", json_type(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_appointments"),
        sa.UniqueConstraint("offer_ids", name="uq_appointments_offer_ids"),
    )
    op.create_index("ix_appointments_tracking_hash", "appointments", ["tracking_hash"], unique=False)
    op.create_index("ix_appointments_ward_starts_at", "appointments", ["ward", "starts_at"], unique=False)
    op.create_index(
        "uq_appointments_standing",
        "appointments",
        ["request_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('scheduled', 'confirmed', 'under_way')"),
        sqlite_where=sa.text("status IN ('scheduled', 'confirmed', 'under_way')"),
    )


def _parties() -> None:
    op.create_table(
        "parties",
        sa.Column("appointment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointments.id"], name="fk_parties_appointment_id"),
        sa.PrimaryKeyConstraint("appointment_id", "person_id", "role", name="pk_parties"),
    )
    op.create_index("ix_parties_person_id", "parties", ["person_id"], unique=False)


def _bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("appointment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("cell", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "appointment_id", name="pk_bookings"),
    )
    op.create_index("ix_bookings_person_id_ends_at", "bookings", ["person_id", "ends_at"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        _refuse_double_bookings()


def _refuse_double_bookings() -> None:
    """On PostgreSQL no person is booked twice at once; SQLite has one writer at a time, who looks first."""
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.execute(
        "ALTER TABLE bookings ADD CONSTRAINT ex_bookings_overlap"
        " EXCLUDE USING gist (person_id WITH =, tstzrange(starts_at, ends_at) WITH &&)"
    )


def _unplaced_offers() -> None:
    op.create_table(
        "unplaced_offers",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("request_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unplaced_offers"),
    )


def _persons() -> None:
    op.create_table(
        "persons",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("tokens_valid_after", UtcDateTime(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
    )


def _volunteers() -> None:
    op.create_table(
        "volunteers",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("weekly", json_type(), nullable=False),
        sa.Column("absences", json_type(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_volunteers"),
    )


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("resident_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("participants", json_type(), nullable=False),
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("cell", sa.String(length=20), nullable=True),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("topics", json_type(), nullable=False),
        sa.Column("windows", json_type(), nullable=False),
        sa.Column("urgency", sa.String(length=40), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("standing", json_type(), nullable=False),
        sa.Column("tracking_hash", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
    )


def _topics() -> None:
    op.create_table(
        "topics",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name_vi", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
    )


def _wards() -> None:
    op.create_table(
        "wards",
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_wards"),
    )
