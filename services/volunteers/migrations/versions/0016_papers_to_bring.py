"""What to bring to where a request was referred."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("requests", sa.Column("referred_papers", sa.Text(), nullable=True))
