"""An upgrade while people use the network: the schema moves first, then one process after the other.

So for a while today's program works on tomorrow's schema, and hears what only tomorrow's program knows. Tomorrow's
revision is made here: it adds what the rules in ``docs/operating.md`` allow.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import inspect

from services.sessions.app import create_app
from services.sessions.bootstrap import PARTS
from services.sessions.tables import kit
from shared import migrations
from shared.clock import ManualClock
from shared.contracts.contract import Catalogue, Shape
from shared.database import make_engine
from shared.ids import new_id
from shared.messaging.port import Delivery
from shared.messaging.subscriptions import Subscriptions
from shared.migrations import TableInUse
from shared.service import open_runtime
from tests.integration.sessions_wiring import AHousehold, Sessions, a_volunteer, appointments_of, hear, rows, told
from tests.integration.sessions_wiring import sessions_on as an_agenda_on
from tools.waiting import until

TOMORROW = """
import sqlalchemy as sa
from alembic import op

from shared.migrations import create_index

revision = "{revision}"
down_revision = "{before}"


def upgrade():
    {what}
"""
NEW_COLUMN = 'op.add_column("appointments", sa.Column("floor", sa.Integer(), nullable=True))'
NEW_INDEX = 'create_index("ix_appointments_place", "appointments", ["place", "starts_at"])'


def tomorrow(folder: Path, *steps: str, today: Path = PARTS.migrations) -> Path:
    """Today's migrations, of sessions unless others are named, with a revision more for each of ``steps``."""
    shutil.copytree(today, folder / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    before = newest(today)
    for number, what in enumerate(steps, start=1):
        revision = f"tomorrow{number}"
        script = TOMORROW.format(revision=revision, before=before, what=what)
        (folder / "migrations" / "versions" / f"{revision}.py").write_text(script)
        before = revision
    return folder / "migrations"


def newest(directory: Path = PARTS.migrations) -> str:
    engine = make_engine("sqlite://")
    with engine.connect() as connection:
        _, head = migrations.revisions(connection, directory)
    assert head is not None
    return head


@pytest.fixture
def sessions(database_url: str, tmp_path: Path) -> Iterator[Sessions]:
    """Today's program, whose database tomorrow's has migrated."""
    with an_agenda_on(database_url, tmp_path) as sessions:
        migrations.upgrade(sessions.engine, tomorrow(tmp_path, NEW_COLUMN, NEW_INDEX))
        yield sessions


def test_todays_program_is_ready_and_works_on_tomorrows_schema(sessions: Sessions) -> None:
    household, minh = AHousehold(), new_id()
    hear(sessions, a_volunteer(minh), household.opened(), household.accepted({new_id(): minh}))
    (placed,) = appointments_of(sessions, household)
    assert placed["status"] == "scheduled"
    answer = create_app(sessions).test_client().get("/readyz")
    assert answer.status_code == 200
    schema = next(line for line in json.loads(answer.text)["checks"] if line["name"] == "schema")
    assert schema == {
        "name": "schema",
        "status": "warning",
        "detail": f"revision tomorrow2 of a newer program, this one knows {newest()}",
    }


def test_todays_migrate_leaves_tomorrows_schema_as_it_is(sessions: Sessions) -> None:
    sessions.migrate()
    with sessions.reading() as connection:
        assert migrations.revisions(connection, PARTS.migrations)[0] == "tomorrow2"


def test_tomorrows_program_says_that_todays_schema_is_not_enough(database_url: str, tmp_path: Path) -> None:
    with an_agenda_on(database_url, tmp_path) as sessions:
        sessions.parts = replace(sessions.parts, migrations=tomorrow(tmp_path, NEW_COLUMN))
        answer = create_app(sessions).test_client().get("/readyz")
    assert answer.status_code == 503
    assert "run migrate" in answer.text


EQUIPMENT = Catalogue("volunteers").add("equipment.changed", Shape(), "Something that is told from tomorrow on.")


def test_what_only_tomorrows_program_knows_waits_for_it(sessions: Sessions) -> None:
    seen: list[str] = []
    event = told(EQUIPMENT, new_id(), 1, {})
    sessions.dispatcher.deliver([Delivery(event.to_bytes())])
    assert [(row["status"], row["reason"]) for row in rows(sessions, kit.inbox)] == [("deferred", "type_unknown")]
    known = Subscriptions({**dict(PARTS.subscriptions.values()), EQUIPMENT: lambda event, _unit: seen.append(event.id)})
    tomorrows = open_runtime(replace(PARTS, subscriptions=known), sessions.config, clock=sessions.clock)
    a_clock(sessions).advance(timedelta(minutes=1))
    assert tomorrows.dispatcher.retry_due() == 1
    tomorrows.close()
    assert seen == [event.id]


def test_a_field_that_only_tomorrows_program_knows_is_passed_over(sessions: Sessions) -> None:
    household = AHousehold()
    opened = household.opened()
    hear(sessions, replace(opened, data={**opened.data, "lift": True}))
    assert [row["status"] for row in rows(sessions, kit.inbox)] == ["done"]


def a_clock(sessions: Sessions) -> ManualClock:
    assert isinstance(sessions.clock, ManualClock)
    return sessions.clock


# What a migration does to those who work meanwhile; only PostgreSQL lets several write at once.


@pytest.fixture
def agenda(postgres_url: str, tmp_path: Path) -> Iterator[Sessions]:
    with an_agenda_on(postgres_url, tmp_path) as sessions:
        yield sessions


@contextmanager
def migrating(agenda: Sessions, directory: Path, patience: timedelta = migrations.PATIENCE) -> Iterator[Future[None]]:
    engine = make_engine(agenda.config.database_url)
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(migrations.upgrade, engine, directory, patience=patience)
    engine.dispose()


def connect(agenda: Sessions) -> psycopg.Connection[Any]:
    """Whoever works meanwhile; nobody waits longer for an answer than a migration may wait for its lock, and a bit."""
    url = agenda.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    most = int(2.5 * migrations.LOCK_WAIT.total_seconds())
    return psycopg.connect(url, options=f"-c statement_timeout={most}s")


def waits_for_a_lock(agenda: Sessions) -> bool:
    with connect(agenda) as asking:
        found = asking.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'appointments'::regclass")
        return found.fetchone() is not None


def test_a_migration_that_has_to_wait_for_somebody_lets_all_others_go_on(agenda: Sessions, tmp_path: Path) -> None:
    directory = tomorrow(tmp_path, NEW_COLUMN)
    with connect(agenda) as somebody, migrating(agenda, directory) as upgrade:
        somebody.execute("SELECT count(*) FROM appointments")
        for _ in range(2):
            until(lambda: waits_for_a_lock(agenda))
            with connect(agenda) as other:
                other.execute("SELECT count(*) FROM appointments")
        assert not upgrade.done()
        somebody.commit()
        upgrade.result(timeout=30)
    assert "floor" in {column["name"] for column in inspect(agenda.engine).get_columns("appointments")}


def test_a_table_that_is_never_free_is_named_and_nothing_is_changed(agenda: Sessions, tmp_path: Path) -> None:
    directory = tomorrow(tmp_path, NEW_COLUMN)
    with connect(agenda) as somebody:
        somebody.execute("SELECT count(*) FROM appointments")
        with migrating(agenda, directory, patience=timedelta(0)) as upgrade, pytest.raises(TableInUse) as refused:
            upgrade.result(timeout=30)
    assert "pg_stat_activity" in str(refused.value)
    with agenda.reading() as connection:
        assert migrations.revisions(connection, directory)[0] == newest()


def test_an_index_is_made_while_others_write_the_table(agenda: Sessions, tmp_path: Path) -> None:
    directory = tomorrow(tmp_path, NEW_INDEX)
    household, minh = AHousehold(), new_id()
    hear(agenda, a_volunteer(minh), household.accepted({new_id(): minh}))
    with connect(agenda) as somebody:
        somebody.execute("UPDATE appointments SET note = 'kính mới'")
        with migrating(agenda, directory) as upgrade:
            until(lambda: "ix_appointments_place" in indexes(agenda))
            with connect(agenda) as other:
                other.execute("INSERT INTO appointments SELECT * FROM appointments WHERE false")
            assert not upgrade.done()
            somebody.commit()
            upgrade.result(timeout=30)
    assert indexes(agenda)["ix_appointments_place"], "it counts"


def test_an_index_that_waits_for_a_transaction_without_end_says_so(agenda: Sessions, tmp_path: Path) -> None:
    with connect(agenda) as somebody:
        somebody.execute("LOCK TABLE appointments IN ROW EXCLUSIVE MODE")
        directory = tomorrow(tmp_path, NEW_INDEX)
        with migrating(agenda, directory, patience=timedelta(0)) as upgrade, pytest.raises(TableInUse) as refused:
            upgrade.result(timeout=30)
        assert "pg_stat_activity" in str(refused.value)
        somebody.commit()
    with migrating(agenda, directory) as upgrade:
        upgrade.result(timeout=30)
    assert indexes(agenda)["ix_appointments_place"], "what was left of the first try is gone"


def test_a_migration_that_gets_into_a_deadlock_is_tried_again(agenda: Sessions, tmp_path: Path) -> None:
    directory = tomorrow(tmp_path, f'op.execute("LOCK TABLE requests IN SHARE MODE")\n    {NEW_COLUMN}')
    with connect(agenda) as somebody, migrating(agenda, directory) as upgrade:
        somebody.execute("SET deadlock_timeout = '1min'")  # so it is the migration that is told to give up
        somebody.execute("SELECT count(*) FROM appointments")
        until(lambda: waits_for_a_lock(agenda))
        somebody.execute("LOCK TABLE requests IN ROW EXCLUSIVE MODE")
        somebody.commit()
        upgrade.result(timeout=30)
    assert "floor" in {column["name"] for column in inspect(agenda.engine).get_columns("appointments")}


def test_an_index_that_was_left_half_made_is_made_again(agenda: Sessions, tmp_path: Path) -> None:
    with connect(agenda) as somebody:
        somebody.execute("CREATE INDEX ix_appointments_place ON appointments (place)")
        somebody.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_appointments_place'::regclass")
    with migrating(agenda, tomorrow(tmp_path, NEW_INDEX)) as upgrade:
        upgrade.result(timeout=30)
    assert indexes(agenda)["ix_appointments_place"]


def indexes(agenda: Sessions) -> dict[str, bool]:
    """The indexes of appointments, and whether each counts."""
    with connect(agenda) as asking:
        found = asking.execute(
            "SELECT indexrelid::regclass::text, indisvalid FROM pg_index WHERE indrelid = 'appointments'::regclass"
        )
        return dict(found.fetchall())
