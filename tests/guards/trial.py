"""Running tests in a copy of the tree, and judging how they ended."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from tests.guards.guard import ROOT, BadPatch, Guard
from tests.guards.plugin import BROKER, REPORT

LONGEST_RUN = 300
"""Seconds one run of pytest may take; no named test waits nearly as long."""

A_BROKEN_PROMISE = ("AssertionError", "Failed")
"""What pytest reports when a promise is not kept: an assertion, a deadline of ``until``, a ``raises`` that did not."""


@dataclass(frozen=True)
class Ending:
    """How one test ended: ``outcome`` is passed, failed or "did not run"; ``error`` the type of what was raised."""

    test: str
    outcome: str
    error: str | None = None
    message: str = ""

    @property
    def broke_a_promise(self) -> bool:
        return self.outcome == "failed" and self.error in A_BROKEN_PROMISE

    def __str__(self) -> str:
        return f"{self.outcome}{f' ({self.error}: {self.message})' if self.error else ''}: {self.test}"


@dataclass(frozen=True)
class Trials:
    """Where tests are tried: a snapshot to copy, the ports of a broker to share, and the patience of waiting tests."""

    snapshot: Path
    broker: str
    patience: float

    def unharmed(self, tests: Sequence[str], *, fresh_broker: bool, workers: int) -> list[Ending]:
        """Run ``tests`` on the code as it is, shared by ``workers`` processes."""
        with self._copy() as tree:
            return self._run(tree, tests, fresh_broker, "-p", "xdist", "-n", str(min(workers, len(tests))))

    def without(self, guard: Guard) -> list[Ending]:
        """Run the tests of ``guard`` on a copy without it. Raises ``BadPatch``."""
        with self._copy() as tree:
            guard.take_away(tree)
            see_that_it_runs(tree, guard)
            return self._run(tree, guard.tests, guard.fresh_broker)

    @contextmanager
    def _copy(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="outreach-guard-") as folder:
            yield Path(shutil.copytree(self.snapshot, Path(folder) / "tree"))

    def _run(self, tree: Path, tests: Sequence[str], fresh_broker: bool, *options: str) -> list[Ending]:
        report = tree.parent / "report"
        environment = os.environ | {
            REPORT: str(report),
            BROKER: "" if fresh_broker else self.broker,
            "OUTREACH_TEST_PATIENCE": str(self.patience),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # those of other libraries take longer to load than ours to start
        }
        plugins = ("-p", "tests.guards.plugin", "-p", "no:cacheprovider")
        command = [sys.executable, "-m", "pytest", *plugins, "-q", *options, *tests]
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, timeout=LONGEST_RUN)
        endings = read_endings(tests, report.read_text(encoding="utf-8") if report.exists() else "")
        if any(ending.outcome == "did not run" for ending in endings):
            click.echo(done.stdout[-4000:] + done.stderr[-2000:], err=True)
        return endings


def see_that_it_runs(tree: Path, guard: Guard) -> None:
    """Raise ``BadPatch`` when the patched code is no Python or uses names that are not there.

    Such code would fail every test, and prove nothing.
    """
    ruff = (sys.executable, "-m", "ruff", "check", "--quiet", "--isolated", "--select", "E9,F63,F7,F82")
    python = [file for file in guard.files if file.endswith(".py")]
    if not python:  # settings of a server, which says itself whether it can read them
        return
    done = subprocess.run([*ruff, *python], cwd=tree, capture_output=True, text=True)
    if done.returncode != 0:
        raise BadPatch(f"{guard.patch.name} leaves code that cannot run: {done.stdout}{done.stderr}")


def read_endings(tests: Sequence[str], report: str) -> list[Ending]:
    """The ending of each test from the plugin's report; a broken fixture is no ending of the test."""
    calls: dict[str, Ending] = {}
    for line in map(json.loads, report.splitlines()):
        if line["phase"] == "call":
            calls[line["test"]] = Ending(line["test"], line["outcome"], line["error"], line["message"])
    return [calls.get(test, Ending(test, "did not run")) for test in tests]


@contextmanager
def snapshot() -> Iterator[Path]:
    """A copy of all tracked files as they are now."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    with tempfile.TemporaryDirectory(prefix="outreach-guards-") as folder:
        for name in filter(None, listed.split("\0")):
            source, target = ROOT / name, Path(folder) / name
            if source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
        yield Path(folder)
