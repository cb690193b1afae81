"""Each boundary of ``pyproject.toml`` bites: an import that offends it breaks exactly that contract."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}

# Contract, the module that offends it, and how.
OFFENCES = [
    ("layers", "services/volunteers/domain/__init__.py", "import services.volunteers.config"),
    ("layers", "services/volunteers/config.py", "import services.volunteers.tables"),
    ("layers", "services/sessions/tables.py", "import services.sessions.storage"),
    ("layers", "services/sessions/publications.py", "import services.sessions.storage"),
    ("layers", "services/notifications/commands/__init__.py", "import services.notifications.queries"),
    ("layers", "services/notifications/commands/__init__.py", "import services.notifications.schemas"),
    ("layers", "services/notifications/schemas.py", "import services.notifications.api"),
    ("layers", "services/sessions/subscriptions.py", "import services.sessions.api"),
    ("layers", "services/volunteers/api/__init__.py", "import services.volunteers.pages"),
    ("layers", "services/volunteers/timers.py", "import services.volunteers.pages"),
    ("layers", "services/volunteers/pages/front.py", "import services.volunteers.api"),
    ("layers", "services/volunteers/doorway/access.py", "import services.volunteers.api"),
    ("layers", "services/sessions/api/__init__.py", "import services.sessions.bootstrap"),
    ("layers", "services/sessions/bootstrap.py", "import services.sessions.app"),
    ("independence", "services/sessions/commands/visits.py", "import services.volunteers.config"),
    ("independence", "services/notifications/queries/messages.py", "from services.sessions import tables"),
    ("shared", "shared/ids.py", "import services"),
    ("wire", "services/sessions/commands/visits.py", "import kombu"),
    ("wire", "shared/web/app.py", "import pika"),
    ("tracing", "shared/web/app.py", "import opentelemetry.trace"),
    ("tracing", "shared/tracing/__init__.py", "import opentelemetry.sdk.trace"),
    ("domain", "services/sessions/domain/__init__.py", "import json"),
    ("domain", "services/sessions/domain/__init__.py", "import sqlalchemy"),
    ("domain", "services/volunteers/domain/__init__.py", "from flask import request"),
    ("domain", "services/volunteers/domain/__init__.py", "from shared.messaging import outbox"),
    ("domain", "services/notifications/domain/__init__.py", "from shared import contracts"),
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code that may be spoiled."""
    copy = tmp_path_factory.mktemp("tree")
    for package in ("services", "shared"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def broken_contracts(tree: Path) -> set[str]:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],  # it goes by seconds
        cwd=tree,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    said = " ".join(done.stdout.split())
    verdicts = {id_: verdict for id_, name in CONTRACTS.items() for verdict in _verdicts(said, name)}
    assert verdicts.keys() == CONTRACTS.keys(), done.stdout + done.stderr
    return {id_ for id_, verdict in verdicts.items() if verdict == "BROKEN"}


def _verdicts(said: str, name: str) -> list[str]:
    return [verdict for verdict in ("KEPT", "BROKEN") if f"{name} {verdict}" in said]


def test_the_code_keeps_every_boundary(tree: Path) -> None:
    assert broken_contracts(tree) == set()


@pytest.mark.parametrize(("contract", "module", "offence"), OFFENCES)
def test_an_offence_breaks_its_boundary_and_no_other(tree: Path, contract: str, module: str, offence: str) -> None:
    honest = (tree / module).read_text()
    (tree / module).write_text(f"{honest}\n{offence}\n")
    try:
        assert broken_contracts(tree) == {contract}
    finally:
        (tree / module).write_text(honest)


def test_every_boundary_is_tried() -> None:
    assert {contract for contract, _, _ in OFFENCES} == CONTRACTS.keys()
