"""``deploy/postgres/services.sh`` on a real PostgreSQL: who may do what in whose database."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import psycopg
import pytest

from services.volunteers.bootstrap import build
from services.volunteers.config import Config
from shared.config import Environment
from shared.messaging.embedded import EmbeddedBroker
from tests.deployment.compose import ROOT, SERVICES, environment_of
from tests.servers.missing import find_program
from tests.servers.postgres import PostgresServer

SCRIPT = ROOT / "deploy/postgres/services.sh"


@pytest.fixture(scope="module")
def prepared() -> Iterator[PostgresServer]:
    """A cluster as the postgres image leaves it after its first start."""
    server = PostgresServer()
    server.start()
    psql = find_program("psql", "postgresql", "/usr/lib/postgresql/*/bin")
    as_in_the_image = {"POSTGRES_USER": "postgres", "POSTGRES_DB": "postgres"}
    here = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PATH": f"{psql.parent}:{os.environ['PATH']}"}
    environment = environment_of("postgres") | as_in_the_image | here
    subprocess.run(["bash", SCRIPT], env=environment, check=True)
    yield server
    server.remove()


@pytest.mark.parametrize("service", SERVICES)
def test_the_owner_makes_tables_and_the_service_uses_them_without_changing_them(
    prepared: PostgresServer, service: str
) -> None:
    with psycopg.connect(prepared.url(service, user=f"{service}_owner")) as owner:
        owner.execute("CREATE TABLE word (id serial PRIMARY KEY, word text)")
    with psycopg.connect(prepared.url(service, user=service), autocommit=True) as runtime:
        runtime.execute("INSERT INTO word (word) VALUES ('xin chào')")
        runtime.execute("UPDATE word SET word = 'chào'")
        assert runtime.execute("DELETE FROM word RETURNING word").fetchone() == ("chào",)
        for forbidden in ("CREATE TABLE mine ()", "DROP TABLE word", "ALTER TABLE word ADD x int", "TRUNCATE word"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                runtime.execute(forbidden.encode())
    with psycopg.connect(prepared.url(service, user=f"{service}_owner")) as owner:
        owner.execute("DROP TABLE word")


@pytest.mark.parametrize("service", SERVICES)
def test_no_role_can_connect_to_another_services_database(prepared: PostgresServer, service: str) -> None:
    for other in set(SERVICES) - {service}:
        for role in (service, f"{service}_owner"):
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                psycopg.connect(prepared.url(other, user=role))


def test_the_owner_may_add_what_the_exclusion_constraint_of_bookings_needs(prepared: PostgresServer) -> None:
    with psycopg.connect(prepared.url("sessions", user="sessions_owner")) as owner:
        owner.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def test_every_role_has_the_password_it_was_given(prepared: PostgresServer) -> None:
    with psycopg.connect(prepared.url()) as superuser:
        rows = superuser.execute("SELECT rolname, rolpassword FROM pg_authid WHERE rolcanlogin AND NOT rolsuper")
        secured = {name for name, password in rows if (password or "").startswith("SCRAM-SHA-256")}
    assert secured == {*SERVICES, *(f"{service}_owner" for service in SERVICES)}


def test_volunteers_migrates_as_its_owner_and_loads_its_wards_as_itself(prepared: PostgresServer) -> None:
    config = Config.read(
        Environment(
            {
                "VOLUNTEERS_DATABASE_URL": prepared.url("volunteers", user="volunteers"),
                "VOLUNTEERS_MIGRATE_DATABASE_URL": prepared.url("volunteers", user="volunteers_owner"),
            }
        )
    )
    runtime = build(config, broker=EmbeddedBroker())
    try:
        runtime.migrate()
        assert not [check for check in runtime.readiness() if check.status == "failing"]
    finally:
        runtime.close()
    with psycopg.connect(prepared.url("volunteers", user="volunteers")) as reader:
        assert reader.execute("SELECT count(*) FROM wards").fetchone() == (126,)
