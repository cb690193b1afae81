"""Where the parts of sessions meet."""

from __future__ import annotations

from pathlib import Path

from services.sessions.config import SERVICE, Config
from services.sessions.publications import PUBLICATIONS, RESTATEMENTS
from services.sessions.queries.standing import standing
from services.sessions.subscriptions import SUBSCRIPTIONS
from services.sessions.tables import kit, metadata
from services.sessions.timers import TIMERS
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
    standing=standing,
    restatements=RESTATEMENTS,
)


def build(
    config: Config | None = None, *, clock: Clock | None = None, broker: EmbeddedBroker | None = None
) -> Runtime[Config]:
    """Sessions, ready to be opened by a door; connects to nothing."""
    return open_runtime(PARTS, config or Config.read(), clock=clock, broker=broker)
