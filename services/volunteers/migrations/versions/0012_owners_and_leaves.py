"""Who of the staff takes care of a request, and who is on leave and covered by whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("requests", sa.Column("owner_id", sa.Uuid(as_uuid=False), nullable=True))
    op.create_table(
        "leaves",
        sa.Column("leave_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cover_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("leave_id", name="pk_leaves"),
    )
    op.create_index("ix_leaves_person_id", "leaves", ["person_id"], unique=False)
    op.create_index("ix_leaves_last_day", "leaves", ["last_day"], unique=False)
