"""Each story is told twice: in one process, and in six on RabbitMQ and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.network import Network, distributed_network, embedded_network


@pytest.fixture(params=["embedded", pytest.param("distributed", marks=pytest.mark.xdist_group("distributed"))])
def network(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Network]:
    """A running network; the story's ``RULES``, where it has any, are the TOML of the city's numbers."""
    rules = getattr(request.module, "RULES", None)
    if request.param == "embedded":
        running = embedded_network(tmp_path, rules)
    else:
        servers = (request.getfixturevalue("postgres"), request.getfixturevalue("rabbit_url"))
        running = distributed_network(tmp_path, *servers, rules)
    yield running
    running.stop()
