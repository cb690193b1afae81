"""What the processes of a service may not do in its own PostgreSQL database, beyond changing its tables.

They sign in as another role than the one that migrates (deploy/postgres), which may write every row. Two
tables tell what was: whoever takes over a process must not be able to tell it otherwise.
"""

from __future__ import annotations

from sqlalchemy import Engine, text

HISTORY = {"journal": "UPDATE, DELETE", "alembic_version": "INSERT, UPDATE, DELETE"}
"""Table → rights taken away. Facts are added to the journal and stay; versions are written by migrations alone."""

_LOCK = 7_146_011_946
"""Advisory lock of PostgreSQL: two ``migrate`` change the rights of one table one after another."""


def keep_history(engine: Engine, role: str) -> None:
    """Let ``role`` no longer rewrite :data:`HISTORY`; safe to repeat. ``engine`` is the owner's."""
    quote = engine.dialect.identifier_preparer.quote
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        for table, rights in HISTORY.items():
            connection.exec_driver_sql(f"REVOKE {rights} ON {quote(table)} FROM {quote(role)}")
