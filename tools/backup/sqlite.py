"""One ward: three SQLite files, copied as they were at one moment while everybody goes on working.

The write locks of all three are held for the instant in which a reading transaction begins on each; the copies are
made from those, at leisure. An event leaves its outbox only after everybody who listens has committed it, so nothing
is ever on its way outside these files, and a restored ward needs no ``restate``.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from shared.config import CommonConfig, Environment
from shared.contracts import OWNERS
from shared.database import BUSY_SECONDS
from shared.web.keys import FILE_NAME as SIGNING_KEY
from tools.backup.errors import BackupError
from tools.backup.shelf import new_backup, read_label

KIND = "sqlite"
SERVICES = OWNERS
BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database."""

PAGES = 1000
"""Copied between two words about how far it is."""

Tell = Callable[[str], None]


def databases(environment: Environment) -> dict[str, Path]:
    """The SQLite file of each service, as the settings name it."""
    found = {}
    for service in SERVICES:
        url = make_url(str(CommonConfig.common(service, environment)["database_url"]))
        if url.get_backend_name() != "sqlite":
            raise BackupError(f"{service.upper()}_DATABASE_URL names PostgreSQL: use `postgres` instead of `sqlite`.")
        found[service] = Path(str(url.database))
    return found


def take(shelf: Path, files: Mapping[str, Path], data_dir: Path, tell: Tell) -> None:
    """Copy all three as they are now, and the key that signs. Raises :class:`BackupError`."""
    missing = [str(path) for path in files.values() if not path.exists()]
    if missing:
        raise BackupError(f"There is no {missing[0]}: name the folder of the network in OUTREACH_DATA_DIR.")
    with new_backup(shelf, KIND, {}) as folder, one_moment(files) as readers:
        for service, reader in readers.items():
            _copy(service, reader, folder / f"{service}.sqlite3", tell)
        if (data_dir / SIGNING_KEY).exists():
            shutil.copy2(data_dir / SIGNING_KEY, folder / SIGNING_KEY)


@contextmanager
def one_moment(files: Mapping[str, Path]) -> Iterator[dict[str, sqlite3.Connection]]:
    """A connection to each that sees it as it was at one moment; nobody waits longer than that moment takes."""
    with ExitStack() as stack:
        readers = {name: stack.enter_context(closing(_connect(path))) for name, path in files.items()}
        with ExitStack() as locks:
            for name, path in files.items():
                writer = locks.enter_context(closing(_connect(path)))
                _begin(writer, "BEGIN IMMEDIATE", name)
            for name, reader in readers.items():
                _begin(reader, "BEGIN", name)
        yield readers


def restore(backup: Path, files: Mapping[str, Path], data_dir: Path, *, replace: bool) -> None:
    """Put the three files back, and the key. What was there is kept beside, if ``replace``.

    Raises :class:`BackupError`.
    """
    label = read_label(backup, KIND)
    there = [path for path in files.values() if path.exists()]
    for path in there:
        if _in_use(path):
            raise BackupError(f"{path} is in use: stop the network first.")
    if there and not replace:
        raise BackupError(f"{there[0]} is there already: add --replace, which keeps it beside under another name.")
    for path in there:
        _set_aside(path)
    for service, path in files.items():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _put(backup / f"{service}.sqlite3", path)
    if SIGNING_KEY in label["files"]:
        _put(backup / SIGNING_KEY, data_dir / SIGNING_KEY)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)


def _begin(connection: sqlite3.Connection, statement: str, service: str) -> None:
    try:
        connection.execute(statement)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # what is read is fixed by reading
    except sqlite3.OperationalError as error:
        raise BackupError(f"The database of {service} could not be had within {BUSY_SECONDS} s ({error}).") from error


def _copy(service: str, reader: sqlite3.Connection, to: Path, tell: Tell) -> None:
    to.touch(mode=0o600)
    with closing(sqlite3.connect(to)) as copy:
        reader.backup(
            copy, pages=PAGES, progress=lambda _, left, all_: tell(f"{service}: {all_ - left} of {all_} pages")
        )
        (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise BackupError(f"The copy of {service} is damaged ({verdict}): its database is, too. Look at its disk.")
    _sync(to)


def _in_use(path: Path) -> bool:
    """Whether any process has it open: only then an exclusive lock is refused."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as asking:
        try:
            asking.execute("PRAGMA locking_mode=EXCLUSIVE")
            asking.execute("BEGIN EXCLUSIVE")
            asking.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return True
    return False


def _set_aside(path: Path) -> None:
    suffix = f".before-{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}"
    for each in (path, *(path.with_name(path.name + beside) for beside in BESIDE)):
        if each.exists():
            each.rename(each.with_name(path.name + suffix + each.name.removeprefix(path.name)))


def _put(source: Path, target: Path) -> None:
    draft = target.with_name(f".{target.name}.restoring")
    shutil.copyfile(source, draft)
    draft.chmod(0o600)
    _sync(draft)
    draft.replace(target)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
