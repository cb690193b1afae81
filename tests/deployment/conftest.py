"""Servers as ``docker compose up`` prepares them: with the roles, users and passwords of ``deploy/``."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator

import pytest

from tests.deployment.compose import ROOT, definitions, environment_of
from tools.servers.missing import find_program
from tools.servers.postgres import PostgresServer
from tools.servers.rabbit import RabbitServer


@pytest.fixture(scope="session")
def prepared_postgres() -> Iterator[PostgresServer]:
    """A cluster as the postgres image leaves it after its first start."""
    server = PostgresServer()
    server.start()
    psql = find_program("psql", "postgresql", "/usr/lib/postgresql/*/bin")
    as_in_the_image = {"POSTGRES_USER": "postgres", "POSTGRES_DB": "postgres"}
    here = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PATH": f"{psql.parent}:{os.environ['PATH']}"}
    environment = environment_of("postgres") | as_in_the_image | here
    subprocess.run([ROOT / "deploy/postgres/services.sh"], env=environment, check=True)
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
