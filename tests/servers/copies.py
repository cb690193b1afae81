"""Databases as ``migrate`` leaves them: made once for each service in a process, and copied from then on.

Migrating is what ``tests/integration/test_migrations.py`` tests; all others only need its outcome.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import inspect

from shared.service import Runtime

_copied: dict[tuple[str, str, str], str] = {}
"""Service, dialect and the moment its clock shows → the SQLite file or PostgreSQL database to copy."""


def migrated(runtime: Runtime[Any]) -> None:
    """Bring the runtime's database to where ``runtime.migrate()`` would: by copying, where it is still empty."""
    key = (runtime.name, runtime.engine.dialect.name, str(runtime.clock.now()))
    empty = not inspect(runtime.engine).get_table_names()
    runtime.close()
    if not empty or key not in _copied:
        runtime.migrate()
        runtime.close()
    if not empty:
        return
    keep, take = (_keep_file, _take_file) if key[1] == "sqlite" else (_keep_database, _take_database)
    if key in _copied:
        take(runtime, _copied[key])
    else:
        _copied[key] = keep(runtime, f"copy_of_{runtime.name}_{len(_copied)}")


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="copies-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _keep_file(runtime: Runtime[Any], name: str) -> str:
    path = str(_folder() / name)
    with runtime.engine.connect() as connection:
        connection.connection.execute("VACUUM INTO ?", (path,))
    runtime.close()
    return path


def _take_file(runtime: Runtime[Any], path: str) -> None:
    shutil.copyfile(path, str(runtime.engine.url.database))


def _keep_database(runtime: Runtime[Any], name: str) -> str:
    _as_superuser(runtime, "CREATE DATABASE {} TEMPLATE {}", name, _database(runtime))
    return name


def _take_database(runtime: Runtime[Any], name: str) -> None:
    _as_superuser(runtime, "DROP DATABASE {} WITH (FORCE)", _database(runtime))
    _as_superuser(runtime, "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", _database(runtime), name)


def _database(runtime: Runtime[Any]) -> str:
    return str(runtime.engine.url.database)


def _as_superuser(runtime: Runtime[Any], statement: str, *names: str) -> None:
    url = runtime.engine.url.set(drivername="postgresql", database="postgres")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
