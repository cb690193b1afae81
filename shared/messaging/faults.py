"""What a database error means for whoever was using it."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from shared.messaging.port import DatabaseAway

_RETRY_AT_ONCE = {"40001", "40P01", "55P03"}
"""PostgreSQL: serialization_failure, deadlock_detected, lock_not_available."""

_GONE = ("08", "57P", "53300")
"""PostgreSQL: connection exceptions, operator intervention (shutdown, crash), too many connections."""

TRIES = 5
"""How often a unit of work that met another's is tried at once before it counts as failed."""


def crossed(error: BaseException) -> bool:
    """Whether two units of work met and the loser may try again at once (no attempt is counted)."""
    if isinstance(error, StaleDataError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return _sqlstate(error) in _RETRY_AT_ONCE or "database is locked" in str(error.orig)


def database_away(error: BaseException) -> bool:
    """Whether the database did not answer, so that nothing is known to be kept."""
    if isinstance(error, DatabaseAway | PoolTimeout):
        return True
    if not isinstance(error, DBAPIError) or crossed(error):
        return False
    if error.connection_invalidated or isinstance(error, InterfaceError):
        return True
    state = _sqlstate(error)
    if state is not None:
        return state.startswith(_GONE)
    # psycopg has no SQLSTATE when the connection itself broke or was never made; SQLite has none ever.
    return (isinstance(error, OperationalError) and not _is_sqlite(error)) or _sqlite_cannot_reach(error)


def _sqlstate(error: DBAPIError) -> str | None:
    state = getattr(error.orig, "sqlstate", None)
    return state if isinstance(state, str) else None


def _is_sqlite(error: DBAPIError) -> bool:
    return type(error.orig).__module__ == "sqlite3"


def _sqlite_cannot_reach(error: DBAPIError) -> bool:
    return _is_sqlite(error) and any(
        sign in str(error.orig)
        for sign in ("unable to open database file", "disk I/O error", "database or disk is full")
    )
