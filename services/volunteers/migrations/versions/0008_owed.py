"""Where a request stands on the board is a column: the end of the promise while one runs, else after everything.

The column alone, which takes a moment: it is filled by 0018, when its indexes stand.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime

revision = "0008"
down_revision = "0007"

_NOTHING_OWED = datetime(9999, 1, 1, tzinfo=UTC)

_requests = sa.table("requests", sa.column("owed_at", UtcDateTime))


def upgrade() -> None:
    default = sa.text("'9999-01-01 00:00:00+00'")
    op.add_column("requests", sa.Column("owed_at", UtcDateTime(), nullable=False, server_default=default))
    if op.get_context().dialect.name == "sqlite":  # where a moment is a text, and every writer writes it alike
        op.execute(sa.update(_requests).values(owed_at=_NOTHING_OWED))
