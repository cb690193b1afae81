"""A backup taken while people work, put back somewhere else: nothing accepted is missing, and the services agree."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from services.volunteers import tables as of_volunteers
from shared.database import READ_ONLY, make_engine
from tests.flows.network import SERVICES, EmbeddedNetwork
from tests.kit.clusters import SMALL, UNLIMITED, a_folder
from tests.system.campaign.run import AWAKE
from tests.system.pictures import differences
from tools.backup.shelf import newest
from tools.cluster import Cluster
from tools.crowd import Crowd
from tools.crowd.crowd import RULES
from tools.crowd.ledger import Deed, Ledger
from tools.waiting import until

journal, inbox, outbox = of_volunteers.kit.journal, of_volunteers.kit.inbox, of_volunteers.kit.outbox
"""The kit's tables are the same in every service."""

ROOT = Path(__file__).resolve().parents[2]
RATE = 0.7
"""Requests a second, each with everything that follows from it."""

ENOUGH = 4
"""Acceptances before the backup is taken."""


def backup(*words: str, environment: Mapping[str, str] | None = None, fails: bool = False) -> str:
    """Run ``python -m tools.backup`` as an operator does; what it says."""
    command = [sys.executable, "-m", "tools.backup", *words]
    variables = {**os.environ, **(environment or {})}
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=300)
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@contextmanager
def a_crowd(address: str, phones: Path, add_staff: Any) -> Iterator[Crowd]:
    """People at work: they ask, accept, cancel, move and carry out until the block ends."""
    crowd = Crowd(address, phones, add_staff, seed=4)
    crowd.settle(wards=2, volunteers=12)
    crowd.start(RATE)
    try:
        until(lambda: len(promised(crowd.accepted)["offers"]) >= ENOUGH, seconds=300)
        yield crowd
    finally:
        crowd.stop(patience=5)


def promised(ledger: Ledger) -> dict[str, set[str]]:
    """What was answered with success so far: requests taken in, and offers somebody said yes to."""
    return {"requests": set(ledger.requests), "offers": {done.about_id for done in ledger.of(Deed.ACCEPT)}}


def rows(url: str, table: Table) -> list[dict[str, Any]]:
    engine = make_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect().execution_options(**{READ_ONLY: True}) as connection:
        found = [dict(row) for row in connection.execute(table.select()).mappings()]
    engine.dispose()
    return found


def assert_kept(promises: Mapping[str, set[str]], urls: Mapping[str, str]) -> None:
    """Everything promised is known there, whatever has become of it since."""
    requests = {row["request_id"] for row in rows(urls["volunteers"], of_volunteers.requests)}
    lines = [row["detail"] for row in rows(urls["volunteers"], journal) if row["kind"] == "offer_accepted"]
    assert promises["requests"] - requests == set()
    assert promises["offers"] - {line["offer_id"] for line in lines} == set()


def assert_they_agree(urls: Mapping[str, str]) -> None:
    """Once nothing waits any more to be sent or to be tried again."""

    def at_rest() -> bool:
        inboxes = (row["status"] for url in urls.values() for row in rows(url, inbox))
        return "deferred" not in inboxes and not any(rows(url, outbox) for url in urls.values())

    until(at_rest, seconds=120)
    if differences(urls):  # a timer may have moved something while it was read
        until(at_rest, seconds=120)
        assert differences(urls) == []


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
    network = EmbeddedNetwork(folder, RULES + AWAKE)
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


@contextmanager
def a_city(folder: Path, secrets: Path | None = None) -> Iterator[Cluster]:
    """A cluster that is not started; ``secrets`` are another's, whose databases it shall take over."""
    (folder / "rules.toml").write_text(RULES + AWAKE, encoding="utf-8")
    if secrets is not None:
        (folder / "cluster").mkdir(mode=0o700)
        shutil.copy(secrets, folder / "cluster" / ".env")
    settings = {
        "NOTIFICATIONS_CHANNELS": f"file://{folder}/messages.jsonl",
        "OUTREACH_RULES": str(folder / "rules.toml"),
    }
    city = Cluster.prepare(folder / "cluster", durable=False, environment={**SMALL, **UNLIMITED, **settings})
    try:
        yield city
    finally:
        city.remove()


def databases_of(city: Cluster) -> dict[str, str]:
    return {service: city.superuser_url(service) for service in SERVICES}


@pytest.mark.xdist_group("cluster")
def test_a_city_is_backed_up_while_people_work_and_put_back_on_a_fresh_cluster() -> None:
    with a_folder() as here, a_folder() as there:
        with a_city(here) as city:
            city.start()
            staff = partial(city.run, "volunteers-worker", "python", "-m", "services.volunteers", "add-staff")
            with a_crowd(city.address, here / "messages.jsonl", staff) as crowd:
                before = promised(crowd.accepted)
                said = backup("postgres", "take", str(there / "shelf"), "--cluster", str(city.folder))
                assert "Events waited for" in said
            shutil.copy(city.secrets, there / "secrets")
        taken = str(newest(there / "shelf"))
        assert "Whole: postgres" in backup("check", taken)
        with a_city(there, there / "secrets") as city:
            backup("postgres", "restore", taken, "--cluster", str(city.folder))
            city.start()
            assert_they_agree(databases_of(city))
            for service in ("volunteers", "sessions"):
                city.run(f"{service}-worker", "python", "-m", f"services.{service}", "restate")
            assert_they_agree(databases_of(city))
            assert_kept(before, databases_of(city))
