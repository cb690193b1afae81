"""Two running networks: a busy one for the tester's runs, and a quiet one that bad input must not change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.flows.network import Network, embedded_network
from tests.fuzz.house import House, a_quiet_house
from tests.fuzz.settling import a_world
from tests.fuzz.tester import Exploration, explore
from tests.fuzz.world import World


@contextmanager
def running(folder: Path) -> Iterator[Network]:
    """A network that is stopped also when nobody could move in."""
    network = embedded_network(folder)
    try:
        yield network
    finally:
        network.stop()


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("network")) as network:
        yield a_world(network)


@pytest.fixture(scope="session")
def explored(world: World) -> Callable[[str, str], Exploration]:
    """Service, role → what one run found; each runs once."""
    found: dict[tuple[str, str], Exploration] = {}

    def run(service: str, role: str) -> Exploration:
        if (service, role) not in found:
            found[service, role] = explore(world, service, role)
        return found[service, role]

    return run


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running(tmp_path_factory.mktemp("house")) as network:
        yield a_quiet_house(network)


@pytest.fixture
def unchanged(house: House) -> Iterator[House]:
    """The house, which must look as before when the test is over."""
    house.settle()
    before = house.state()
    yield house
    assert house.state() == before
