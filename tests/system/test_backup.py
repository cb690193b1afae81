"""A backup taken while people work, put back somewhere else: nothing accepted is missing, and the services agree."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from tests.flows.network import SERVICES, EmbeddedNetwork
from tests.kit.clusters import a_folder
from tests.system.at_work import (
    A_CROWDS_RULES,
    a_city,
    a_crowd,
    assert_kept,
    assert_they_agree,
    databases_of,
    promised,
    staff_of,
)
from tools.backup.shelf import newest

ROOT = Path(__file__).resolve().parents[2]


def backup(*words: str, environment: Mapping[str, str] | None = None, fails: bool = False) -> str:
    """Run ``python -m tools.backup`` as an operator does; what it says."""
    command = [sys.executable, "-m", "tools.backup", *words]
    variables = {**os.environ, **(environment or {})}
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=300)
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


# One ward: one process, three SQLite files.


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[EmbeddedNetwork]:
    network = a_ward(tmp_path / "var")
    network.run()
    yield network
    network.stop()


def a_ward(folder: Path) -> EmbeddedNetwork:
    """A network that is not started; the crowd lives by the true time."""
    folder.mkdir(mode=0o700)
    network = EmbeddedNetwork(folder, A_CROWDS_RULES)
    network.environment["OUTREACH_CLOCK_OFFSET"] = "PT0S"
    return network


def files_of(network: EmbeddedNetwork) -> dict[str, str]:
    return {service: f"sqlite:///{network.folder}/{service}.sqlite3" for service in SERVICES}


def test_a_ward_is_backed_up_while_people_work_and_put_back_elsewhere(ward: EmbeddedNetwork, tmp_path: Path) -> None:
    phones = ward.folder / "messages.jsonl"
    with a_crowd(ward.addresses["volunteers"].removesuffix("/volunteers"), phones, partial(add_staff, ward)) as crowd:
        before = promised(crowd.accepted)
        said = backup("sqlite", "take", str(tmp_path / "shelf"), environment=ward.environment)
    ward.stop()
    taken = newest(tmp_path / "shelf")
    assert str(taken) in said
    assert {stat.S_IMODE(path.stat().st_mode) for path in (taken, *taken.iterdir())} == {0o700, 0o600}
    elsewhere = a_ward(tmp_path / "elsewhere")
    backup("sqlite", "restore", str(taken), environment=elsewhere.environment)
    elsewhere.run()
    try:
        assert_they_agree(files_of(elsewhere))
        assert_kept(before, files_of(elsewhere))
    finally:
        elsewhere.stop()


def add_staff(network: EmbeddedNetwork, *words: str) -> None:
    network.command("services.volunteers", "add-staff", *words)


def test_a_ward_that_runs_is_not_overwritten_and_what_was_there_is_kept_beside(
    ward: EmbeddedNetwork, tmp_path: Path
) -> None:
    shelf = str(tmp_path / "shelf")
    backup("sqlite", "take", shelf, environment=ward.environment)
    put_back = ("sqlite", "restore", str(newest(tmp_path / "shelf")))
    assert "stop the network first" in backup(*put_back, environment=ward.environment, fails=True)
    ward.stop()
    assert "add --replace" in backup(*put_back, environment=ward.environment, fails=True)
    backup(*put_back, "--replace", environment=ward.environment)
    assert len(list(ward.folder.glob("*.before-*"))) == len(SERVICES)
    ward.run()
    assert_they_agree(files_of(ward))


def test_a_damaged_backup_and_a_folder_that_is_none_are_told_apart_from_a_whole_one(
    ward: EmbeddedNetwork, tmp_path: Path
) -> None:
    backup("sqlite", "take", str(tmp_path / "shelf"), environment=ward.environment)
    taken = newest(tmp_path / "shelf")
    assert "Whole: sqlite" in backup("check", str(taken))
    with (taken / "sessions.sqlite3").open("r+b") as file:
        file.seek(5000)
        file.write(b"?")
    assert "sessions.sqlite3 is not what was written" in backup("check", str(taken), fails=True)
    assert "is no backup" in backup("check", str(tmp_path), fails=True)
    assert "use `postgres`" in backup(
        *("sqlite", "take", str(tmp_path)), environment={"SESSIONS_DATABASE_URL": "postgresql://x@y/z"}, fails=True
    )


# The city: many processes, PostgreSQL and RabbitMQ.


@pytest.mark.xdist_group("cluster")
def test_a_city_is_backed_up_while_people_work_and_put_back_on_a_fresh_cluster() -> None:
    with a_folder() as here, a_folder() as there:
        with a_city(here) as city:
            city.start()
            with a_crowd(city.address, here / "messages.jsonl", staff_of(city)) as crowd:
                before = promised(crowd.accepted)
                said = backup("postgres", "take", str(there / "shelf"), "--cluster", str(city.folder))
                assert "Events waited for" in said
            shutil.copy(city.secrets, there / "secrets")
        taken = str(newest(there / "shelf"))
        assert "Whole: postgres" in backup("check", taken)
        with a_city(there, there / "secrets") as city:
            backup("postgres", "restore", taken, "--cluster", str(city.folder))
            city.start()
            assert_they_agree(databases_of(city), city.rabbits[0])
            for service in ("volunteers", "sessions"):
                city.run(f"{service}-worker", "python", "-m", f"services.{service}", "restate")
            assert_they_agree(databases_of(city), city.rabbits[0], restated=True)
            assert_kept(before, databases_of(city))
