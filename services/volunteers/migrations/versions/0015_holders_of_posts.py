"""The few who hold a post are found without reading everybody a ward has to do with."""

from __future__ import annotations

import sqlalchemy as sa

from shared.migrations import create_index

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    create_index(
        "ix_person_wards_posts",
        "person_wards",
        ["person_id"],
        postgresql_where=sa.text("post"),
        sqlite_where=sa.text("post = 1"),
    )
