"""People, wards, topics, volunteers, requests and their offers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime, json_type

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _wards()
    _topics()
    _accounts()
    _persons()
    _volunteers()
    _volunteer_wards()
    _reference_counters()
    _requests()
    _offers()


def _wards() -> None:
    op.create_table(
        "wards",
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("data", json_type(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("neighbourhoods", json_type(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_wards"),
    )


def _topics() -> None:
    op.create_table(
        "topics",
        sa.Column("topic_id", sa.String(length=40), nullable=False),
        sa.Column("data", json_type(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("topic_id", name="pk_topics"),
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("account_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("codes", json_type(), nullable=False),
        sa.Column("asked", json_type(), nullable=False),
        sa.Column("last_asked_at", UtcDateTime(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_accounts"),
        sa.UniqueConstraint("phone", name="uq_accounts_phone"),
    )
    op.create_index("ix_accounts_last_asked_at", "accounts", ["last_asked_at"], unique=False)


def _persons() -> None:
    op.create_table(
        "persons",
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("phone_owner", sa.String(length=20), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("address_form", sa.String(length=10), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("posts", json_type(), nullable=False),
        sa.Column("parts", json_type(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_persons"),
        sa.UniqueConstraint("phone", "folded_name", name="uq_persons_phone_folded_name"),
    )


def _volunteers() -> None:
    op.create_table(
        "volunteers",
        sa.Column("volunteer_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("profile", json_type(), nullable=False),
        sa.Column("offering", json_type(), nullable=False),
        sa.Column("consent", json_type(), nullable=False),
        sa.Column("applied_at", UtcDateTime(), nullable=False),
        sa.Column("approved_at", UtcDateTime(), nullable=True),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["volunteer_id"], ["persons.person_id"], name="fk_volunteers_volunteer_id"),
        sa.PrimaryKeyConstraint("volunteer_id", name="pk_volunteers"),
    )
    op.create_index("ix_volunteers_applied_at", "volunteers", ["applied_at"], unique=False)


def _volunteer_wards() -> None:
    op.create_table(
        "volunteer_wards",
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("ward", "volunteer_id", name="pk_volunteer_wards"),
    )
    op.create_index("ix_volunteer_wards_volunteer_id", "volunteer_wards", ["volunteer_id"], unique=False)


def _reference_counters() -> None:
    op.create_table(
        "reference_counters",
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "year", name="pk_reference_counters"),
    )


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("request_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("tracking_code", sa.String(length=20), nullable=False),
        sa.Column("tracking_hash", sa.String(length=64), nullable=False),
        sa.Column("resident_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("participants", json_type(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("relation", sa.String(length=20), nullable=True),
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("asking", json_type(), nullable=False),
        sa.Column("consent", json_type(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("phone_proven", sa.Boolean(), nullable=False),
        sa.Column("resident_agreed", sa.Boolean(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("reopened_at", UtcDateTime(), nullable=True),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("next_wave_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("appointment_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("appointment_sequence", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=True),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("follows", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["persons.person_id"], name="fk_requests_asked_by_id"),
        sa.ForeignKeyConstraint(["follows"], ["requests.request_id"], name="fk_requests_follows"),
        sa.ForeignKeyConstraint(["resident_id"], ["persons.person_id"], name="fk_requests_resident_id"),
        sa.ForeignKeyConstraint(["ward"], ["wards.code"], name="fk_requests_ward"),
        sa.PrimaryKeyConstraint("request_id", name="pk_requests"),
        sa.UniqueConstraint("reference", name="uq_requests_reference"),
    )
    op.create_index("ix_requests_appointment_id", "requests", ["appointment_id"], unique=False)
    op.create_index("ix_requests_asked_by_id", "requests", ["asked_by_id"], unique=False)
    op.create_index("ix_requests_next_wave_at", "requests", ["next_wave_at"], unique=False)
    op.create_index("ix_requests_resident_id", "requests", ["resident_id"], unique=False)
    op.create_index("ix_requests_tracking_hash", "requests", ["tracking_hash"], unique=False)
    op.create_index("ix_requests_ward_received_at", "requests", ["ward", "received_at"], unique=False)


def _offers() -> None:
    op.create_table(
        "offers",
        sa.Column("offer_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("request_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("distance_m", sa.Integer(), nullable=True),
        sa.Column("reasons", json_type(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("made_as", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("announced_at", UtcDateTime(), nullable=True),
        sa.Column("ended_because", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["requests.request_id"], name="fk_offers_request_id"),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.volunteer_id"], name="fk_offers_volunteer_id"),
        sa.PrimaryKeyConstraint("offer_id", name="pk_offers"),
    )
    op.create_index("ix_offers_request_id", "offers", ["request_id"], unique=False)
    op.create_index(
        "ix_offers_unannounced",
        "offers",
        ["request_id"],
        unique=False,
        postgresql_where=sa.text("announced_at IS NULL AND status = 'pending'"),
        sqlite_where=sa.text("announced_at IS NULL AND status = 'pending'"),
    )
    op.create_index("ix_offers_volunteer_id_status", "offers", ["volunteer_id", "status"], unique=False)
