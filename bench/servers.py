"""The servers a run has to itself: RabbitMQ and PostgreSQL as the tests start them, each when first asked for."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, MetaData

from shared.database import make_engine
from tools.servers.postgres import PostgresServer
from tools.servers.rabbit import RabbitServer


class Servers:
    """Starts what is asked for; leaving the ``with`` block ends it all and removes its data."""

    def __init__(self) -> None:
        self._ends = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends.close()

    @cached_property
    def postgres(self) -> PostgresServer:
        """PostgreSQL as it ships (every commit reaches the disk), which also notes when each commit was."""
        server = PostgresServer(durable=True)
        self._ends.callback(server.remove)
        server.start()
        server.execute("ALTER SYSTEM SET track_commit_timestamp = on")
        server.stop()
        server.start()
        return server

    @cached_property
    def rabbit(self) -> RabbitServer:
        server = RabbitServer()
        self._ends.callback(server.remove)
        server.start()
        return server

    @contextmanager
    def database(self) -> Iterator[str]:
        """The SQLAlchemy URL of an empty PostgreSQL database, which is dropped at the end."""
        url = self.postgres.create_database()
        try:
            yield url.replace("postgresql://", "postgresql+psycopg://")
        finally:
            self.postgres.drop_database(url.rpartition("/")[2])

    @contextmanager
    def engine(self, metadata: MetaData) -> Iterator[Engine]:
        """The services' kind of engine on a PostgreSQL database that holds empty tables and nothing else."""
        with self.database() as url:
            engine = make_engine(url)
            try:
                metadata.create_all(engine)
                yield engine
            finally:
                engine.dispose()

    @contextmanager
    def vhost(self) -> Iterator[str]:
        """The URL of an empty virtual host, which is deleted at the end."""
        url = self.rabbit.create_vhost()
        try:
            yield url
        finally:
            self.rabbit.delete_vhost(url.rpartition("/")[2])

    def folder(self) -> Path:
        """An empty folder that is removed at the end."""
        path = Path(tempfile.mkdtemp(prefix="outreach-bench-"))
        self._ends.callback(shutil.rmtree, path, ignore_errors=True)
        return path

    def settle(self) -> None:
        """Let PostgreSQL write out what earlier cases left, so that no later one pays for it."""
        self.postgres.execute("CHECKPOINT")
