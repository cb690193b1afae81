"""Tomorrow's migrations run while people work with today's programs: nobody is refused, and nothing comes apart."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from services.notifications.bootstrap import PARTS as NOTIFICATIONS
from services.sessions.bootstrap import PARTS as SESSIONS
from services.volunteers.bootstrap import PARTS as VOLUNTEERS
from shared import migrations
from shared.database import make_engine
from tests.integration.test_upgrading import tomorrow
from tests.kit.clusters import a_folder
from tests.system.at_work import a_city, a_crowd, assert_they_agree, databases_of, staff_of
from tools.cluster import Cluster
from tools.crowd.wire import Call

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
def test_the_schema_moves_on_under_the_hands_of_people_at_work() -> None:
    calls: list[Call] = []
    with a_folder() as folder, a_city(folder) as city:
        city.start()
        with a_crowd(city.address, folder / "messages.jsonl", staff_of(city), watch=calls.append):
            for service in BUSIEST:
                migrate(city, service, folder)
            for service in BUSIEST:
                answer = requests.get(f"{city.address}/{service}/readyz", timeout=30)
                assert (answer.status_code, "tomorrow2 of a newer program" in answer.text) == (200, True)
            meanwhile = list(calls)
        assert [call for call in meanwhile if max(call.status, *call.failures, 0) >= 500 or call.status == 0] == []
        assert_they_agree(databases_of(city), city.rabbits[0])
