"""The house: one command that tells the truth, and files that name no machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from shared import locks

ROOT = Path(__file__).parents[2]

# Written so that this file does not name them either.
REGISTRIES = [r"pyp[i]\.org", r"python[h]osted", r"registry\.np[m]js", r"deb\.debia[n]", r"(docker|ghcr|quay)\.i[o]"]
MACHINES = [r"/wor[k]/", r"/far[m]/"]


def our_files() -> Iterator[Path]:
    """Every file of the project, without what git ignores; there may be no git here."""
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split()] + [".git"]
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if not any(fnmatch(name, pattern) for pattern in ignored)]
        yield from (Path(folder, name) for name in names if not any(fnmatch(name, pattern) for pattern in ignored))


@pytest.fixture
def recorded_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ``make`` that writes down what it is asked and what it hears, and fails with 3."""
    program = tmp_path / "make"
    program.write_text(
        f'#!/bin/bash\npwd > {tmp_path}/asked; echo "$@" >> {tmp_path}/asked; cat >> {tmp_path}/asked; exit 3'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path / "asked"


def test_the_integration_machine_runs_make_sure_from_anywhere_without_a_terminal(
    recorded_make: Path, tmp_path: Path
) -> None:
    done = subprocess.run(["bash", ROOT / ".ci/run"], cwd=tmp_path, input=b"not for you")
    assert recorded_make.read_text().splitlines() == [str(ROOT), "sure"]
    assert done.returncode == 3, "a failure must not look like a success"


def test_make_sure_checks_everything_and_then_runs_the_suite() -> None:
    plan = subprocess.run(["make", "--dry-run", "sure"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    steps = ["ruff format --check", "ruff check", "mypy", "lint-imports", "docker-compose", "hadolint", "pytest"]
    places = [plan.index(step) for step in steps]
    assert places == sorted(places)


def test_make_alone_explains_every_target() -> None:
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony
    assert all(f"make {target} " in said for target in phony[1].split())


@pytest.fixture
def bare_machine(tmp_path: Path) -> dict[str, str]:
    """An environment with an old Python, a user who may install nothing, and little else."""
    for name in ("bash", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    for name, body in {"python3": "exit 1", "id": "echo 1000"}.items():
        (tmp_path / name).write_text(f"#!{tmp_path}/bash\n{body}\n")
        (tmp_path / name).chmod(0o755)
    return {"PATH": str(tmp_path)}


def test_a_machine_without_a_new_python_is_told_what_to_install(bare_machine: dict[str, str], tmp_path: Path) -> None:
    command = [str(ROOT / "tools/environment"), str(tmp_path / "venv"), "requirements.txt"]
    refused = subprocess.run(command, cwd=ROOT, env=bare_machine, capture_output=True, text=True)
    assert refused.returncode != 0
    assert "No Python 3.11 or newer was found. Install one" in refused.stderr
    assert not (tmp_path / "venv").exists()


def test_who_may_not_install_packages_is_told_their_names(bare_machine: dict[str, str]) -> None:
    command = [str(ROOT / "tools/install-packages"), "rabbitmq-server", "postgresql"]
    refused = subprocess.run(command, env=bare_machine, capture_output=True, text=True)
    assert refused.returncode != 0
    assert "apt-get install rabbitmq-server postgresql" in refused.stderr


@pytest.mark.parametrize(
    ("target", "more"), [("cluster", set()), ("bench", {"chromium-headless-shell"}), ("load", set()), ("guards", set())]
)
def test_what_only_tests_call_is_wanted_for_tests_alone(target: str, more: set[str]) -> None:
    assert {"prometheus", "gettext-base"} & wanted_by(target) == set()
    assert wanted_by(target) == {"rabbitmq-server", "postgresql", "nginx"} | more <= wanted_by("test")


def wanted_by(target: str) -> set[str]:
    """The packages that are looked for before the target does its work."""
    plan = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    (line,) = re.findall(r"^tools/ensure-servers (.+)$", plan, re.MULTILINE)
    return set(line.split())


def test_who_may_not_install_what_tests_call_is_told_all_of_it(bare_machine: dict[str, str]) -> None:
    only_tests = sorted(wanted_by("test") - wanted_by("cluster"))
    command = [str(ROOT / "tools/ensure-servers"), *only_tests]
    refused = subprocess.run(command, env=bare_machine, capture_output=True, text=True)
    assert refused.returncode != 0
    assert f"apt-get install {' '.join(only_tests)}" in refused.stderr
    assert only_tests == ["chromium-headless-shell", "gettext-base", "prometheus"]


@pytest.mark.parametrize("name", REGISTRIES + MACHINES)
def test_no_file_names_a_registry_or_the_machine_it_was_written_on(name: str) -> None:
    pattern = re.compile(name.encode())
    assert [path for path in our_files() if pattern.search(path.read_bytes())] == []


def test_every_advisory_lock_has_a_number_of_its_own_and_all_stand_in_one_place() -> None:
    numbers = [value for value in vars(locks).values() if isinstance(value, int)]
    assert len(set(numbers)) == len(numbers) > 1
    code = [path for path in our_files() if path.relative_to(ROOT).parts[0] in ("services", "shared", "tools")]
    takers = {path: path.read_text() for path in code if b"advisory_" in path.read_bytes()}
    assert len(takers) > 2
    assert [path for path, text in takers.items() if "from shared.locks import" not in text] == []
    assert [path for path, text in takers.items() if re.search(r"\d(_?\d){6}", text)] == []
