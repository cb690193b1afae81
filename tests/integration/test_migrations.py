"""The migrations of every service make the very schema its tables describe, on both databases.

Alembic's own comparison sees no CHECK, no EXCLUDE and no partial predicate, so dumps are compared.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import MetaData

from services.notifications.bootstrap import PARTS as NOTIFICATIONS
from services.sessions.bootstrap import PARTS as SESSIONS
from services.volunteers.bootstrap import PARTS as VOLUNTEERS
from shared import migrations
from shared.database import make_engine
from shared.service import Parts
from tools.servers.missing import find_program
from tools.servers.postgres import PostgresServer

EVERY_SERVICE = pytest.mark.parametrize("parts", [VOLUNTEERS, SESSIONS, NOTIFICATIONS], ids=lambda parts: parts.name)


@EVERY_SERVICE
def test_on_postgresql_migrating_and_creating_from_the_tables_dump_alike(
    parts: Parts, postgres: PostgresServer
) -> None:
    migrated, created = postgres.create_database(), postgres.create_database()
    migrate(migrated, parts)
    create(created, parts.metadata)
    assert postgres_dump(migrated) == postgres_dump(created)


@EVERY_SERVICE
def test_on_sqlite_migrating_and_creating_from_the_tables_dump_alike(parts: Parts, tmp_path: Path) -> None:
    migrated, created = tmp_path / "migrated.sqlite3", tmp_path / "created.sqlite3"
    migrate(f"sqlite:///{migrated}", parts)
    create(f"sqlite:///{created}", parts.metadata)
    assert sqlite_dump(migrated) == sqlite_dump(created)


@EVERY_SERVICE
def test_two_migrates_at_once_and_one_more_later_leave_one_schema(parts: Parts, database_url: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: migrate(database_url, parts), range(2)))
    migrate(database_url, parts)
    engine = make_engine(driver(database_url))
    with engine.connect() as connection:
        present, newest = migrations.revisions(connection, parts.migrations)
    engine.dispose()
    assert present == newest is not None


def driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")


def migrate(url: str, parts: Parts) -> None:
    engine = make_engine(driver(url))
    migrations.upgrade(engine, parts.migrations)
    engine.dispose()


def create(url: str, metadata: MetaData) -> None:
    engine = make_engine(driver(url))
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS btree_gist")
    metadata.create_all(engine)
    engine.dispose()


def postgres_dump(url: str) -> list[str]:
    """The schema as ``pg_dump`` writes it, statement by statement, without Alembic's own table.

    Columns of one table may come in another order: a later revision adds at the end.
    """
    program = find_program("pg_dump", "postgresql", "/usr/lib/postgresql/*/bin")
    dump = subprocess.run([program, "--schema-only", "--no-owner", url], capture_output=True, text=True, check=True)
    text = re.sub(r"^(--|\\|SET |SELECT ).*$", "", dump.stdout, flags=re.MULTILINE)
    statements = [part.strip() for part in text.split(";\n")]
    mine = (statement for statement in statements if statement and "alembic_version" not in statement)
    wanted = [statement for statement in mine if "EXTENSION" not in statement]
    return sorted("\n".join(sorted(statement.replace(",\n", "\n").splitlines())) for statement in wanted)


def sqlite_dump(path: Path) -> list[str]:
    """Every statement that made the schema, with its parts in one order and without Alembic's own table.

    A column that was added stands behind the last one, on the same line.
    """
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    kept = [sql for (sql,) in rows if "alembic_version" not in sql and "sqlite_sequence" not in sql]
    parts = (re.split(r",(?![^()]*\))", sql.partition("(")[2].removesuffix(")")) for sql in kept)
    heads = (sql.partition("(")[0].strip() for sql in kept)
    return sorted(
        "\n".join([head, *sorted(part.strip() for part in each)]) for head, each in zip(heads, parts, strict=True)
    )


def test_the_dumps_see_a_check_that_alembic_does_not(tmp_path: Path) -> None:
    checked, unchecked = tmp_path / "checked.sqlite3", tmp_path / "unchecked.sqlite3"
    for path, check in ((checked, ", CHECK (needed < 3)"), (unchecked, "")):
        with sqlite3.connect(path) as connection:
            connection.execute(f"CREATE TABLE requests (needed INTEGER{check})")
        connection.close()
    assert sqlite_dump(checked) != sqlite_dump(unchecked)
