"""How often strangers did what, by address and all together. ``callers``, which counted call-backs alone, is read by
nobody any more; the older program still writes it, so the next release takes it away.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "strangers",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("caller", sa.String(length=64), nullable=False),
        sa.Column("slice", UtcDateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "caller", "slice", name="pk_strangers"),
    )
    op.create_index("ix_strangers_slice", "strangers", ["slice"], unique=False)
