"""An offer whose visit has taken place keeps nobody busy."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_offers = sa.table("offers", sa.column("request_id"), sa.column("status"), sa.column("fulfilled", sa.Boolean()))
_requests = sa.table("requests", sa.column("request_id"), sa.column("status"))


def upgrade() -> None:
    op.add_column("offers", sa.Column("fulfilled", sa.Boolean(), nullable=False, server_default=sa.false()))
    done = sa.select(_requests.c.request_id).where(_requests.c.status == "done")
    held = sa.and_(_offers.c.status == "accepted", _offers.c.request_id.in_(done))
    op.execute(sa.update(_offers).where(held).values(fulfilled=True))
