"""The log of the live board: which requests changed, numbered in the order in which their commits could be seen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime, json_type

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "live_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("subject_id", sa.String(length=60), nullable=False),
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("told", json_type(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_live_changes"),
        sa.UniqueConstraint("position", name="uq_live_changes_position"),
    )
    op.create_index("ix_live_changes_at", "live_changes", ["at"], unique=False)
    op.create_table(
        "live_counters",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_live_counters"),
    )
