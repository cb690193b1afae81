"""``deploy/postgres/services.sh`` on a real PostgreSQL: who may do what in whose database."""

from __future__ import annotations

import psycopg
import pytest

from services.volunteers.bootstrap import build
from services.volunteers.config import Config
from shared.config import Environment
from shared.messaging.embedded import EmbeddedBroker
from tests.deployment.compose import SERVICES, database_url
from tools.servers.postgres import PostgresServer


@pytest.mark.parametrize("service", SERVICES)
def test_the_owner_makes_tables_and_the_service_uses_them_without_changing_them(
    prepared_postgres: PostgresServer, service: str
) -> None:
    with psycopg.connect(database_url(prepared_postgres, service, f"{service}_owner")) as owner:
        owner.execute("CREATE TABLE word (id serial PRIMARY KEY, word text)")
    with psycopg.connect(database_url(prepared_postgres, service, service), autocommit=True) as runtime:
        runtime.execute("INSERT INTO word (word) VALUES ('xin chào')")
        runtime.execute("UPDATE word SET word = 'chào'")
        assert runtime.execute("DELETE FROM word RETURNING word").fetchone() == ("chào",)
        for forbidden in ("CREATE TABLE mine ()", "DROP TABLE word", "ALTER TABLE word ADD x int", "TRUNCATE word"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                runtime.execute(forbidden.encode())
    with psycopg.connect(database_url(prepared_postgres, service, f"{service}_owner")) as owner:
        owner.execute("DROP TABLE word")


@pytest.mark.parametrize("service", SERVICES)
def test_no_role_can_connect_to_another_services_database(prepared_postgres: PostgresServer, service: str) -> None:
    for other in set(SERVICES) - {service}:
        for role in (service, f"{service}_owner"):
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                psycopg.connect(database_url(prepared_postgres, other, role))


def test_the_owner_may_add_what_the_exclusion_constraint_of_bookings_needs(prepared_postgres: PostgresServer) -> None:
    with psycopg.connect(database_url(prepared_postgres, "sessions", "sessions_owner")) as owner:
        owner.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


@pytest.mark.parametrize("role", [*SERVICES, *(f"{service}_owner" for service in SERVICES)])
def test_a_role_signs_in_with_its_own_password_only(prepared_postgres: PostgresServer, role: str) -> None:
    database = role.removesuffix("_owner")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(prepared_postgres.url(database, user=role, password="guessed"))
    psycopg.connect(database_url(prepared_postgres, database, role)).close()


def test_volunteers_migrates_as_its_owner_and_loads_its_wards_as_itself(prepared_postgres: PostgresServer) -> None:
    config = Config.read(
        Environment(
            {
                "VOLUNTEERS_DATABASE_URL": database_url(prepared_postgres, "volunteers", "volunteers"),
                "VOLUNTEERS_MIGRATE_DATABASE_URL": database_url(prepared_postgres, "volunteers", "volunteers_owner"),
            }
        )
    )
    runtime = build(config, broker=EmbeddedBroker())
    try:
        runtime.migrate()
        assert not [check for check in runtime.readiness() if check.status == "failing"]
    finally:
        runtime.close()
    with psycopg.connect(database_url(prepared_postgres, "volunteers", "volunteers")) as reader:
        assert reader.execute("SELECT count(*) FROM wards").fetchone() == (126,)
