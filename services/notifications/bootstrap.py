"""Where the parts of notifications meet."""

from __future__ import annotations

from pathlib import Path

from services.notifications.config import SERVICE, Config
from services.notifications.publications import PUBLICATIONS
from services.notifications.queries.readiness import checks
from services.notifications.queries.standing import standing
from services.notifications.sender import sender_loops
from services.notifications.subscriptions import SUBSCRIPTIONS
from services.notifications.tables import kit, metadata
from services.notifications.timers import TIMERS
from shared.clock import Clock
from shared.messaging.embedded import EmbeddedBroker
from shared.service import Parts, Runtime, open_runtime

PARTS = Parts(
    name=SERVICE,
    metadata=metadata,
    kit=kit,
    publications=PUBLICATIONS,
    subscriptions=SUBSCRIPTIONS,
    migrations=Path(__file__).with_name("migrations"),
    timers=TIMERS,
    loops=sender_loops,
    checks=checks,
    standing=standing,
)


def build(
    config: Config | None = None, *, clock: Clock | None = None, broker: EmbeddedBroker | None = None
) -> Runtime[Config]:
    """Notifications, ready to be opened by a door; connects to nothing."""
    return open_runtime(PARTS, config or Config.read(), clock=clock, broker=broker)
