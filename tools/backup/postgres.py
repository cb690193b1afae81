"""The city: one PostgreSQL server with the three databases, copied with its write-ahead log as of one moment.

Three dumps would show three moments, and what one service knows of another could be newer than the other itself.
A physical copy of the whole server shows one. What is in the broker at that moment is in no database, so events are
held back in their outboxes while the copy is made: then nothing is on its way when it ends.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tools.backup.errors import BackupError
from tools.backup.holding import Server, Session, events_held
from tools.backup.shelf import new_backup, read_label
from tools.servers.missing import ServerMissing, find_program

KIND = "postgres"
FILE = "postgres.tar.gz"
SLOT = "outreach_backup"
"""Keeps the write-ahead log from being recycled under the copy; gone with its connection. Two copies at once refuse."""

_CHUNK = 1 << 20

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Taken:
    """How long events waited, in seconds, and whether nothing was on its way when the copy ended (None: not asked)."""

    waited: float
    at_rest: bool | None


def take(shelf: Path, server: Server, tell: Tell, *, hold: bool = True) -> Taken:
    """Copy the server as it is when the copy ends, with events held back or not. Raises :class:`BackupError`."""
    with ExitStack() as stack:
        keeper = stack.enter_context(Session(server, "postgres"))
        keeper.ask(f"SELECT pg_create_physical_replication_slot('{SLOT}', true, true)")
        said: dict[str, Any] = {"server_version": keeper.ask("SHOW server_version")}
        size = int(keeper.ask("SELECT sum(pg_database_size(oid)) FROM pg_database"))
        folder = stack.enter_context(new_backup(shelf, KIND, said))
        began = time.monotonic()
        with ExitStack() as holding:
            said["nothing_on_its_way"] = holding.enter_context(events_held(server)) if hold else None
            _copy(server, folder / FILE, size, tell)
        return Taken(time.monotonic() - began if hold else 0.0, said["nothing_on_its_way"])


def restore(backup: Path, data: Path) -> None:
    """Unpack the copy into ``data``, which has to be empty or missing, for the user who owns the folder above.

    Raises :class:`BackupError`.
    """
    read_label(backup, KIND)
    if data.exists() and any(data.iterdir()):
        raise BackupError(f"{data} holds something already: name a new folder, or move that one away.")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    data.chmod(0o700)
    with tarfile.open(backup / FILE) as copy:
        copy.extractall(data, filter="data")
    _verify(data)
    if os.geteuid() == 0:
        _give_to(data.parent.stat().st_uid, data.parent.stat().st_gid, data)


def restore_cluster(backup: Path, cluster: Path) -> None:
    """Put the copy where ``make cluster`` looks for it in ``cluster``, which has its ``.env`` and nothing else.

    Raises :class:`BackupError`.
    """
    if not (cluster / ".env").exists():
        raise BackupError(f"{cluster / '.env'} is missing: put the .env of the network there, it holds its passwords.")
    left = [each for each in sorted(cluster.glob("rabbitmq*")) if each.is_dir()]
    if left:
        raise BackupError(f"{left[0]} holds events from after the backup: remove it first, migrate makes it anew.")
    place = cluster / "postgres"
    place.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(place, "postgres", "postgres")
    restore(backup, place / "data")
    (place / "prepared").touch()


def _copy(server: Server, to: Path, size: int, tell: Tell) -> None:
    how = ("--pgdata=-", "--format=tar", "--wal-method=fetch", "--compress=client-gzip:1", "--checkpoint=fast")
    command = server.command("pg_basebackup", "postgres", *how, "--label=outreach", "--no-password")
    pipe = subprocess.PIPE
    with (
        to.open("xb") as file,
        subprocess.Popen(command, env=server.environment, stdout=pipe, stderr=pipe) as copying,
    ):
        to.chmod(0o600)
        assert copying.stdout is not None
        assert copying.stderr is not None
        _pour(copying.stdout, file, size, tell)
        complaint = copying.stderr.read().decode(errors="replace")
        file.flush()
        os.fsync(file.fileno())
    if copying.returncode != 0:
        raise BackupError(f"pg_basebackup: {complaint.strip() or f'ended with {copying.returncode}'}")


def _pour(source: IO[bytes], target: IO[bytes], size: int, tell: Tell) -> None:
    written = 0
    while chunk := source.read(_CHUNK):
        target.write(chunk)
        written += len(chunk)
        tell(f"{written >> 20} MB packed; the databases hold {size >> 20} MB")


def _verify(data: Path) -> None:
    """Each file against the manifest that PostgreSQL wrote, where its program for that is installed."""
    try:
        program = find_program("pg_verifybackup", "postgresql", "/usr/lib/postgresql/*/bin")
    except ServerMissing:
        return
    done = subprocess.run([program, "--quiet", data], capture_output=True, text=True)
    if done.returncode != 0:
        raise BackupError(f"The copy is damaged: {done.stderr.strip()}")


def _give_to(user: int, group: int, folder: Path) -> None:
    for place, _, files in os.walk(folder):
        for path in (place, *(os.path.join(place, name) for name in files)):
            os.chown(path, user, group)
