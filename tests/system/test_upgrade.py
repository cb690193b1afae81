"""An upgrade under the hands of people at work, as the handbook has it: schema first, then process after process.

While tomorrow's migrations run nobody is refused; while a process starts anew, whoever finds nobody there calls again
and is answered; and nothing that was accepted is lost or comes apart.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from services.notifications.bootstrap import PARTS as NOTIFICATIONS
from services.sessions.bootstrap import PARTS as SESSIONS
from services.volunteers.bootstrap import PARTS as VOLUNTEERS
from shared import migrations
from shared.contracts import OWNERS
from shared.database import make_engine
from tests.integration.test_upgrading import tomorrow
from tests.kit.clusters import a_folder
from tests.system.at_work import a_city, a_crowd, assert_kept, assert_they_agree, databases_of, promised, staff_of
from tools.cluster import Cluster
from tools.cluster.cluster import START_SECONDS
from tools.cluster.process import Process
from tools.crowd.wire import Call
from tools.waiting import until

COLUMN = 'op.add_column("{table}", sa.Column("tomorrow", sa.Text(), nullable=False, server_default=""))'
INDEX = 'create_index("ix_{table}_tomorrow", "{table}", ["tomorrow"])'
BUSIEST = {
    "volunteers": (VOLUNTEERS, "requests"),
    "sessions": (SESSIONS, "requests"),
    "notifications": (NOTIFICATIONS, "messages"),
}
"""The table of each service that everybody reads and writes all the time."""


def migrate(cluster: Cluster, service: str, folder: Path) -> None:
    parts, table = BUSIEST[service]
    steps = (COLUMN.format(table=table), INDEX.format(table=table))
    engine = make_engine(cluster.superuser_url(service).replace("postgresql://", "postgresql+psycopg://"))
    migrations.upgrade(engine, tomorrow(folder / service, *steps, today=parts.migrations))
    engine.dispose()


@pytest.mark.xdist_group("cluster")
def test_schema_and_processes_move_on_under_the_hands_of_people_at_work() -> None:
    calls: list[Call] = []
    with a_folder() as folder, a_city(folder) as city:
        city.start()
        with a_crowd(city.address, folder / "messages.jsonl", staff_of(city), watch=calls.append) as crowd:
            for service in BUSIEST:
                migrate(city, service, folder)
            for service in BUSIEST:
                answer = requests.get(f"{city.address}/{service}/readyz", timeout=30)
                assert (answer.status_code, "tomorrow2 of a newer program" in answer.text) == (200, True)
            meanwhile = list(calls)
            for process in one_after_the_other(city):
                process.stop()
                process.start()
                until(process.is_ready, seconds=START_SECONDS)
        assert [call for call in meanwhile if max(call.status, *call.failures, 0) >= 500 or call.status == 0] == []
        assert [call for call in calls if call.status >= 500 or call.status == 0] == [], "answered in the end"
        assert_kept(promised(crowd.accepted), databases_of(city))
        assert_they_agree(databases_of(city), city.rabbits[0])


def one_after_the_other(city: Cluster) -> list[Process]:
    """Everything of ours, the web processes last."""
    ours = [process for name, process in city.processes.items() if name.startswith(OWNERS)]
    assert len(ours) == 2 * len(OWNERS) + 1, "a worker and a web process each, and the sender"
    return sorted(ours, key=lambda process: process.name.endswith("-web"))
