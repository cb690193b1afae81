"""Visits that are moved, cancelled, missed or not reported; teams and who leads them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime, json_type

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _how_visits_end()
    _who_helps()
    _teams()
    _wards()
    _days()
    _wrong_codes()


def _how_visits_end() -> None:
    op.add_column("appointments", sa.Column("over_at", UtcDateTime(), nullable=True))
    op.add_column("appointments", sa.Column("report_due_at", UtcDateTime(), nullable=True))
    op.add_column("appointments", sa.Column("ended_at", UtcDateTime(), nullable=True))
    op.add_column("appointments", sa.Column("ending", json_type(), nullable=True))
    op.create_index("ix_appointments_request_id", "appointments", ["request_id"], unique=False)
    op.create_index("ix_appointments_report_due_at", "appointments", ["report_due_at"], unique=False)


def _who_helps() -> None:
    op.add_column("persons", sa.Column("birth_year", sa.Integer(), nullable=True))
    op.add_column("persons", sa.Column("merged_into", sa.Uuid(as_uuid=False), nullable=True))
    op.create_index("ix_persons_merged_into", "persons", ["merged_into"], unique=False)
    op.add_column("volunteers", sa.Column("status", sa.String(length=20), nullable=False, server_default="active"))


def _teams() -> None:
    op.create_table(
        "teams",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("leader_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_teams"),
    )
    op.create_index("ix_teams_leader_id", "teams", ["leader_id"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("team_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "volunteer_id", name="pk_memberships"),
    )
    op.create_index("ix_memberships_volunteer_id", "memberships", ["volunteer_id"], unique=False)


def _wards() -> None:
    op.add_column("requests", sa.Column("neighbourhood", sa.Text(), nullable=True))
    for name, empty in (("neighbourhoods", "'[]'"), ("pauses", "'[]'"), ("settings", "'{}'")):
        op.add_column("wards", sa.Column(name, json_type(), nullable=False, server_default=sa.text(empty)))


def _days() -> None:
    op.create_table(
        "days",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ward", sa.String(length=5), nullable=True),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_days"),
    )
    op.create_index("ix_days_day_ward", "days", ["day", "ward"], unique=False)


def _wrong_codes() -> None:
    op.create_table(
        "wrong_codes",
        sa.Column("caller", sa.String(length=64), nullable=False),
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("tried", json_type(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("caller", "ward", name="pk_wrong_codes"),
    )
    op.create_index("ix_wrong_codes_last_at", "wrong_codes", ["last_at"], unique=False)
