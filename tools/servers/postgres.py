"""A private PostgreSQL cluster from the system's packages, which keeps what it committed when it is killed.

Tests kill processes, never the machine, so it does not wait for the disk unless it is asked to be durable: what the
system was handed stays.

PostgreSQL refuses to run as root, so root starts it as user ``postgres``; anybody else starts it as themselves.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tools.servers.keeper import is_running, keeper
from tools.servers.missing import find_program
from tools.servers.own import OwnServer
from tools.servers.ports import free_port
from tools.waiting import until

# Without a password whoever reaches the port is superuser, which is everybody on this machine. So it is for the servers
# of tests and benchmarks only: on the loopback, at a port that is drawn, for minutes, with made-up people in them.
CLIENTS = """
host all,replication postgres 127.0.0.1/32 {superuser}
host all all      127.0.0.1/32 scram-sha-256
"""

SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 64MB
"""

IN_A_HURRY = """
fsync = off
full_page_writes = off
"""


class PostgresServer(OwnServer):
    """A cluster of our own: ``start``, ``stop``, ``kill``, ``create_database``, ``url``.

    The superuser needs a password when one is given, which its data keeps; every other role needs its own, as in
    production. ``switches`` are words of the server's command line, over the settings it has here.

    It keeps its data between ``stop`` or ``kill`` and the next ``start``, until ``remove``. In a ``folder`` that is
    named it outlives this process too, and an empty or missing one is filled.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        port: int | None = None,
        durable: bool = False,
        password: str = "",
        switches: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.port = port or free_port()
        self._password, self._switches = password, switches
        self._settings = SETTINGS + ("" if durable else IN_A_HURRY)
        self._bin = find_program("postgres", "postgresql", "/usr/lib/postgresql/*/bin").parent
        self._lasting = folder is not None
        self._folder = folder or Path(tempfile.mkdtemp(prefix="outreach-postgres-"))
        self._numbers = itertools.count(1)
        if not self._data.exists():
            self._create_cluster()
        self._write_settings()

    def _create_cluster(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres", "postgres")
        initdb = ["initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        words = ["--no-sync", "--pgdata", str(self._data)]
        with self._password_file() as file:
            named = [f"--pwfile={file}"] if self._password else []
            done = subprocess.run(self._as_server_user(*initdb, *words, *named), capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"initdb failed: {done.stderr}")

    @contextmanager
    def _password_file(self) -> Iterator[Path]:
        """What the server's user reads the password from, and nobody else."""
        file = self._folder / "password"
        file.touch(mode=0o600)
        if os.geteuid() == 0:
            shutil.chown(file, "postgres", "postgres")
        file.write_text(f"{self._password}\n")
        try:
            yield file
        finally:
            file.unlink()

    def _write_settings(self) -> None:
        """Beside the data, where they are written anew at each beginning: the port may be another."""
        clients = CLIENTS.format(superuser="scram-sha-256" if self._password else "trust")
        (self._folder / "pg_hba.conf").write_text(clients)
        (self._folder / "postgresql.conf").write_text(
            f"include = '{self._data}/postgresql.conf'\n"
            f"{self._settings}port = {self.port}\n"
            f"hba_file = '{self._folder}/pg_hba.conf'\n"
        )

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    @property
    def log(self) -> str:
        """What the server has written to its log."""
        return (self._folder / "log").read_text(errors="replace")

    def _as_server_user(self, program: str, *arguments: str) -> list[str]:
        command = [str(self._bin / program), *arguments]
        if os.geteuid() != 0:
            return command
        identity = ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--reset-env"]
        return ["setpriv", *identity, *command]

    def start(self) -> None:
        """Start the server unless it runs, and wait until it answers."""
        if not self.running:
            if self._process is not None:
                keeper().release(self._process.pid)
            with (self._folder / "log").open("ab") as log:
                self._process = subprocess.Popen(
                    self._as_server_user(
                        "postgres",
                        *("-D", str(self._data), "-c", f"config_file={self._folder}/postgresql.conf"),
                        *self._switches,
                    ),
                    stdout=log,
                    stderr=log,
                    stdin=subprocess.DEVNULL,
                    start_new_session=True,
                )
            keeper().guard(self._process.pid, signal.SIGQUIT, None if self._lasting else self._folder)
        until(self._answers, seconds=60)

    def _answers(self) -> bool:
        if not self.running:
            raise RuntimeError(f"PostgreSQL did not start: {self.log}")
        try:
            psycopg.connect(self._conninfo("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise RuntimeError(
                    f"The superuser of {self._data} has another password: bring back the one it was made with, or"
                    " remove that folder and what it keeps."
                ) from error
            return False
        return True

    def stop(self) -> None:
        """Stop as an administrator does (fast shutdown): transactions are rolled back, clients cut off."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Kill every process of the server at once, as a crash does: the next start recovers from the log."""
        if self._process is None:
            return
        self._being_ended = True
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        backends = [int(pid) for pid in children.read_text().split()] if self.running else []
        self._process.send_signal(signal.SIGSTOP)  # it must not tidy up while its backends are killed
        for pid in backends:
            os.kill(pid, signal.SIGKILL)
        self._end(signal.SIGKILL)
        until(lambda: not any(map(is_running, backends)))

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._being_ended = True
        self._process.send_signal(how)
        self._process.wait(timeout=30)
        keeper().release(self._process.pid)
        self._process, self._being_ended = None, False

    def let_go(self) -> None:
        """Nothing of it outlives a stop."""

    def remove(self) -> None:
        """End the server at once and remove its data."""
        self._end(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run SQL as the superuser, outside a transaction."""
        with psycopg.connect(self._conninfo(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def create_database(self, name: str | None = None) -> str:
        """A new empty database (a fresh name unless one is given); its URL."""
        name = name or f"test_{next(self._numbers)}"
        self.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)).as_string())
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database, cutting off whoever is connected to it."""
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)).as_string())

    def url(self, name: str = "postgres", user: str = "postgres", password: str = "") -> str:
        """The address of database ``name`` for ``user`` (the superuser unless said otherwise)."""
        known = password or (self._password if user == "postgres" else "")
        secret = f":{known}" if known else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{name}"

    def _conninfo(self, database: str) -> str:
        return self.url(database)
