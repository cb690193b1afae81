"""The folder of a backup: filled aside, named once it is whole, and checked before it is used.

``backup.json`` holds when it was taken, of what, and for each file its size and SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.backup.errors import BackupError

LABEL = "backup.json"
_CHUNK = 1 << 20


@contextmanager
def new_backup(shelf: Path, kind: str, said: dict[str, Any]) -> Iterator[Path]:
    """A folder to fill; under its own name (``outreach-<UTC>``) only when the block ends well.

    It is for its owner only: everything people have told us lies in it. ``said`` goes into the label too.
    """
    taken = datetime.now(UTC)
    name = f"outreach-{taken:%Y-%m-%dT%H-%M-%SZ}"
    whole, partial = shelf / name, shelf / f".{name}.partial"
    if whole.exists():
        raise BackupError(f"{whole} is there already: take the next backup a second later.")
    partial.mkdir(mode=0o700, parents=True)
    try:
        yield partial
        files = {path.name: describe(path) for path in sorted(partial.iterdir())}
        label = {"taken_at": taken.isoformat(timespec="seconds"), "of": kind, **said, "files": files}
        write_durably(partial / LABEL, json.dumps(label, indent=2).encode())
        partial.rename(whole)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def newest(shelf: Path) -> Path:
    """The backup taken last."""
    return max(shelf.glob("outreach-*"))


def read_label(backup: Path, kind: str | None = None) -> dict[str, Any]:
    """The label of a backup whose files are all there and whole. Raises :class:`BackupError`."""
    try:
        label: dict[str, Any] = json.loads((backup / LABEL).read_text())
    except FileNotFoundError as error:
        raise BackupError(f"{backup} is no backup: name a folder that holds {LABEL}.") from error
    if kind is not None and label["of"] != kind:
        raise BackupError(f"{backup} is a backup of {label['of']}: put it back with `{label['of']} restore`.")
    for name, said in label["files"].items():
        if not (backup / name).exists() or describe(backup / name) != said:
            raise BackupError(f"{backup / name} is not what was written: take another backup.")
    return label


def describe(path: Path) -> dict[str, Any]:
    """Size in bytes and SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return {"bytes": path.stat().st_size, "sha256": digest.hexdigest()}


def write_durably(path: Path, content: bytes) -> None:
    """Write a file for its owner only, and wait for the disk."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
