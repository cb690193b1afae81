"""A file that stands for text messages: one JSON line a message, for rehearsals and tests."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from services.notifications.domain.letter import PHONE, Failure, Letter, Route


class FileChannel:
    """Appends to one file, also from several processes: a line is there whole or not at all."""

    def __init__(self, path: Path, *, replies: bool = False) -> None:
        self.route = Route("file", PHONE, brief=True, replies=replies)
        self._path = path

    def send(self, letter: Letter) -> Failure | None:
        line = json.dumps({**asdict(letter), "at": letter.at.isoformat()}, ensure_ascii=False) + "\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._locked() as descriptor:
                return _append(descriptor, line.encode())
        except OSError:
            return Failure("unavailable")

    @contextmanager
    def _locked(self) -> Iterator[int]:
        # 0600: the lines hold numbers and codes.
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        finally:
            os.close(descriptor)


def _append(descriptor: int, line: bytes) -> Failure | None:
    """One write and to the disk; on a full disk the part that was written is taken back."""
    before = os.fstat(descriptor).st_size
    try:
        whole = os.write(descriptor, line) == len(line)
    except OSError:
        whole = False
    if not whole:
        os.ftruncate(descriptor, before)
        return Failure("disk_full")
    os.fsync(descriptor)
    return None
