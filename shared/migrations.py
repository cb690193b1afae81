"""Alembic for every service: the same environment, on SQLite and PostgreSQL, called as a library.

On PostgreSQL a migration never makes the service wait: a statement that cannot have its lock within
:data:`LOCK_WAIT` gives up, everybody who had queued behind it goes on, and it is tried again later. What takes long is
done in a revision of its own, which keeps no lock on the table meanwhile (:func:`create_index`, :func:`fill`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from alembic import command, context, op
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import ColumnElement, Connection, Engine, MetaData, TableClause, select, text, update
from sqlalchemy.exc import OperationalError

from shared.locks import MIGRATING

log = structlog.get_logger(__name__)

LOCK_WAIT = timedelta(seconds=2)
"""How long a statement of a migration waits for a lock: as long as that, others may have to wait behind it."""

PAUSE = timedelta(seconds=1)
"""Between two tries, so that those who waited get their turn."""

PATIENCE = timedelta(minutes=5)
"""How long a migration is tried before a person has to look who holds the table."""

INDEX_WAIT = timedelta(minutes=1)
"""How long an index waits for transactions that were there before it: nobody waits behind it meanwhile."""

FILLED_AT_ONCE = 500
"""Rows of a table that are looked at, and locked where they are filled, in one transaction."""

_TRIED_AGAIN = {"55P03", "40P01"}
"""PostgreSQL: lock_not_available, deadlock_detected. What is left of the revision then, the next try takes away."""


class TableInUse(Exception):
    """Somebody held what a migration needed for longer than :data:`PATIENCE`; it changed nothing."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"A table is in use by a transaction that does not end ({reason}). Everything up to the revision before is "
            "done; look who holds it with `SELECT pid, state, xact_start, query FROM pg_stat_activity ORDER BY "
            "xact_start`, end that, and run migrate again."
        )


def upgrade(engine: Engine, directory: Path, *, patience: timedelta = PATIENCE) -> None:
    """Bring the database to the newest revision; safe to repeat and to start twice at once.

    A database that is ahead of this program is left as it is: a newer program has migrated it.

    Raises :class:`TableInUse` when a lock could not be had for ``patience``.
    """
    deadline, index_wait = time.monotonic() + patience.total_seconds(), min(patience, INDEX_WAIT)
    with engine.connect() as connection:
        if is_ahead(connection, directory):
            return
    with _one_at_a_time(engine) as connection:
        while (reason := _try(connection, directory, index_wait)) is not None:
            log.info("migration_waits", reason=reason, for_whom=_oldest(connection))
            if time.monotonic() > deadline:
                raise TableInUse(reason)
            threading.Event().wait(PAUSE.total_seconds())


def revisions(connection: Connection, directory: Path) -> tuple[str | None, str | None]:
    """The revision the database has, and the newest this program knows."""
    present = MigrationContext.configure(connection).get_current_revision()
    return present, ScriptDirectory.from_config(_configuration(directory)).get_current_head()


def is_ahead(connection: Connection, directory: Path) -> bool:
    """Whether the database has a revision this program does not know: a newer one has migrated it."""
    present, _ = revisions(connection, directory)
    known = ScriptDirectory.from_config(_configuration(directory)).walk_revisions()
    return present is not None and present not in {script.revision for script in known}


def run_environment(metadata: MetaData) -> None:
    """The body of each service's ``migrations/env.py``."""
    connection: Connection = context.config.attributes["connection"]
    apart = connection.dialect.name == "postgresql"
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, transaction_per_migration=apart
    )
    with context.begin_transaction():
        context.run_migrations()


def create_index(name: str, table: str, columns: list[str], **options: Any) -> None:
    """An index on a table that is in use: on PostgreSQL nobody who writes waits for it (``CONCURRENTLY``).

    It ends the revision's transaction, so it is the only thing its revision does; tried again after a
    failure it removes what that left. ``options`` are those of Alembic's ``create_index``.

    It has to wait until older transactions have ended, for :data:`INDEX_WAIT` at a time.
    """
    migration = op.get_context()
    if migration.dialect.name != "postgresql":
        op.create_index(name, table, columns, **options)
        return
    with migration.autocommit_block():
        op.execute(_limit(context.config.attributes.get("index_wait", INDEX_WAIT)))
        try:
            op.drop_index(name, table, if_exists=True, postgresql_concurrently=True)
            op.create_index(name, table, columns, postgresql_concurrently=True, **options)
        finally:
            op.execute(_limit(LOCK_WAIT))


def fill(table: TableClause, key: str, values: dict[str, Any], where: ColumnElement[bool]) -> None:
    """Fill a new column of a table that is in use: ``values`` where ``where``, which a filled row no longer fulfils.

    On PostgreSQL :data:`FILLED_AT_ONCE` rows at a time by their ``key``, each time in a transaction of its own. So it
    is the only thing its revision does, and tried again after a failure it goes on with what is left.
    """
    migration, change = op.get_context(), update(table).values(values).where(where)
    if migration.dialect.name != "postgresql":
        op.execute(change)
        return
    with migration.autocommit_block():
        for part in _parts(op.get_bind(), table, key):
            op.execute(change.where(*part))


def _parts(connection: Connection, table: TableClause, key: str) -> Iterator[list[ColumnElement[bool]]]:
    """The rows of a table by their key, a part at a time; the last part has no end, for rows that are new."""
    column, after = table.c[key], list[ColumnElement[bool]]()
    while True:
        ends = select(column).where(*after).order_by(column).offset(FILLED_AT_ONCE - 1).limit(1)
        end = connection.execute(ends).scalar_one_or_none()
        if end is None:
            yield after
            return
        yield [*after, column <= end]
        after = [column > end]


def _limit(wait: timedelta) -> str:
    return f"SET lock_timeout = '{max(1, int(wait.total_seconds() * 1000))}ms'"  # 0 would be for ever


def _try(connection: Connection, directory: Path, index_wait: timedelta) -> str | None:
    """Upgrade; None when it is done, or why it has to be tried again."""
    configuration = _configuration(directory)
    configuration.attributes.update(connection=connection, index_wait=index_wait)
    try:
        command.upgrade(configuration, "head")
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) not in _TRIED_AGAIN:
            raise
        connection.rollback()
        return str(error.orig).splitlines()[0]
    return None


_OTHERS = text(
    "SELECT pid, state, extract(epoch FROM now() - xact_start)::int FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start < now() - interval '1 second'"
    " ORDER BY xact_start LIMIT 3"
)


def _oldest(connection: Connection) -> list[str]:
    """The transactions that a migration most likely waits for. Without what they say: that may be about people."""
    found = [f"pid {pid}, {state}, for {seconds} s" for pid, state, seconds in connection.execute(_OTHERS)]
    connection.rollback()
    return found


def _configuration(directory: Path) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(directory).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    return configuration


@contextmanager
def _one_at_a_time(engine: Engine) -> Iterator[Connection]:
    if engine.dialect.name != "postgresql":
        with engine.begin() as connection:  # on SQLite the immediate transaction is the lock
            yield connection
        return
    with engine.connect() as connection:
        _take_turn(connection)
        try:
            yield connection
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATING})
            connection.exec_driver_sql("RESET lock_timeout")
            connection.commit()


def _take_turn(connection: Connection) -> None:
    """Wait for another ``migrate``, outside a transaction: an index made concurrently would wait for ours."""
    while not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": MIGRATING}).scalar_one():
        connection.commit()
        threading.Event().wait(PAUSE.total_seconds() / 5)
    connection.exec_driver_sql(_limit(LOCK_WAIT))
    connection.commit()
