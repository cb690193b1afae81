"""What the processes of a service may not do in its own PostgreSQL database, beyond changing its tables.

They sign in as another role than the one that migrates (deploy/postgres), which may write every row. Two
tables tell what was: whoever takes over a process must not be able to tell it otherwise.
"""

from __future__ import annotations

from sqlalchemy import Engine, text

from shared.locks import CHANGING_RIGHTS

HISTORY = {"journal": "UPDATE, DELETE", "alembic_version": "INSERT, UPDATE, DELETE"}
"""Table → rights taken away. Facts are added to the journal and stay; versions are written by migrations alone."""


def keep_history(engine: Engine, role: str) -> None:
    """Let ``role`` no longer rewrite :data:`HISTORY`; safe to repeat. ``engine`` is the owner's."""
    quote = engine.dialect.identifier_preparer.quote
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHANGING_RIGHTS})
        for table, rights in HISTORY.items():
            connection.exec_driver_sql(f"REVOKE {rights} ON {quote(table)} FROM {quote(role)}")
