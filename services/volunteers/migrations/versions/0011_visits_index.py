"""The visits of a day are found without reading all that is open."""

from __future__ import annotations

import sqlalchemy as sa

from shared.migrations import create_index

revision = "0011"
down_revision = "0010"

_OPEN = sa.text("status IN ('unconfirmed', 'open', 'offered', 'accepted', 'scheduled', 'escalated', 'needs_times')")


def upgrade() -> None:
    create_index("ix_requests_visits", "requests", ["ward", "starts_at"], postgresql_where=_OPEN, sqlite_where=_OPEN)
