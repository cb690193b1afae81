"""The network as a city runs it: the cluster behind nginx, with the face of every other network."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from tests.flows.network import Network
from tools.cluster import Cluster

DEFAULT_RULES = "deploy/rules.toml"


class ClusteredNetwork(Network):
    """Processes of ``cluster``, whose servers run on while a story sleeps; it has to forget what a story leaves."""

    def __init__(self, cluster: Cluster, rules: str | None = None) -> None:
        self._cluster = cluster
        self._migrated = False
        super().__init__(cluster.folder / "volumes" / "messages", cluster.address, rules)

    def run(self, without: Collection[str] = ()) -> None:
        """Start what does not run, except the processes named."""
        self._cluster.change({"OUTREACH_RULES": DEFAULT_RULES, **self.environment})
        self._cluster.start(without=[*without, *self._cluster.migrates] if self._migrated else without)
        self._migrated = True

    def stop(self) -> None:
        around = [name for name, container in self._cluster.containers.items() if not container.ours]
        self._cluster.stop(leaving=around)

    def command(self, *words: str) -> str:
        service = words[0].removeprefix("services.")
        return self._cluster.run(f"{service}-worker", "python", "-m", *words)

    @contextmanager
    def not_listening(self, service: str) -> Iterator[None]:
        worker = self._cluster.processes[f"{service}-worker"]
        worker.pause()
        try:
            yield
        finally:
            worker.resume()


def clustered_network(cluster: Cluster, rules: str | None = None) -> Network:
    """A running network of many processes; ``rules`` is the TOML of the city's numbers."""
    network = ClusteredNetwork(cluster, rules)
    network.run()
    return network
