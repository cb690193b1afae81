"""What goes wrong between services, for the city to see to: events nobody can read, and events that contradict.

Those come from brokers, so bytes that no service can read are handed to each service as a broker would.
"""

from __future__ import annotations

import importlib
from typing import Any

from sqlalchemy import insert

from shared.config import Environment
from shared.ids import new_id
from shared.messaging.port import Delivery
from shared.service import Runtime
from tests.fuzz.world import World

PARKED, CONFLICTS = 6, 6


def park(world: World, service: str) -> list[str]:
    """Parked events of one service."""
    runtime = _runtime(world, service)
    runtime.dispatcher.deliver([Delivery(b"no event %d" % number) for number in range(PARKED)])
    runtime.close()
    return [item["event_id"] for item in world.client("city").get(f"/{service}/api/v1/parked")["items"]]


def disagree(world: World, service: str) -> list[str]:
    """Conflicts that somebody may settle, as if events had contradicted what is known."""
    runtime = _runtime(world, service)
    row = {"type": "x.y.v1", "subject": "s", "code": "request_done", "at": runtime.clock.now(), "detail": "…"}
    rows = [{**row, "id": new_id(), "event_id": new_id()} for _ in range(CONFLICTS)]
    with runtime.engine.begin() as connection:
        connection.execute(insert(runtime.parts.kit.conflicts), rows)
    runtime.close()
    return [str(each["id"]) for each in rows]


def _runtime(world: World, service: str) -> Runtime[Any]:
    config = importlib.import_module(f"services.{service}.config").Config
    build = importlib.import_module(f"services.{service}.bootstrap").build
    runtime: Runtime[Any] = build(config.read(Environment(world.network.environment)))
    return runtime
