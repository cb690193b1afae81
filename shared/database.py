"""One way to open a database, SQLite or PostgreSQL, and the column types both need.

SQLite runs in WAL mode with foreign keys and a busy timeout; a unit of work begins IMMEDIATE, a
read does not. Python's driver must not begin transactions by itself for that to hold
(https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#pysqlite-serializable).
"""

from __future__ import annotations

import types
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from sqlite3 import OperationalError
from time import monotonic, sleep
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from sqlalchemy import JSON, DateTime, Engine, String, create_engine, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.types import TypeDecorator

BUSY_SECONDS = 20
"""How long a SQLite connection waits for another's lock before it gives up."""

_A_MOMENT = 0.01
"""Seconds until a file somebody else is changing the mode of is asked for again."""

POOL_SIZE, MAX_OVERFLOW = 5, 10
"""Connections a process keeps open, and those it may open beside them while it has much to do (PostgreSQL)."""


@dataclass(frozen=True)
class Pool:
    """Connections of one engine (PostgreSQL), and the seconds whoever uses them waits for one and for an answer."""

    size: int = POOL_SIZE
    overflow: int = MAX_OVERFLOW
    turn: float = 30
    answer: int | None = None


PROCESS = Pool()
"""Those that everybody who asks a process shares."""

BOARDS = Pool(size=2, overflow=0, turn=2, answer=5)
"""Those of live boards: one thread tells all of a process, so it waits for nobody else's turn, and never for long."""

ALIVE: Final[dict[str, Any]] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
"""Nothing here waits for ever for a machine that is gone: neither while nothing is said, which ``keepalives_*`` end,
nor with a statement on its way that nobody has acknowledged (milliseconds; the system alone would try for a quarter of
an hour)."""

READ_ONLY = "outreach_read_only"
"""Execution option of connections that only read: on SQLite they take no write lock."""


def make_engine(url: str, pool: Pool = PROCESS) -> Engine:
    """An engine that connects to nothing until it is used.

    PostgreSQL connections are tested before use, so that a restarted database costs one retry. Errors
    do not quote the values of a statement: they end up in logs, and the values may be people's.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    engine = create_engine(
        url,
        pool_size=pool.size,
        max_overflow=pool.overflow,
        pool_timeout=pool.turn,
        pool_pre_ping=True,
        connect_args=dict(ALIVE),
        hide_parameters=True,
    )
    if pool.answer is not None:
        _answers_within(engine, pool.answer)
    return engine


def _answers_within(engine: Engine, seconds: int) -> None:
    """The server itself ends what takes longer."""

    @event.listens_for(engine, "connect")
    def limit(connection: Any, _record: Any) -> None:
        connection.execute(f"SET statement_timeout = '{seconds}s'")
        connection.commit()


def _sqlite_engine(url: str) -> Engine:
    # With no isolation level the driver begins nothing by itself; its commit() and rollback() still work.
    options = {"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False}
    engine = create_engine(url, connect_args=options, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        _write_ahead(connection)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get(READ_ONLY)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _write_ahead(connection: Any) -> None:
    """WAL mode, which a file keeps. Of two who want to change it at the same moment SQLite refuses one at once,
    whatever its timeout is, since neither would let the other go first (https://sqlite.org/c3ref/busy_handler.html)."""
    deadline = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except OperationalError as error:
            if "locked" not in str(error) or monotonic() > deadline:
                raise
            sleep(_A_MOMENT)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite drops offsets silently, so naive values are refused on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """A decorator does not inherit it; cursors of lists go by it."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without an offset cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def json_type() -> JSON:
    """JSON on SQLite, JSONB on PostgreSQL."""
    return JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Values(TypeDecorator[Any]):
    """A value of a frozen dataclass, or a tuple of them, kept as JSON.

    Tuples of frozen values and not lists: a change inside a JSON column is silently not saved,
    so a value is only ever replaced.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, value_type: Any) -> None:
        super().__init__()
        self.value_type = value_type

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(json_type())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return to_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        if isinstance(value, list):
            return tuple(from_json(self.value_type, item) for item in value)
        return from_json(self.value_type, value)


def Texts() -> Values:
    """A tuple of texts, kept as JSON."""
    return Values(str)


def Code(length: int = 40) -> String:
    """A short code of ours (a status, a kind), never text that people write."""
    return String(length)


def to_json(value: Any) -> Any:
    """Frozen dataclasses, tuples, moments, dates and times as JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset | set):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    return value


def from_json(expected: Any, value: Any) -> Any:
    """The opposite of :func:`to_json`, guided by the type expected."""
    if value is None:
        return None
    origin = get_origin(expected)
    if origin in (Union, types.UnionType):
        (inner,) = (arm for arm in get_args(expected) if arm is not type(None))
        return from_json(inner, value)
    if origin is tuple:
        return tuple(from_json(get_args(expected)[0], item) for item in value)
    if is_dataclass(expected):
        return _value_of(expected, value)
    if expected in (datetime, date, time):
        return expected.fromisoformat(value)
    return value


def _value_of(value_type: Any, value: dict[str, Any]) -> Any:
    hints = _hints(value_type)
    return value_type(**{name: from_json(hints[name], item) for name, item in value.items() if name in hints})


@cache
def _hints(value_type: Any) -> dict[str, Any]:
    return get_type_hints(value_type)
