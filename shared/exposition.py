"""What ``/metrics`` says: what the processes have counted, and how things stand in the database now."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Iterator

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from shared.messaging.standing import Standing

Stands = Callable[[], Iterable[Standing]]


def metrics_text(service: str, stands: Stands = tuple) -> tuple[bytes, str]:
    """Prometheus' text and its media type: this service's samples, of all its processes together.

    With ``PROMETHEUS_MULTIPROC_DIR`` the processes share files in that directory. ``stands`` is asked anew
    at each scrape.
    """
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call] # prometheus_client leaves it untyped
    return generate_latest(_OfService(registry, service, stands)), CONTENT_TYPE_LATEST


def build_info(version: str) -> Standing:
    """What is running here: always 1, its labels say it."""
    labels = {"version": version, "python": platform.python_version()}
    return Standing("outreach_build_info", "The version that runs, in its labels.", 1, labels)


class _OfService(CollectorRegistry):
    """A registry without the samples of the process's other services, and with how things stand."""

    def __init__(self, registry: CollectorRegistry, service: str, stands: Stands) -> None:
        super().__init__()
        self._registry, self._service, self._stands = registry, service, stands

    def collect(self) -> Iterator[Metric]:
        for metric in self._registry.collect():
            kept = [s for s in metric.samples if s.labels.get("service", self._service) == self._service]
            if kept:
                metric.samples = kept
                yield metric
        yield from _families(self._service, self._stands())


def _families(service: str, numbers: Iterable[Standing]) -> list[Metric]:
    families: dict[str, GaugeMetricFamily] = {}
    for number in numbers:
        labels = {"service": service, **number.labels}
        family = families.setdefault(number.name, GaugeMetricFamily(number.name, number.help, labels=list(labels)))
        family.add_metric(list(labels.values()), number.value)
    return list(families.values())
