"""What a fault and its examination have in hand."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

import psycopg

from shared.contracts import OWNERS
from tests.system.campaign.canary import Canary
from tests.system.campaign.copies import Copies
from tests.system.campaign.mail import MailServer
from tools.cluster import Cluster

SERVICES = OWNERS


@dataclass
class Scene:
    """The running cluster and everything around it. ``struck`` counts faults by kind."""

    cluster: Cluster
    mail: MailServer
    copies: Copies
    canary: Canary
    struck: Counter[str] = field(default_factory=Counter)
    _never: threading.Event = field(default_factory=threading.Event)

    def wait(self, seconds: float) -> None:
        """Let the world go on."""
        self._never.wait(seconds)

    def rows(self, service: str, query: str, *values: object) -> list[tuple[object, ...]]:
        """What the superuser reads in the database of a service."""
        return rows(self.cluster, service, query, *values)


def rows(cluster: Cluster, service: str, query: str, *values: object) -> list[tuple[object, ...]]:
    """What the superuser reads in the database of a service; raises ``psycopg.OperationalError`` when it is away."""
    with psycopg.connect(cluster.superuser_url(service), autocommit=True, connect_timeout=2) as connection:
        return connection.execute(query.encode(), values).fetchall()
