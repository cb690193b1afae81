"""The error for a server that is not installed."""

from __future__ import annotations

import shutil
from pathlib import Path


class ServerMissing(RuntimeError):
    """A test needs a program that is not here; nothing is skipped, so the sentence says what to install."""

    def __init__(self, program: str, package: str) -> None:
        super().__init__(
            f"{program} was not found. `make test` installs it when it may; otherwise: apt-get install {package}"
        )


def find_program(name: str, package: str, *places: str) -> Path:
    """The program ``name`` in one of ``places`` (glob patterns, the newest last), else on the path.

    Raises :class:`ServerMissing` naming ``package``.
    """
    for place in places:
        found = sorted(Path("/").glob(f"{place.lstrip('/')}/{name}"), key=_version)
        if found:
            return found[-1]
    program = shutil.which(name)
    if program is None:
        raise ServerMissing(name, package)
    return Path(program)


def _version(path: Path) -> list[int]:
    return [int(part) for part in path.parts if part.isdigit()]
