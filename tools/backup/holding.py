"""Holding events back in their outboxes, over ``psql``, which is wherever PostgreSQL is: here or in its container.

Whatever ends a connection, the end of this program too, lets the events go on.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from shared.contracts import OWNERS
from shared.locks import HOLD
from tools.backup.errors import BackupError

SERVICES = OWNERS
PATIENCE = 60
"""Seconds until the events under way have to be confirmed."""

STILL = 1.0
"""Seconds without an event arriving anywhere: then nothing is on its way."""

STIR = 30.0
"""Seconds after which what still arrives is not waited for."""

NOTICED = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
"""A machine that vanishes holds nothing for longer than 25 seconds."""

_END = "--outreach-end--"


@dataclass(frozen=True)
class Server:
    """A PostgreSQL: its superuser's address, and the words before a command that reach its programs."""

    url: str
    via: tuple[str, ...] = ()

    def command(self, program: str, database: str, *arguments: str) -> list[str]:
        """``program`` with the address of ``database``."""
        return [*self.via, program, f"--dbname={self.database(database)}", *arguments]

    def database(self, name: str) -> str:
        """The address of a database of this server."""
        address = urlsplit(self.url)
        user, _, host = address.netloc.rpartition("@")
        if self._tells_password_apart:
            user = user.partition(":")[0]
        return address._replace(netloc=f"{user}@{host}" if user else host, path=f"/{name}").geturl()

    @property
    def environment(self) -> dict[str, str]:
        """What a command finds the password in: its words may be read by everybody on this machine."""
        password = urlsplit(self.url).password if self._tells_password_apart else None
        return {**os.environ, "PGPASSWORD": unquote(password)} if password else dict(os.environ)

    @property
    def _tells_password_apart(self) -> bool:
        return not self.via  # what reaches a program elsewhere need not hand on our environment


class Session:
    """One connection that stays open until the block ends."""

    def __init__(self, server: Server, database: str) -> None:
        quiet = ("--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1")
        command = server.command("psql", database, *quiet)
        try:
            self._psql = subprocess.Popen(
                command,
                env=server.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        except FileNotFoundError as error:
            raise BackupError(
                f"{command[0]} was not found: install postgresql-client, or say how to reach it with --via."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._psql.communicate()  # its input ends, and so does it

    def ask(self, statement: str) -> str:
        """The answer to a statement. Raises :class:`BackupError` with what PostgreSQL says."""
        assert self._psql.stdin is not None
        assert self._psql.stdout is not None
        answer: list[str] = []
        try:
            self._psql.stdin.write(f"{statement};\n\\echo {_END}\n")
            self._psql.stdin.flush()
            for line in self._psql.stdout:
                if line.strip() == _END:
                    return "".join(answer).strip()
                answer.append(line)
        except BrokenPipeError:
            answer += self._psql.stdout
        raise BackupError("PostgreSQL: " + ("".join(answer).strip() or "the connection ended."))


@contextmanager
def events_held(server: Server, *, patience: int = PATIENCE) -> Iterator[bool]:
    """Meanwhile no event leaves an outbox; gives whether everything that had left before has arrived.

    Raises :class:`BackupError` when the events under way are not confirmed within ``patience`` seconds.
    """
    with ExitStack() as stack:
        sessions = [stack.enter_context(Session(server, service)) for service in SERVICES]
        for service, session in zip(SERVICES, sessions, strict=True):
            session.ask(f"{NOTICED}; SET lock_timeout = '{patience}s'")
            try:
                session.ask(f"SELECT pg_advisory_lock({HOLD})")
            except BackupError as error:
                raise BackupError(
                    f"The events of {service} could not be held back within {patience} s. Does the broker answer? "
                    f"With --let-events-travel nothing is held back. ({error})"
                ) from error
        yield _comes_to_rest(sessions)


def _comes_to_rest(sessions: Sequence[Session]) -> bool:
    deadline = time.monotonic() + STIR
    while time.monotonic() < deadline:
        before = _latest(sessions)
        threading.Event().wait(STILL)
        if _latest(sessions) == before:
            return True
    return False


def _latest(sessions: Sequence[Session]) -> list[str]:
    return [session.ask("SELECT received_at, event_id FROM inbox ORDER BY 1 DESC, 2 LIMIT 1") for session in sessions]
