"""Messages, and what is known of the other services."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime, json_type

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _messages()
    _persons()
    _wards()
    _topics()
    _requests()
    _appointments()


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("notice", sa.String(length=40), nullable=False),
        sa.Column("once", sa.String(length=60), nullable=False),
        sa.Column("recipient", sa.String(length=60), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("about_kind", sa.String(length=20), nullable=False),
        sa.Column("about_id", sa.String(length=60), nullable=False),
        sa.Column("queued_at", UtcDateTime(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("ward", sa.String(length=5), nullable=True),
        sa.Column("request_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("appointment_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("correlation_id", sa.String(length=64), nullable=True),
        sa.Column("causation_id", sa.String(length=64), nullable=True),
        sa.Column("distance_m", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(length=20), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("waits_for", sa.String(length=20), nullable=True),
        sa.Column("waits_for_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("waits_for_code", sa.String(length=40), nullable=True),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("failure", sa.String(length=40), nullable=True),
        sa.Column("template", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=True),
        sa.Column("to", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("once", "recipient", "notice", name="uq_messages_once_recipient_notice"),
    )
    op.create_index("ix_messages_about_id", "messages", ["about_id"], unique=False)
    op.create_index("ix_messages_person_id_queued_at", "messages", ["person_id", "queued_at"], unique=False)
    op.create_index(
        "ix_messages_remembered",
        "messages",
        ["ended_at"],
        unique=False,
        postgresql_where=sa.text("text IS NOT NULL OR code IS NOT NULL"),
        sqlite_where=sa.text("text IS NOT NULL OR code IS NOT NULL"),
    )
    op.create_index(
        "ix_messages_unfinished",
        "messages",
        ["status", "priority", "next_at", "id"],
        unique=False,
        postgresql_where=sa.text("status IN ('queued', 'held', 'sending', 'to_call')"),
        sqlite_where=sa.text("status IN ('queued', 'held', 'sending', 'to_call')"),
    )
    op.create_index("ix_messages_ward_queued_at", "messages", ["ward", "queued_at"], unique=False)


def _persons() -> None:
    op.create_table(
        "persons",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("address_form", sa.String(length=20), nullable=True),
        sa.Column("phone_owner", sa.String(length=20), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("tokens_valid_after", UtcDateTime(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
    )


def _wards() -> None:
    op.create_table(
        "wards",
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_wards"),
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


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("resident_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("neighbourhood", sa.Text(), nullable=True),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("topics", json_type(), nullable=False),
        sa.Column("windows", json_type(), nullable=False),
        sa.Column("offers", json_type(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
    )
    op.create_index("ix_requests_ward", "requests", ["ward"], unique=False)


def _appointments() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("request_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("volunteer_ids", json_type(), nullable=False),
        sa.Column("resident_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_appointments"),
    )
