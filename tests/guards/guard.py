"""A guard as a file: a header in words and the patch that takes the guard away."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]


class BadPatch(Exception):
    """A patch that cannot be used; the sentence says why and what to do."""


@dataclass(frozen=True)
class Guard:
    """``rows`` of the crash table, the ``guard`` that keeps their promise, and the ``tests`` (node ids) that see it.

    ``fresh_broker`` asks for a RabbitMQ of its own: some test stops it.
    """

    name: str
    rows: tuple[str, ...]
    guard: str
    tests: tuple[str, ...]
    fresh_broker: bool
    patch: Path

    @classmethod
    def read(cls, patch: Path) -> Guard:
        """Read the header of ``patch``; raises :class:`BadPatch` when something is missing."""
        header, _, diff = patch.read_text(encoding="utf-8").partition("\n--- a/")
        lines = [line.partition(": ") for line in header.splitlines() if ": " in line]
        said = {key: [value for name, _, value in lines if name == key] for key in ("Row", "Guard", "Fails", "Broker")}
        missing = [key for key in ("Row", "Guard", "Fails") if not said[key]]
        if missing or not diff:
            raise BadPatch(f"{patch.name} has no {', '.join(missing) or 'diff'}: see the other patches.")
        rows, tests = tuple(said["Row"]), tuple(said["Fails"])
        return cls(patch.stem, rows, " ".join(said["Guard"]), tests, bool(said["Broker"]), patch)

    @property
    def files(self) -> list[str]:
        """The files it changes, from the root of the project."""
        lines = self.patch.read_text(encoding="utf-8").splitlines()
        return [line.removeprefix("+++ b/") for line in lines if line.startswith("+++ b/")]

    def take_away(self, tree: Path, *, only_try: bool = False) -> None:
        """Apply the patch to ``tree``; raises :class:`BadPatch` when it does not fit any more."""
        check = ["--check"] if only_try else []
        command = ["git", "apply", *check, "--whitespace=nowarn", str(self.patch.absolute())]
        # A copy inside another repository would otherwise be taken for a part of that one.
        environment = os.environ | {"GIT_CEILING_DIRECTORIES": str(tree.absolute().parent)}
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise BadPatch(
                f"{self.patch.name} does not fit the code any more: {done.stderr.strip()} "
                "Make it again against the code as it is now."
            )


def all_guards() -> list[Guard]:
    """Every guard, by name."""
    return [Guard.read(patch) for patch in sorted(FOLDER.glob("*.patch"))]
