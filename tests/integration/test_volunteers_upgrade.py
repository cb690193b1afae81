"""A database of before is brought to today's schema with its people in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import command

from services.volunteers.bootstrap import PARTS
from services.volunteers.tables import NOTHING_OWED
from shared import migrations
from shared.database import UtcDateTime, json_type, make_engine
from tests.integration.test_migrations import driver

HOA, LAN = "0198a5e0-7c10-7000-8000-000000000001", "0198a5e0-7c10-7000-8000-000000000002"


def as_of(engine: sa.Engine, revision: str) -> None:
    """The schema as it was then."""
    configuration = migrations._configuration(PARTS.migrations)
    # As when it is really done: on PostgreSQL each revision is a transaction of its own.
    with engine.connect() if engine.dialect.name == "postgresql" else engine.begin() as connection:
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, revision)


OF_BEFORE = sa.table(
    "persons",
    sa.column("person_id", sa.Uuid(as_uuid=False)),
    *(sa.column(name, sa.Text) for name in ("name", "folded_name", "phone_owner", "language")),
    sa.column("posts", json_type()),
    sa.column("parts", json_type()),
    sa.column("sequence", sa.BigInteger),
)


def a_person(person_id: str, name: str, **more: Any) -> dict[str, Any]:
    known = {"person_id": person_id, "name": name, "folded_name": name.lower(), "phone_owner": "self"}
    return {**known, "language": "vi", "posts": [], "parts": [], "sequence": 1, **more}


def test_people_of_before_are_found_in_their_wards_and_their_posts_end_when_they_were_to_end(
    database_url: str,
) -> None:
    engine = make_engine(driver(database_url))
    as_of(engine, "0002")
    post = {"role": "staff", "wards": ["00004"], "since": "2025-12-01", "until": "2025-12-31"}
    with engine.begin() as connection:
        people = [
            a_person(HOA, "Hoa", posts=[post]),
            a_person(LAN, "Lan", parts=[{"role": "resident", "ward": "00008"}]),
        ]
        connection.execute(sa.insert(OF_BEFORE), people)
    migrations.upgrade(engine, PARTS.migrations)
    tables = PARTS.metadata.tables
    with engine.connect() as connection:
        wards = connection.execute(sa.select(tables["person_wards"]).order_by("ward")).all()
        ends = connection.execute(sa.select(tables["persons"].c.person_id, tables["persons"].c.posts_end_on)).all()
    engine.dispose()
    assert [tuple(row) for row in wards] == [("00004", HOA, True), ("00008", LAN, False)]
    assert {row.person_id: row.posts_end_on for row in ends} == {HOA: date(2025, 12, 31), LAN: None}


NOON = datetime(2025, 12, 1, 5, tzinfo=UTC)

WARD_OF_BEFORE = sa.table(
    "wards",
    sa.column("code"),
    *(sa.column(name, json_type()) for name in ("data", "neighbourhoods")),
    sa.column("sequence", sa.BigInteger),
)

REQUEST_OF_BEFORE = sa.table(
    "requests",
    *(sa.column(name, sa.Uuid(as_uuid=False)) for name in ("request_id", "resident_id")),
    *(sa.column(name) for name in ("reference", "tracking_code", "tracking_hash", "ward", "urgency", "status")),
    *(sa.column(name, json_type()) for name in ("participants", "asking", "consent")),
    *(sa.column(name, UtcDateTime) for name in ("received_at", "due_at")),
    *(sa.column(name, sa.Boolean) for name in ("phone_proven", "resident_agreed")),
    *(sa.column(name, sa.BigInteger) for name in ("wave", "appointment_sequence", "sequence")),
)


def a_request_of_before(number: int, status: str) -> dict[str, Any]:
    names = {"reference": f"4-25-{number:03}", "tracking_code": f"CODE{number}", "tracking_hash": f"hash{number}"}
    numbers = {"wave": 0, "appointment_sequence": 0, "sequence": 1, "phone_proven": True, "resident_agreed": True}
    said = {"participants": [LAN], "asking": {}, "consent": {}, "urgency": "normal", "ward": "00004"}
    moments = {"received_at": NOON, "due_at": NOON}
    own = {"request_id": f"0198a5e0-7c10-7000-8000-00000000010{number}", "resident_id": LAN, "status": status}
    return {**names, **numbers, **said, **moments, **own}


def test_requests_of_before_stand_on_the_board_where_their_promise_puts_them(database_url: str) -> None:
    engine = make_engine(driver(database_url))
    as_of(engine, "0007")
    with engine.begin() as connection:
        ward = {"code": "00004", "data": {}, "neighbourhoods": [], "sequence": 1}
        connection.execute(sa.insert(WARD_OF_BEFORE), [ward])
        connection.execute(sa.insert(OF_BEFORE), [a_person(LAN, "Lan")])
        statuses = enumerate(("open", "scheduled", "done"))
        connection.execute(sa.insert(REQUEST_OF_BEFORE), [a_request_of_before(*each) for each in statuses])
    migrations.upgrade(engine, PARTS.migrations)
    requests = PARTS.metadata.tables["requests"]
    with engine.connect() as connection:
        rows = connection.execute(sa.select(requests.c.status, requests.c.owed_at)).all()
        last = connection.execute(sa.select(sa.func.count()).where(requests.c.owed_at == NOTHING_OWED)).scalar_one()
    engine.dispose()
    assert {row.status: row.owed_at for row in rows} == {"open": NOON, "scheduled": NOTHING_OWED, "done": NOTHING_OWED}
    assert last == 2, "every writer writes this moment alike"
