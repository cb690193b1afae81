"""Servers as ``docker compose up`` prepares them: with the roles, users and passwords of ``deploy/``."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.deployment.compose import composed, definitions, environment_of
from tools.cluster.compose import Container
from tools.cluster.servers import prepare
from tools.servers.postgres import PostgresServer
from tools.servers.rabbit import RabbitServer


@pytest.fixture(scope="session")
def prepared_postgres() -> Iterator[PostgresServer]:
    """A cluster as the postgres image leaves it after its first start."""
    container = Container.read("postgres", composed()["postgres"])
    server = PostgresServer(password=container.environment["POSTGRES_PASSWORD"], switches=container.command[1:])
    server.start()
    prepare(container, server)
    yield server
    server.remove()


@pytest.fixture
def prepared_rabbit(rabbit: RabbitServer) -> Iterator[RabbitServer]:
    """A node that has loaded its definitions: users, rights and an empty virtual host ``outreach``."""
    made = json.loads(definitions(environment_of("rabbitmq")).stdout)
    rabbit.management("POST", "definitions", made)
    yield rabbit
    rabbit.start()
    rabbit.delete_vhost("outreach")
    for user in made["users"]:
        rabbit.management("DELETE", f"users/{user['name']}")
