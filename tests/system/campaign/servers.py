"""Faults of what the services stand on: broker, database and mail server.

While the mail server fails somebody with an e-mail address asks, so that there is a mail for it to fail with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.system.campaign.mail import HANGING_UP, REFUSING, SLOW
from tests.system.campaign.scene import Scene
from tools.cluster import Cluster
from tools.servers.rabbit import RabbitServer

_CUT = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_SO_LITTLE = "0.0000001"
"""The share of memory from which RabbitMQ takes nothing any more, so little that all is too much."""


def node(scene: Scene, target: str) -> RabbitServer:
    """The RabbitMQ node called ``rabbitmq-1`` and so on."""
    return scene.cluster.rabbits[int(target.rpartition("-")[2]) - 1]


@contextmanager
def broker_restarted(scene: Scene, target: str) -> Iterator[None]:
    """Stopped as an administrator does, and started."""
    node(scene, target).stop()
    try:
        yield
    finally:
        node(scene, target).start()


@contextmanager
def broker_killed(scene: Scene, target: str) -> Iterator[None]:
    """SIGKILL to the node, and started."""
    node(scene, target).kill(settled=False)
    try:
        yield
    finally:
        node(scene, target).start()


@contextmanager
def broker_blocked(scene: Scene, target: str) -> Iterator[None]:
    """The memory alarm: publishers are taken nothing from, and told so."""
    usual = node(scene, target).control("eval", "vm_memory_monitor:get_vm_memory_high_watermark().").strip()
    _set_watermark(scene, target, _SO_LITTLE)
    try:
        yield
    finally:
        _set_watermark(scene, target, usual)


def _set_watermark(scene: Scene, target: str, term: str) -> None:
    """As RabbitMQ itself says it: a share, or ``{absolute,"600MB"}``."""
    node(scene, target).control("eval", f"vm_memory_monitor:set_vm_memory_high_watermark({term}).")


@contextmanager
def leader_killed(scene: Scene, queue: str) -> Iterator[None]:
    """SIGKILL to the node that leads the queue. The fault ends at once: two others hold all it held."""
    leader = leader_of(scene.cluster, queue)
    leader.kill(settled=False)
    try:
        yield
    finally:
        leader.start()


def leader_of(cluster: Cluster, queue: str) -> RabbitServer:
    """The node that leads a quorum queue."""
    said = cluster.rabbits[0].control("list_queues", "--vhost", "outreach", "name", "leader")
    found = re.search(rf"^{re.escape(queue)}\s+(\S+)$", said, re.MULTILINE)
    assert found, f"no queue is called {queue}: {said}"
    return next(each for each in cluster.rabbits if each.name == found[1])


@contextmanager
def database_restarted(scene: Scene, _target: str) -> Iterator[None]:
    """Stopped as an administrator does (clients are cut off), and started."""
    scene.cluster.postgres.stop()
    try:
        yield
    finally:
        scene.cluster.postgres.start()


@contextmanager
def database_killed(scene: Scene, _target: str) -> Iterator[None]:
    """SIGKILL to every process of the server: the start recovers from its log."""
    scene.cluster.postgres.kill()
    try:
        yield
    finally:
        scene.cluster.postgres.start()


@contextmanager
def connections_cut(scene: Scene, service: str) -> Iterator[None]:
    """Every connection to the database of one service, in whatever it was doing."""
    with psycopg.connect(scene.cluster.superuser_url(service), autocommit=True) as connection:
        connection.execute(_CUT)
    yield


@contextmanager
def mail_dead(scene: Scene, _target: str) -> Iterator[None]:
    """Nobody listens at the mail server's address."""
    with scene.mail.dead():
        scene.canary.ask()
        yield


@contextmanager
def mail_slow(scene: Scene, _target: str) -> Iterator[None]:
    """It takes a mail and does not say so."""
    with scene.mail.being(SLOW):
        scene.canary.ask()
        yield


@contextmanager
def mail_refusing(scene: Scene, _target: str) -> Iterator[None]:
    """It answers every mail with 451."""
    with scene.mail.being(REFUSING):
        scene.canary.ask()
        yield


@contextmanager
def mail_hanging_up(scene: Scene, _target: str) -> Iterator[None]:
    """It takes a mail and breaks the connection: nobody knows whether it arrived."""
    with scene.mail.being(HANGING_UP):
        scene.canary.ask()
        yield


@contextmanager
def deliveries_doubled(scene: Scene, _target: str) -> Iterator[None]:
    """What is under way, and some of long ago, is delivered twice more."""
    with scene.copies.overhearing():
        yield


@contextmanager
def deliveries_reordered(scene: Scene, inbox: str) -> Iterator[None]:
    """What comes for one service is held back for a while, and then comes for the first time in another order."""
    with scene.copies.holding(inbox):
        scene.canary.ask()
        yield
