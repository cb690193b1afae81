"""The table of faults: what is struck, how it is done, how often in a round and for how long."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from tests.system.campaign import processes, servers
from tests.system.campaign.figures import RECOVERY
from tests.system.campaign.plan import Times
from tests.system.campaign.scene import SERVICES, Scene
from tools.cluster import Cluster

Strike = Callable[[Scene, str], AbstractContextManager[None]]


@dataclass(frozen=True)
class Kind:
    """A kind of fault. ``strike`` begins it and ends it with its block; ``at`` names what it may strike.

    ``over_at_once`` when others take over from what was struck, so that recovery is measured before it is mended.
    ``within`` is how many seconds recovery may take.
    """

    strike: Strike
    at: Callable[[Cluster], Sequence[str]]
    times: Times
    over_at_once: bool = False
    within: float = RECOVERY


def _ours(*roles: str) -> Callable[[Cluster], Sequence[str]]:
    def names(cluster: Cluster) -> list[str]:
        return [name for name in cluster.processes if name.startswith(SERVICES) and set(name.split("-")) & set(roles)]

    return names


def _clocked(cluster: Cluster) -> list[str]:
    """Notifications refuses a moved clock where messages leave the machine, so its processes are left out."""
    return [name for name in _ours("worker", "timers")(cluster) if not name.startswith("notifications")]


def _nodes(cluster: Cluster) -> list[str]:
    return [f"rabbitmq-{number}" for number in range(1, len(cluster.rabbits) + 1)]


def _inboxes(_cluster: Cluster) -> list[str]:
    return [f"{service}.inbox" for service in SERVICES]


def _led(cluster: Cluster) -> list[str]:
    """Queues whose leader has followers."""
    return _inboxes(cluster) if len(cluster.rabbits) > 1 else []


def _one(name: str) -> Callable[[Cluster], Sequence[str]]:
    return lambda _cluster: [name]


def _each_service(_cluster: Cluster) -> Sequence[str]:
    return SERVICES


AT_ONCE = (0.0, 0.0)
SHORT = (0.5, 3.0)
HOLDING = (1.0, 3.0)
LONG = (70.0, 75.0)
"""Longer than what the others wait for: a broker 60 s for a heartbeat, a database 60 s for an open transaction to go
on, a web's master 30 s for its workers. Longer than a sender's lease, three minutes, nothing is stopped."""
RARELY = 3
"""One round in so many holds a long one: two or three in half an hour."""

KINDS: Mapping[str, Kind] = {
    "web killed": Kind(processes.killed, _ours("web"), Times(3, AT_ONCE)),
    "worker killed": Kind(processes.killed, _ours("worker"), Times(3, AT_ONCE)),
    "relay killed": Kind(processes.killed, _ours("relay"), Times(2, AT_ONCE)),
    "timers killed": Kind(processes.killed, _ours("timers"), Times(1, AT_ONCE)),
    "sender killed": Kind(processes.killed, _ours("sender"), Times(1, AT_ONCE)),
    "sender killed while it sends": Kind(processes.killed_while_sending, _ours("sender"), Times(1, AT_ONCE)),
    "web stopped": Kind(processes.stopped, _ours("web"), Times(2, SHORT)),
    "worker stopped": Kind(processes.stopped, _ours("worker"), Times(2, SHORT)),
    "relay stopped": Kind(processes.stopped, _ours("relay"), Times(2, SHORT)),
    "timers stopped": Kind(processes.stopped, _ours("timers"), Times(1, SHORT)),
    "sender stopped": Kind(processes.stopped, _ours("sender"), Times(1, SHORT)),
    "any of ours stopped for long": Kind(
        processes.stopped, _ours("web", "worker", "relay", "timers", "sender"), Times(1, LONG, every=RARELY)
    ),
    "clock an hour ahead": Kind(processes.clock_ahead, _clocked, Times(1, SHORT)),
    "clock an hour behind": Kind(processes.clock_behind, _clocked, Times(1, SHORT)),
    "broker restarted": Kind(servers.broker_restarted, _nodes, Times(1, AT_ONCE)),
    "broker killed": Kind(servers.broker_killed, _nodes, Times(1, AT_ONCE)),
    "broker blocked": Kind(servers.broker_blocked, _nodes, Times(1, (1.0, 6.0))),
    "leader killed": Kind(servers.leader_killed, _led, Times(1, AT_ONCE), over_at_once=True, within=2.0),
    "database restarted": Kind(servers.database_restarted, _one("postgres"), Times(1, SHORT)),
    "database killed": Kind(servers.database_killed, _one("postgres"), Times(1, SHORT)),
    "connections cut": Kind(servers.connections_cut, _each_service, Times(3, AT_ONCE)),
    "mail dead": Kind(servers.mail_dead, _one("mail"), Times(1, SHORT)),
    "mail slow": Kind(servers.mail_slow, _one("mail"), Times(1, SHORT)),
    "mail refusing": Kind(servers.mail_refusing, _one("mail"), Times(1, SHORT)),
    "mail hanging up": Kind(servers.mail_hanging_up, _one("mail"), Times(1, SHORT)),
    "deliveries doubled": Kind(servers.deliveries_doubled, _one("exchange"), Times(1, HOLDING)),
    "deliveries reordered": Kind(servers.deliveries_reordered, _inboxes, Times(2, HOLDING)),
}

WORST = (
    *("web killed", "worker killed", "relay killed", "sender killed while it sends", "clock an hour ahead"),
    *("broker killed", "leader killed", "database killed", "deliveries doubled", "deliveries reordered"),
)
"""What comes before everything else, so that a short campaign holds it too."""
