"""What a worker asks every second is answered by an index: it must not cost more with every year of use."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from services.notifications import bootstrap as notifications
from services.notifications.config import Config as NotificationsConfig
from services.sessions import bootstrap as sessions
from services.sessions.config import Config as SessionsConfig
from services.volunteers import bootstrap as volunteers
from services.volunteers.config import Config as VolunteersConfig
from shared.config import Environment
from shared.messaging.embedded import EmbeddedBroker
from shared.service import Runtime
from tests.waiting import until

NEVER_LARGE = {"alembic_version", "conflicts", "heartbeats", "outbox", "topics", "wards"}

SERVICES = [
    (volunteers.build, VolunteersConfig),
    (sessions.build, SessionsConfig),
    (notifications.build, NotificationsConfig),
]


@pytest.mark.parametrize(("build", "config"), SERVICES, ids=["volunteers", "sessions", "notifications"])
def test_no_loop_and_no_readiness_line_reads_a_whole_table(
    build: Callable[..., Runtime[Any]], config: Any, tmp_path: Path
) -> None:
    settings = Environment({"OUTREACH_DATA_DIR": str(tmp_path)})
    runtime = build(config.read(settings), broker=EmbeddedBroker())
    runtime.migrate()
    asked: dict[str, Any] = {}
    event.listen(runtime.engine, "before_cursor_execute", lambda _c, _u, said, values, *_: asked.update({said: values}))
    runtime.start()
    until(lambda: all(loop.last_alive for loop in runtime.running))
    runtime.readiness()
    runtime.stop()
    file, large = Path(runtime.engine.url.database or ""), set(runtime.parts.metadata.tables) - NEVER_LARGE
    scanned = {said: read_whole(file, said, values) & large for said, values in asked.items()}
    assert len(scanned) > 5
    assert {said: tables for said, tables in scanned.items() if tables} == {}


def read_whole(file: Path, statement: str, values: Any) -> set[str]:
    """What SQLite reads from end to end for a statement."""
    if not statement.startswith(("SELECT", "UPDATE", "DELETE")):
        return set()
    once = values[0] if isinstance(values, list) else values
    with sqlite3.connect(file) as connection:
        plan = [row[3].split() for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", once)]
    return {line[1] for line in plan if line[0] == "SCAN" and "USING" not in line}
