"""The queue at a glance."""

from __future__ import annotations

from typing import Any

from services.volunteers.queries import queue
from services.volunteers.schemas.queue import SummaryQuery, SummarySchema
from shared.web.api import Blueprint
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, reading

blp = Blueprint("queue", __name__, description="The queue at a glance.")


@blp.route("/queue/summary")
@blp.response(200, SummarySchema)
@roles("counter")
@blp.arguments(SummaryQuery, location="query")
def get_summary(query: dict[str, Any]) -> dict[str, Any]:
    """What waits in one's wards, for how long, and what is overdue"""
    with reading() as connection:
        return queue.summary(connection, principal(), query["ward"], current_runtime().clock.now())
