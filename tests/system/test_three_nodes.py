"""One of three RabbitMQ nodes dies, the very one that everybody speaks to and that leads the queue: two go on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from shared.messaging.port import OutgoingMessage
from shared.messaging.publisher import PikaPublisher
from shared.messaging.topology import inbox
from tests.kit.brokers import WARD, Listener, Rabbit, messages, relay
from tests.kit.clusters import a_folder
from tests.system.campaign.servers import leader_of
from tools.cluster import Cluster
from tools.waiting import PATIENCE, until

pytestmark = pytest.mark.xdist_group("campaign")


@pytest.fixture
def nodes() -> Iterator[Cluster]:
    """The three nodes, and nothing else of the cluster."""
    with a_folder() as folder:
        cluster = Cluster.prepare(folder, nodes=3)
        try:
            cluster.start(without=[name for name in cluster.containers if not name.startswith("rabbitmq")])
            yield cluster
        finally:
            cluster.remove()


def test_when_the_leader_of_a_queue_is_killed_the_others_go_on_and_nothing_that_was_confirmed_is_lost(
    nodes: Cluster,
) -> None:
    broker, listener = Rabbit(nodes.rabbits[0].url("outreach")), Listener()
    broker.declare("sessions", [WARD])
    leader = leader_of(nodes, inbox("sessions"))
    urls = [node.url("outreach") for node in sorted(nodes.rabbits, key=lambda node: node is not leader)]
    confirmed: list[OutgoingMessage] = []
    enough = threading.Event()

    def publish() -> None:
        while not enough.is_set():
            batch = messages(50, start=len(confirmed) + 1)
            relay(publisher, batch, PATIENCE)
            confirmed.extend(batch)

    with closing(broker), closing(PikaPublisher(urls)) as publisher, ThreadPoolExecutor(1) as thread:
        broker.consume("sessions", listener, urls)
        publishing = thread.submit(publish)
        try:
            until(lambda: confirmed and listener.kept)
            leader.kill(settled=False)
            before = len(confirmed)
            until(lambda: len(confirmed) > before + 500)
        finally:
            enough.set()
        publishing.result()
        listener.hears(confirmed)
        assert not leader.running, "it came back too early to show anything"
