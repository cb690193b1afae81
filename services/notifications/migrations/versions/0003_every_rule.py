"""Every turn of the story: moved, cancelled and missed visits, pauses, days, and answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime, json_type

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _messages()
    _persons()
    _wards()
    _topics()
    _requests()
    _appointments()
    _days()
    _questions()
    _replies()
    _calls()
    _preferences()
    _reminders()
    _helped()


def _messages() -> None:
    op.add_column("messages", sa.Column("variant", sa.String(length=20), nullable=True))
    op.add_column("messages", sa.Column("hinted", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("messages", sa.Column("minutes", sa.Integer(), nullable=True))
    op.add_column("messages", sa.Column("amount", sa.Integer(), nullable=True))
    op.add_column("messages", sa.Column("answers", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("messages", sa.Column("counted", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("messages", sa.Column("call_id", sa.Uuid(as_uuid=False), nullable=True))
    op.create_index("ix_messages_call_id", "messages", ["call_id"], unique=False)


def _persons() -> None:
    op.add_column("persons", sa.Column("merged_into", sa.Uuid(as_uuid=False), nullable=True))
    op.create_index("ix_persons_phone", "persons", ["phone"], unique=False)


def _wards() -> None:
    op.add_column("wards", sa.Column("neighbourhoods", json_type(), server_default="[]", nullable=False))
    op.add_column("wards", sa.Column("pauses", json_type(), server_default="[]", nullable=False))
    op.add_column("wards", sa.Column("settings", json_type(), server_default="{}", nullable=False))


def _topics() -> None:
    op.add_column("topics", sa.Column("money", sa.Boolean(), server_default=sa.false(), nullable=False))


def _requests() -> None:
    op.add_column("requests", sa.Column("urgency", sa.String(length=20), server_default="normal", nullable=False))
    op.add_column("requests", sa.Column("tracking_hash", sa.String(length=64), nullable=True))
    op.add_column("requests", sa.Column("ended_by", sa.String(length=20), nullable=True))
    op.create_index("ix_requests_tracking_hash", "requests", ["tracking_hash"], unique=False)


def _appointments() -> None:
    op.add_column("appointments", sa.Column("ends_at", UtcDateTime(), nullable=True))
    op.add_column("appointments", sa.Column("offer_ids", json_type(), server_default="[]", nullable=False))
    op.add_column("appointments", sa.Column("tracking_hash", sa.String(length=64), nullable=True))
    op.add_column("appointments", sa.Column("minutes", sa.Integer(), nullable=True))
    op.create_index("ix_appointments_request_id", "appointments", ["request_id"], unique=False)
    op.create_index("ix_appointments_resident_id_starts_at", "appointments", ["resident_id", "starts_at"], unique=False)
    op.create_table(
        "visit_codes",
        sa.Column("appointment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("appointment_id", name="pk_visit_codes"),
    )


def _days() -> None:
    op.create_table(
        "days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "ward", name="pk_days"),
    )


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("message_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("digit", sa.SmallInteger(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("answered", sa.SmallInteger(), nullable=True),
        sa.PrimaryKeyConstraint("message_id", name="pk_questions"),
    )
    op.create_index("ix_questions_phone_asked_at", "questions", ["phone", "asked_at"], unique=False)
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"], unique=False)


def _replies() -> None:
    op.create_table(
        "replies",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("gateway", sa.String(length=40), nullable=False),
        sa.Column("provider_id", sa.String(length=100), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("ward", sa.String(length=5), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("message_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("option", sa.SmallInteger(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_replies"),
        sa.UniqueConstraint("gateway", "provider_id", name="uq_replies_gateway_provider_id"),
    )
    _partial("ix_replies_remembered", "replies", ["received_at"], "text IS NOT NULL")


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("once", sa.String(length=120), nullable=False),
        sa.Column("ward", sa.String(length=5), nullable=True),
        sa.Column("about_kind", sa.String(length=20), nullable=False),
        sa.Column("about_id", sa.String(length=60), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("request_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("appointment_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.UniqueConstraint("once", name="uq_calls_once"),
    )
    op.create_index("ix_calls_ward_priority_id", "calls", ["ward", "priority", "id"], unique=False)
    _partial("ix_calls_open", "calls", ["ward", "priority", "id"], "status = 'open'")
    _partial("ix_calls_open_about", "calls", ["about_id"], "status = 'open'")
    _partial("ix_calls_open_request", "calls", ["request_id"], "status = 'open'")
    _partial("ix_calls_open_appointment", "calls", ["appointment_id"], "status = 'open'")
    _partial("ix_calls_open_until", "calls", ["until"], "status = 'open'")
    _partial("ix_calls_remembered", "calls", ["ended_at"], "phone IS NOT NULL OR text IS NOT NULL OR note IS NOT NULL")


def _preferences() -> None:
    op.create_table(
        "preferences",
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("reach", sa.String(length=10), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_preferences"),
    )
    op.create_table(
        "numbers",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("stopped_at", UtcDateTime(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_numbers"),
        sa.UniqueConstraint("phone", name="uq_numbers_phone"),
    )


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("appointment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("look_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("appointment_id", name="pk_reminders"),
    )
    op.create_index("ix_reminders_look_at", "reminders", ["look_at"], unique=False)


def _helped() -> None:
    op.create_table(
        "helped",
        sa.Column("appointment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("helped_at", UtcDateTime(), nullable=False),
        sa.Column("thanked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("appointment_id", "volunteer_id", name="pk_helped"),
    )
    _partial("ix_helped_unthanked", "helped", ["volunteer_id", "helped_at"], "NOT thanked")


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    """An index of the few rows that somebody still looks for."""
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=False, postgresql_where=condition, sqlite_where=condition)
