"""A projection that was lost is made again by restating, and is what it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete

from services.notifications import bootstrap as notifications
from services.notifications import tables as known_to_notifications
from services.notifications.config import Config as NotificationsConfig
from services.sessions import bootstrap as sessions
from services.sessions import tables as known_to_sessions
from services.sessions.config import Config as SessionsConfig
from shared.config import Environment
from shared.messaging.embedded import EmbeddedBroker
from shared.messaging.restate import restate
from shared.messaging.unit_of_work import Actor
from shared.service import Runtime
from tests.integration.volunteers_wiring import Office, on_behalf, settings_for, volunteers_on

PROJECTIONS: list[Table] = [
    *(getattr(known_to_sessions, name) for name in ("persons", "wards", "topics", "volunteers", "requests")),
    *(known_to_sessions.teams, known_to_sessions.memberships),
    *(getattr(known_to_notifications, name) for name in ("persons", "wards", "topics", "requests", "appointments")),
]

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Network:
    """The three services in one process."""

    office: Office
    sessions: Runtime[Any]
    notifications: Runtime[Any]

    def settle(self) -> None:
        """Let everything that waits be told and heard."""
        for runtime in (self.office.runtime, self.sessions, self.notifications) * 2:
            while runtime.relay().run_once():
                pass

    def restate(self) -> None:
        for runtime in (self.office.runtime, self.sessions):
            for restatement in runtime.parts.restatements:
                list(restate(restatement, partial(runtime.unit, Actor("command", "restate"))))
        self.settle()

    def rows(self, table: Table) -> Rows:
        with self.owner(table).reading() as connection:
            found = [dict(row) for row in connection.execute(table.select()).mappings()]
        return sorted(found, key=lambda row: str(row.get("id", row.get("code"))))

    def empty(self, table: Table) -> None:
        with self.owner(table).unit(Actor("command", "repair")) as unit:
            unit.execute(delete(table))
            unit.commit()

    def owner(self, table: Table) -> Runtime[Any]:
        return self.sessions if table.metadata is known_to_sessions.metadata else self.notifications


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Minh has accepted what Trang asked for Lan, and the visit is in the calendar."""
    broker, settings = (
        EmbeddedBroker(),
        Environment(settings_for(f"sqlite:///{tmp_path / 'volunteers.sqlite3'}", tmp_path)),
    )
    with volunteers_on(f"sqlite:///{tmp_path / 'volunteers.sqlite3'}", tmp_path, broker) as office:
        clock = office.clock
        network = Network(
            office,
            sessions.build(SessionsConfig.read(settings), clock=clock, broker=broker),
            notifications.build(NotificationsConfig.read(settings), clock=clock, broker=broker),
        )
        network.sessions.migrate()
        network.notifications.migrate()
        minh = office.volunteer("Nguyễn Văn Minh", "+84912000010")
        found_a_team(office, minh.get("/me").json["id"])
        office.staff.post("/requests", on_behalf())
        office.tick()
        (offer,) = minh.get("/offers").json["items"]
        assert minh.post(f"/offers/{offer['id']}/accept").status_code == 200
        network.settle()
        yield network
        network.sessions.stop()
        network.notifications.stop()


def found_a_team(office: Office, *members: str) -> None:
    body = {"ward": "00004", "kind": "community_team", "name": "Tổ 12"}
    founded = office.staff.post("/teams", body)
    for volunteer_id in members:
        joined = office.staff.post(f"/teams/{founded.json['id']}/members", {"volunteer_id": volunteer_id})
        assert joined.status_code == 204


def without(rows: Rows, *names: str) -> Rows:
    return [{name: value for name, value in row.items() if name not in names} for row in rows]


def test_restating_into_empty_projections_makes_them_what_they_were(network: Network) -> None:
    network.restate()
    before = [network.rows(table) for table in PROJECTIONS]
    assert all(before)
    for table in PROJECTIONS:
        network.empty(table)
    network.restate()
    assert [network.rows(table) for table in PROJECTIONS] == before


def test_restating_where_everything_was_heard_changes_only_what_nobody_tells(network: Network) -> None:
    """That a request has its appointment is told by the appointment, so its own status stands behind."""
    before = [without(network.rows(table), "sequence", "status") for table in PROJECTIONS]
    network.restate()
    assert [without(network.rows(table), "sequence", "status") for table in PROJECTIONS] == before
    with network.notifications.reading() as connection:
        messages = connection.execute(known_to_notifications.messages.select()).all()
    network.restate()
    with network.notifications.reading() as connection:
        assert connection.execute(known_to_notifications.messages.select()).all() == messages, "nobody is told again"
