"""Alembic for every service: the same environment, on SQLite and PostgreSQL, called as a library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command, context
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, text

_LOCK = 7_146_011_945
"""Advisory lock of PostgreSQL: two ``migrate`` of one database wait for each other."""


def upgrade(engine: Engine, directory: Path) -> None:
    """Bring the database to the newest revision; safe to repeat and to start twice at once."""
    with _one_at_a_time(engine) as connection:
        configuration = _configuration(directory)
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")


def revisions(connection: Connection, directory: Path) -> tuple[str | None, str | None]:
    """The revision the database has, and the newest this program knows."""
    present = MigrationContext.configure(connection).get_current_revision()
    return present, ScriptDirectory.from_config(_configuration(directory)).get_current_head()


def run_environment(metadata: MetaData) -> None:
    """The body of each service's ``migrations/env.py``."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


def _configuration(directory: Path) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(directory).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    return configuration


@contextmanager
def _one_at_a_time(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:  # on SQLite the immediate transaction is the lock
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        yield connection
