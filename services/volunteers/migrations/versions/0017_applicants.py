"""Applications that wait are counted without reading every volunteer there ever was."""

from __future__ import annotations

import sqlalchemy as sa

from shared.migrations import create_index

revision = "0017"
down_revision = "0016"

_APPLIED = sa.text("status = 'applied'")


def upgrade() -> None:
    create_index(
        "ix_volunteers_applied", "volunteers", ["volunteer_id"], postgresql_where=_APPLIED, sqlite_where=_APPLIED
    )
