"""The requests somebody of the staff takes care of are found without reading all."""

from __future__ import annotations

import sqlalchemy as sa

from shared.migrations import create_index

revision = "0013"
down_revision = "0012"

_OWNED = sa.text("owner_id IS NOT NULL")


def upgrade() -> None:
    create_index("ix_requests_owned", "requests", ["owner_id"], postgresql_where=_OWNED, sqlite_where=_OWNED)
