"""The offers that keep a volunteer busy are found without reading all that were ever accepted."""

from __future__ import annotations

import sqlalchemy as sa

from shared.migrations import create_index

revision = "0005"
down_revision = "0004"

_HELD = sa.text("NOT fulfilled AND status IN ('pending', 'accepted')")


def upgrade() -> None:
    create_index("ix_offers_held", "offers", ["volunteer_id", "status"], postgresql_where=_HELD, sqlite_where=_HELD)
