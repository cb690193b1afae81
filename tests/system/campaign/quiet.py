"""Waiting until nothing moves any more: then whatever is not there will not come by itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import psycopg

from tests.system.campaign.scene import SERVICES, Scene

PATIENCE = 900.0
"""Seconds. A message whose sender died waits for its lease (3 minutes), one that a mail server refused several times
for its pause (up to 10 minutes)."""
LOOK_EVERY = 1.0
_SOON = timedelta(minutes=30)


def wait_for_quiet(scene: Scene, patience: float = PATIENCE) -> tuple[float, list[str]]:
    """Seconds until nothing was under way any more, and in words what still was when ``patience`` ended."""
    began = time.monotonic()
    while moving := list(_under_way(scene)):
        if time.monotonic() > began + patience:
            break
        scene.wait(LOOK_EVERY)
    return time.monotonic() - began, moving


def _under_way(scene: Scene) -> Iterator[str]:
    """What still moves, in words; the broker is asked last and only then, because that costs a second."""
    try:
        waiting = [words for service in SERVICES for words in _waiting_in(scene, service)]
    except psycopg.OperationalError as error:
        yield f"a database is away: {error}"
        return
    yield from waiting or _waiting_in_queues(scene)


def _waiting_in(scene: Scene, service: str) -> Iterator[str]:
    ((outgoing,),) = scene.rows(service, "SELECT count(*) FROM outbox")
    ((deferred,),) = scene.rows(service, "SELECT count(*) FROM inbox WHERE status = 'deferred'")
    if outgoing:
        yield f"{outgoing} events in the outbox of {service}"
    if deferred:
        yield f"{deferred} deferred events in {service}"
    if service == "notifications":
        yield from _messages(scene)
    if service == "volunteers":
        ((placing,),) = scene.rows(service, "SELECT count(*) FROM requests WHERE status IN ('open', 'accepted')")
        if placing:
            yield f"{placing} requests that wait for a wave or a time"


def _messages(scene: Scene) -> Iterator[str]:
    """Messages that would leave within half an hour; whoever waits for tomorrow evening is at rest."""
    soon = datetime.now().astimezone() + _SOON
    moving = "status IN ('queued', 'sending') OR (status = 'held' AND next_at < %s)"
    ((count,),) = scene.rows("notifications", f"SELECT count(*) FROM messages WHERE {moving}", soon)
    if count:
        yield f"{count} messages on their way"


def _waiting_in_queues(scene: Scene) -> Iterator[str]:
    said = scene.cluster.rabbits[0].control(
        "list_queues", "--vhost", "outreach", "--no-table-headers", "name", "messages"
    )
    for line in said.splitlines():
        name, _, messages = line.partition("\t")
        if messages.strip() not in ("", "0"):
            yield f"{messages} messages in {name}"
