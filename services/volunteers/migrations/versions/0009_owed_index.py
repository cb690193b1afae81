"""The board of a ward is read in its order, without reading all that is open."""

from __future__ import annotations

import sqlalchemy as sa

from shared.migrations import create_index

revision = "0009"
down_revision = "0008"

_OPEN = sa.text("status IN ('unconfirmed', 'open', 'offered', 'accepted', 'scheduled', 'escalated', 'needs_times')")


def upgrade() -> None:
    create_index(
        "ix_requests_owed", "requests", ["ward", "owed_at", "request_id"], postgresql_where=_OPEN, sqlite_where=_OPEN
    )
