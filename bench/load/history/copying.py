"""Multiplying a season: read once as text, written many times by ``COPY``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import islice

import psycopg
from psycopg import sql

from bench.load.history.pattern import Pattern
from bench.load.history.season import COPIED, FORGOTTEN, ROWS, Connection, Season, volunteers_by_ward

APART = 30
"""Days between two seasons of one ward, so that nobody is booked twice."""

REQUESTS_IN_THE_INBOX = 75_600
"""Ids of events are kept for 30 days: what the city asks in that time, at 126 wards and 20 requests a day."""

_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
 WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique
   AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""

_NEXT = "SELECT left(request_id::text, 8) FROM requests WHERE request_id::text ~ %s ORDER BY request_id DESC LIMIT 1"

Progress = Callable[[str, float], None]
"""Which service, and how much of it is done, from 0 to 1."""


def multiply(urls: Mapping[str, str], requests: int, progress: Progress = lambda _service, _share: None) -> int:
    """Write what was lived in one ward until about ``requests`` more are there; how many there are more.

    ``urls`` maps each service to its database, for a superuser. Nothing else may write meanwhile. Raises
    :class:`~bench.load.history.season.NothingLived`.
    """
    with ExitStack() as opened:
        connections = {name: opened.enter_context(psycopg.connect(url)) for name, url in urls.items()}
        season = Season.lived(connections)
        plan = list(_plan(season, connections["volunteers"], requests))
        for connection in connections.values():
            connection.commit()
        with ThreadPoolExecutor(len(connections)) as threads:
            written = [
                threads.submit(_write, connection, name, season, plan, progress)
                for name, connection in connections.items()
            ]
            for each in written:
                each.result()
        for connection in connections.values():
            connection.commit()
            connection.autocommit = True
            connection.execute("VACUUM ANALYZE")
    return len(plan) * len(season.requests)


Copy = tuple[int, str, list[str], int]
"""Its number, the ward, the ward's volunteers, and by how many days it lies earlier."""


def _plan(season: Season, connection: Connection, requests: int) -> Iterator[Copy]:
    """Ward after ward, and then all of them again some days earlier. A ward with fewer volunteers is left out."""
    wards = [
        (ward, helpers)
        for ward, helpers in volunteers_by_ward(connection).items()
        if len(helpers) >= len(season.volunteers)
    ]
    row = connection.execute(_NEXT, [COPIED]).fetchone()
    first = int(row[0], 16) + 1 if row else 1
    for place in range(first, first + max(1, round(requests / len(season.requests)))):
        before, number = divmod(place - 1, len(wards))
        ward, helpers = wards[number]
        yield place, ward, helpers, (1 + before) * APART


def _write(connection: Connection, service: str, season: Season, plan: Sequence[Copy], progress: Progress) -> None:
    kept = -(-REQUESTS_IN_THE_INBOX // len(season.requests))
    tables = ROWS[service]
    total = len(tables) * len(plan)
    with _without_guards(connection, list(tables)):
        for done, table in enumerate(tables):
            columns, text = _read(connection, season, service, table)
            pattern = Pattern(season, text)
            copies = islice(plan, kept) if table == "inbox" else iter(plan)
            into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
            with connection.cursor().copy(into) as stream:
                for number, copy in enumerate(copies):
                    stream.write(pattern.copy(*copy))
                    if number % 50 == 0:
                        progress(service, (done * len(plan) + number) / total)
    progress(service, 1.0)


@contextmanager
def _without_guards(connection: Connection, tables: list[str]) -> Iterator[None]:
    """Without checks of references and without indexes that only make reading faster: they are built at the end."""
    indexes = connection.execute(_INDEXES, [tables]).fetchall()
    connection.execute("SET session_replication_role = replica")
    connection.execute("SET maintenance_work_mem = '512MB'")
    for name, _ in indexes:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.SQL(name)))
    yield
    for _, definition in indexes:
        connection.execute(sql.SQL(definition))


def _read(connection: Connection, season: Season, service: str, table: str) -> tuple[sql.Composed, str]:
    """The columns that are written, and the season's rows; numbers the database gives itself are left to it."""
    column, kind = ROWS[service][table]
    named = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
        " AND column_default IS DISTINCT FROM 'nextval(''' || table_name || '_id_seq''::regclass)'",
        [table],
    )
    columns = [name for (name,) in named if name not in FORGOTTEN.get(table, ())]
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    wanted = sql.SQL("COPY (SELECT {} FROM {} WHERE {}::text = ANY({})) TO STDOUT").format(
        listed, sql.Identifier(table), sql.Identifier(column), season.ids(kind)
    )
    with connection.cursor().copy(wanted) as stream:
        return listed, b"".join(bytes(block) for block in stream).decode()
