"""Running networks: a busy one for each service the tester tries, and a quiet one that bad input must not change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
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
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], World]]:
    """A world for each service, made when it is first asked for: what is tried on one must not hinder another."""
    with ExitStack() as stack:
        yield cache(lambda service: a_world(stack.enter_context(running(tmp_path_factory.mktemp(service)))))


@pytest.fixture
def world(worlds: Callable[[str], World], service: str) -> World:
    """That of the test's service."""
    return worlds(service)


@pytest.fixture(scope="session")
def explored(worlds: Callable[[str], World]) -> Callable[[str, str], Exploration]:
    """Service, role → what one run found; each runs once."""
    return cache(lambda service, role: explore(worlds(service), service, role))


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
