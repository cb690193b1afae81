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
    _requests()
    _appointments()
    _days()


def _messages() -> None:
    op.add_column("messages", sa.Column("variant", sa.String(length=20), nullable=True))
    op.add_column("messages", sa.Column("hinted", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("messages", sa.Column("minutes", sa.Integer(), nullable=True))
    op.add_column("messages", sa.Column("visits", sa.Integer(), nullable=True))
    op.add_column("messages", sa.Column("answers", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("messages", sa.Column("counted", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("messages", sa.Column("call_id", sa.Uuid(as_uuid=False), nullable=True))


def _persons() -> None:
    op.add_column("persons", sa.Column("merged_into", sa.Uuid(as_uuid=False), nullable=True))


def _wards() -> None:
    op.add_column("wards", sa.Column("neighbourhoods", json_type(), server_default="[]", nullable=False))
    op.add_column("wards", sa.Column("pauses", json_type(), server_default="[]", nullable=False))
    op.add_column("wards", sa.Column("settings", json_type(), server_default="{}", nullable=False))


def _requests() -> None:
    op.add_column("requests", sa.Column("urgency", sa.String(length=20), server_default="normal", nullable=False))
    op.add_column("requests", sa.Column("tracking_hash", sa.String(length=64), nullable=True))
    op.create_index("ix_requests_tracking_hash", "requests", ["tracking_hash"], unique=False)


def _appointments() -> None:
    op.add_column("appointments", sa.Column("ends_at", UtcDateTime(), nullable=True))
    op.add_column("appointments", sa.Column("offer_ids", json_type(), server_default="[]", nullable=False))
    op.add_column("appointments", sa.Column("tracking_hash", sa.String(length=64), nullable=True))
    op.add_column("appointments", sa.Column("minutes", sa.Integer(), nullable=True))
    op.create_index("ix_appointments_request_id", "appointments", ["request_id"], unique=False)
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
