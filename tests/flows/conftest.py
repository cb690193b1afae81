"""Each story is told twice: in one process, and against the cluster, through nginx.

The rows of the saga table are lived in a town of one process, whose clock and post the test moves by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.clustered import clustered_network
from tests.flows.network import Network, embedded_network
from tests.flows.saga_town import Saga
from tests.properties.town import a_place, a_town, migrated


@pytest.fixture(params=["embedded", pytest.param("cluster", marks=pytest.mark.xdist_group("cluster"))])
def network(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Network]:
    """A running network; the story's ``RULES``, where it has any, are the TOML of the city's numbers."""
    rules = getattr(request.module, "RULES", None)
    if request.param == "embedded":
        running = embedded_network(tmp_path, rules)
        yield running
        running.stop()
    else:
        yield clustered_network(request.getfixturevalue("empty_cluster"), rules)


@pytest.fixture(scope="session")
def saga_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated databases, copied for each town."""
    return migrated(tmp_path_factory.mktemp("saga") / "template")


@pytest.fixture
def saga(saga_template: Path) -> Iterator[Saga]:
    """A ward on a Monday morning, with its staff, five volunteers and four households."""
    with a_place() as folder, a_town(saga_template, folder / "town") as town:
        yield Saga.begin(town)
