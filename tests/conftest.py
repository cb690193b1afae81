"""Fixtures every test may ask for: private servers, a fresh database, a fresh virtual host."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import settings

from tests.kit.clusters import SMALL, UNLIMITED, a_folder
from tools.cluster import Cluster
from tools.servers.postgres import PostgresServer
from tools.servers.rabbit import RabbitServer

settings.register_profile("everyday", deadline=None, derandomize=True, database=None)
settings.load_profile("everyday")  # a busy machine is no finding, and what fails fails for everybody


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end; none of it is looked through for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """This process's PostgreSQL cluster; tests that stop it take ``postgres``."""
    server = PostgresServer()
    yield server
    server.remove()


@pytest.fixture
def postgres(postgres_server: PostgresServer) -> PostgresServer:
    """The cluster, running whatever the test before has done to it."""
    postgres_server.start()
    return postgres_server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The address of an empty PostgreSQL database that is this test's own."""
    url = postgres.create_database()
    yield url
    postgres.start()
    postgres.drop_database(_name_in(url))


@pytest.fixture(scope="session")
def rabbit_server() -> Iterator[RabbitServer]:
    """This process's RabbitMQ node; tests that stop it take ``rabbit``."""
    server = RabbitServer()
    yield server
    server.remove()


@pytest.fixture
def rabbit(rabbit_server: RabbitServer) -> RabbitServer:
    """The node, running whatever the test before has done to it."""
    rabbit_server.start()
    return rabbit_server


@pytest.fixture
def rabbit_url(rabbit: RabbitServer) -> Iterator[str]:
    """The address of an empty virtual host that is this test's own."""
    url, starts = rabbit.create_vhost(), rabbit.starts
    yield url
    # Quorum queues that are deleted while they recover can take RabbitMQ 3.10's dead-letter supervisor with them,
    # and then no queue can be declared: what a stopped or restarted node holds is left to it.
    if rabbit.running and rabbit.starts == starts:
        rabbit.delete_vhost(_name_in(url))


@pytest.fixture(scope="session")
def shared_cluster() -> Iterator[Cluster]:
    """This process's cluster, in no hurry to refuse the many people a test lets call from one address."""
    with a_folder() as folder:
        cluster = Cluster.prepare(folder, durable=False, environment={**SMALL, **UNLIMITED})
        yield cluster
        cluster.remove()


@pytest.fixture
def empty_cluster(shared_cluster: Cluster) -> Iterator[Cluster]:
    """The cluster, nothing of it started yet but perhaps its servers; afterwards it forgets everything."""
    yield shared_cluster
    shared_cluster.forget()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database: the test runs on SQLite and again on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


def _name_in(url: str) -> str:
    return unquote(urlsplit(url).path.removeprefix("/"))
