"""What the pages tell: a ward's phone, forms of address, the numbers of slips; and links of calendars."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # Filled by what volunteers tells next of each, or at once by its `restate`.
    op.add_column("wards", sa.Column("phone", sa.String(length=20), nullable=True))
    op.add_column("persons", sa.Column("address_form", sa.String(length=20), nullable=True))
    op.add_column("requests", sa.Column("reference", sa.String(length=20), nullable=True))
    op.create_table(
        "calendar_links",
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_calendar_links"),
        sa.UniqueConstraint("secret_hash", name="uq_calendar_links_secret_hash"),
    )
