"""The table of faults: what is struck, how it is done, how often in a round and for how long."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from tests.system.campaign import processes, servers
from tests.system.campaign.plan import Times
from tests.system.campaign.scene import SERVICES, Scene
from tools.cluster import Cluster

Strike = Callable[[Scene, str], AbstractContextManager[None]]


@dataclass(frozen=True)
class Kind:
    """A kind of fault. ``strike`` begins it and ends it with its block; ``at`` names what it may strike.

    ``over_at_once`` when others take over from what was struck, so that recovery is measured before it is mended.
    """

    strike: Strike
    at: Callable[[Cluster], Sequence[str]]
    times: Times
    over_at_once: bool = False


def _ours(*roles: str) -> Callable[[Cluster], Sequence[str]]:
    def names(cluster: Cluster) -> list[str]:
        return [name for name in cluster.processes if name.startswith(SERVICES) and set(name.split("-")) & set(roles)]

    return names


def _clocked(cluster: Cluster) -> list[str]:
    """Notifications refuses a moved clock where messages leave the machine, so its processes are left out."""
    return [name for name in _ours("worker", "timers")(cluster) if not name.startswith("notifications")]


def _nodes(cluster: Cluster) -> list[str]:
    return [f"rabbitmq-{number}" for number in range(1, len(cluster.rabbits) + 1)]


def _queues(cluster: Cluster) -> list[str]:
    return [f"{service}.inbox" for service in SERVICES] if len(cluster.rabbits) > 1 else []


def _one(name: str) -> Callable[[Cluster], Sequence[str]]:
    return lambda _cluster: [name]


def _each_service(_cluster: Cluster) -> Sequence[str]:
    return SERVICES


AT_ONCE = (0.0, 0.0)
SHORT = (0.5, 3.0)

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
    "clock an hour ahead": Kind(processes.clock_ahead, _clocked, Times(1, SHORT)),
    "clock an hour behind": Kind(processes.clock_behind, _clocked, Times(1, SHORT)),
    "broker restarted": Kind(servers.broker_restarted, _nodes, Times(1, AT_ONCE)),
    "broker killed": Kind(servers.broker_killed, _nodes, Times(1, AT_ONCE)),
    "broker blocked": Kind(servers.broker_blocked, _nodes, Times(1, (1.0, 6.0))),
    "leader killed": Kind(servers.leader_killed, _queues, Times(1, AT_ONCE), over_at_once=True),
    "database restarted": Kind(servers.database_restarted, _one("postgres"), Times(1, SHORT)),
    "database killed": Kind(servers.database_killed, _one("postgres"), Times(1, SHORT)),
    "connections cut": Kind(servers.connections_cut, _each_service, Times(3, AT_ONCE)),
    "mail dead": Kind(servers.mail_dead, _one("mail"), Times(1, SHORT)),
    "mail slow": Kind(servers.mail_slow, _one("mail"), Times(1, SHORT)),
    "mail refusing": Kind(servers.mail_refusing, _one("mail"), Times(1, SHORT)),
    "mail hanging up": Kind(servers.mail_hanging_up, _one("mail"), Times(1, SHORT)),
    "deliveries doubled and reordered": Kind(servers.deliveries_doubled, _one("exchange"), Times(2, (1.0, 3.0))),
}
