"""Where the parts of volunteers meet."""

from __future__ import annotations

from pathlib import Path

from services.volunteers.commands.catalogue import seed
from services.volunteers.config import SERVICE, Config
from services.volunteers.publications import PUBLICATIONS, RESTATEMENTS
from services.volunteers.queries.standing import standing
from services.volunteers.storage.live import LIVE
from services.volunteers.subscriptions import SUBSCRIPTIONS
from services.volunteers.tables import kit, metadata
from services.volunteers.timers import TIMERS
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
    restatements=RESTATEMENTS,
    seed=seed,
    standing=standing,
    live=LIVE,
)


def build(
    config: Config | None = None, *, clock: Clock | None = None, broker: EmbeddedBroker | None = None
) -> Runtime[Config]:
    """Volunteers, ready to be opened by a door; connects to nothing."""
    return open_runtime(PARTS, config or Config.read(), clock=clock, broker=broker)
