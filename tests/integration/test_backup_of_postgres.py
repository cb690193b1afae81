"""The copying of a PostgreSQL server and the holding of its events, on a server with next to nothing in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from shared.database import make_engine
from shared.locks import HOLD
from tests.kit.clusters import a_folder
from tests.kit.lending import TABLES
from tools.backup.__main__ import main
from tools.backup.errors import BackupError
from tools.backup.holding import SERVICES, Server, events_held
from tools.backup.postgres import SLOT
from tools.backup.shelf import newest
from tools.servers.postgres import PostgresServer
from tools.waiting import until

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "the-superusers-own"
HOLDER = """
import sys
from tools.backup.holding import Server, events_held

with events_held(Server(sys.argv[1])) as at_rest:
    print(at_rest, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def city() -> Iterator[PostgresServer]:
    """A server with the databases of the three services, which hold the tables of the kit."""
    server = PostgresServer(password=PASSWORD)
    server.start()
    for service in SERVICES:
        engine = make_engine(server.create_database(service).replace("postgresql://", "postgresql+psycopg://"))
        TABLES.metadata.create_all(engine)
        engine.dispose()
    yield server
    server.remove()


def can_send(server: PostgresServer) -> bool:
    """Whether a relay of volunteers would find its events free to go."""
    with psycopg.connect(server.url("volunteers")) as relay:
        (free,) = relay.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", (HOLD,)).fetchone() or (False,)
    return bool(free)


def backup(*words: str) -> Result:
    return CliRunner().invoke(main, ["postgres", *words])


def test_a_copy_is_put_back_into_a_folder_that_a_server_is_started_with(city: PostgresServer) -> None:
    city.execute("CREATE TABLE kept (title text)", "sessions")
    city.execute("INSERT INTO kept VALUES ('Số đỏ')", "sessions")
    with a_folder() as folder:
        folder.chmod(0o711)
        taken = backup("take", str(folder / "shelf"), "--url", city.url(), "--via", "env LC_ALL=C.UTF-8")
        assert taken.exit_code == 0, taken.output
        restored = PostgresServer(folder / "server", password=PASSWORD)
        words = ("restore", str(newest(folder / "shelf")), "--data", str(folder / "server" / "data"))
        assert "holds something already" in backup(*words).output
        (folder / "server" / "data").rename(folder / "another")
        assert backup(*words).exit_code == 0
        restored.start()
        with psycopg.connect(restored.url("sessions")) as connection:
            assert connection.execute("SELECT title FROM kept").fetchone() == ("Số đỏ",)
        restored.remove()
    assert can_send(city)


def test_events_go_on_when_whoever_held_them_is_killed(city: PostgresServer) -> None:
    command = [sys.executable, "-c", HOLDER, city.url()]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert not can_send(city)
        holder.kill()
    until(lambda: can_send(city))


def test_a_relay_whose_broker_does_not_answer_is_not_waited_for_for_ever(city: PostgresServer) -> None:
    with psycopg.connect(city.url("sessions")) as relay:
        relay.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", (HOLD,))
        with (
            pytest.raises(BackupError, match=r"events of sessions .* --let-events-travel"),
            events_held(Server(city.url()), patience=1),
        ):
            pass
    assert can_send(city)


def test_a_password_is_no_word_of_a_command_which_everybody_on_the_machine_may_read() -> None:
    server = Server("postgresql://postgres:s%40fe@127.0.0.1:5432/postgres")
    assert server.command("psql", "sessions") == ["psql", "--dbname=postgresql://postgres@127.0.0.1:5432/sessions"]
    assert server.environment["PGPASSWORD"] == "s@fe"
    without = Server("postgresql://postgres@/postgres")
    assert without.database("sessions") == "postgresql://postgres@/sessions"
    assert "PGPASSWORD" not in without.environment


def test_two_backups_at_once_are_one_too_many(city: PostgresServer, tmp_path: Path) -> None:
    with psycopg.connect(city.url(), autocommit=True) as other:
        other.execute("SELECT pg_create_physical_replication_slot(%s, true, true)", (SLOT,))
        refused = backup("take", str(tmp_path), "--url", city.url())
    assert refused.exit_code == 1
    assert "already exists" in refused.output
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    refused = backup("take", str(tmp_path), "--url", "postgresql://postgres@127.0.0.1:1/postgres")
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: PostgreSQL: ")
