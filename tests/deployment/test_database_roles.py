"""``deploy/postgres/services.sh`` on a real PostgreSQL: who may do what in whose database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

import services.notifications.bootstrap
import services.notifications.config
import services.sessions.bootstrap
import services.sessions.config
import services.volunteers.bootstrap
import services.volunteers.config
from shared.config import Environment
from shared.locks import HOLD
from shared.messaging.embedded import EmbeddedBroker
from shared.service import Runtime
from tests.deployment.compose import SERVICES, database_url, environment_of
from tools.servers.postgres import PostgresServer

SHAPES: dict[str, tuple[Any, Any]] = {
    "volunteers": (services.volunteers.config.Config, services.volunteers.bootstrap.build),
    "sessions": (services.sessions.config.Config, services.sessions.bootstrap.build),
    "notifications": (services.notifications.config.Config, services.notifications.bootstrap.build),
}

ROLES = [*SERVICES, *(f"{service}_owner" for service in SERVICES)]


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


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("database", ["postgres", "template0", "template1"])
def test_no_role_can_connect_to_what_postgresql_ships_with(
    prepared_postgres: PostgresServer, database: str, role: str
) -> None:
    with pytest.raises(psycopg.OperationalError, match=r"permission denied for|not currently accepting connections"):
        psycopg.connect(database_url(prepared_postgres, database, role))


def test_the_superuser_too_needs_the_password_that_was_drawn(prepared_postgres: PostgresServer) -> None:
    address = prepared_postgres.url()
    psycopg.connect(address).close()
    drawn = environment_of("postgres")["POSTGRES_PASSWORD"]
    for guess in ("", ":guessed"):
        with pytest.raises(psycopg.OperationalError, match=r"no password supplied|password authentication failed"):
            psycopg.connect(address.replace(f":{drawn}@", f"{guess}@"))


def test_the_owner_may_add_what_the_exclusion_constraint_of_bookings_needs(prepared_postgres: PostgresServer) -> None:
    with psycopg.connect(database_url(prepared_postgres, "sessions", "sessions_owner")) as owner:
        owner.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


@pytest.mark.parametrize("role", ROLES)
def test_a_role_signs_in_with_its_own_password_only(prepared_postgres: PostgresServer, role: str) -> None:
    database = role.removesuffix("_owner")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(prepared_postgres.url(database, user=role, password="guessed"))
    psycopg.connect(database_url(prepared_postgres, database, role)).close()


@pytest.fixture(scope="module")
def migrated(prepared_postgres: PostgresServer) -> PostgresServer:
    """The cluster after each service's ``migrate``, twice, each with its two roles."""
    for service in SHAPES:
        with runtime_of(prepared_postgres, service) as runtime:
            runtime.migrate()
            runtime.migrate()
            assert not [check for check in runtime.readiness() if check.status == "failing"]
    return prepared_postgres


@contextmanager
def runtime_of(server: PostgresServer, service: str) -> Iterator[Runtime[Any]]:
    """The service as its ``migrate`` is started: with both roles."""
    config, build = SHAPES[service]
    given = {
        f"{service.upper()}_DATABASE_URL": database_url(server, service, service),
        f"{service.upper()}_MIGRATE_DATABASE_URL": database_url(server, service, f"{service}_owner"),
    }
    runtime = build(config.read(Environment(given)), broker=EmbeddedBroker())
    try:
        yield runtime
    finally:
        runtime.close()


@pytest.mark.parametrize("service", SERVICES)
def test_migrate_does_not_wait_for_a_backup_that_holds_events_back(
    migrated: PostgresServer, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=10s")
    with psycopg.connect(migrated.url(service), autocommit=True) as backup:
        backup.execute("SELECT pg_advisory_lock(%s)", (HOLD,))
        with runtime_of(migrated, service) as runtime:
            runtime.migrate()


def test_volunteers_migrates_as_its_owner_and_loads_its_wards_as_itself(migrated: PostgresServer) -> None:
    with psycopg.connect(database_url(migrated, "volunteers", "volunteers")) as reader:
        assert reader.execute("SELECT count(*) FROM wards").fetchone() == (126,)


REWRITES = [
    "UPDATE journal SET actor_id = 'nobody'",
    "DELETE FROM journal",
    "TRUNCATE journal",
    "UPDATE alembic_version SET version_num = '0'",
    "DELETE FROM alembic_version",
    "INSERT INTO alembic_version VALUES ('0')",
]


@pytest.mark.parametrize("service", SERVICES)
def test_nobody_rewrites_what_was(migrated: PostgresServer, service: str) -> None:
    with psycopg.connect(database_url(migrated, service, service), autocommit=True) as runtime:
        for statement in REWRITES:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                runtime.execute(statement.encode())
        for readable in ("journal", "alembic_version"):
            runtime.execute(f"SELECT * FROM {readable}".encode())


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_writes_every_row_of_its_other_tables_and_changes_none_of_them(
    migrated: PostgresServer, service: str
) -> None:
    with psycopg.connect(database_url(migrated, service, service), autocommit=True) as runtime:
        tables = [name for (name,) in runtime.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        assert len(tables) > 10
        for table in set(tables) - {"journal", "alembic_version"}:
            may = (
                "SELECT bool_and(has_table_privilege(%s, r)) FROM unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE']) r"
            )
            assert runtime.execute(may.encode(), [table]).fetchone() == (True,), table
        for table in tables:
            for statement in (
                "DROP TABLE {}",
                "ALTER TABLE {} ADD COLUMN x int",
                "TRUNCATE {}",
                "CREATE INDEX ON {} ((1))",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    runtime.execute(statement.format(table).encode())


@pytest.mark.parametrize("service", SERVICES)
def test_a_process_that_hangs_in_a_transaction_is_cut_off_and_a_migration_is_not(
    migrated: PostgresServer, service: str
) -> None:
    waits = {}
    for role in (service, f"{service}_owner"):
        with psycopg.connect(database_url(migrated, service, role)) as connection:
            waits[role] = connection.execute("SHOW idle_in_transaction_session_timeout").fetchone()
    assert waits == {service: ("1min",), f"{service}_owner": ("0",)}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_no_power_over_the_server(migrated: PostgresServer, service: str) -> None:
    for role in (service, f"{service}_owner"):
        with psycopg.connect(database_url(migrated, service, role), autocommit=True) as connection:
            for statement in (
                "CREATE DATABASE mine",
                "CREATE ROLE friend",
                f"ALTER ROLE {role} SUPERUSER",
                "SET ROLE postgres",
                "COPY (SELECT 1) TO PROGRAM 'true'",
                "SELECT pg_read_file('/etc/passwd')",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(statement.encode())
