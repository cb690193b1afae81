"""A database of before is brought to today's schema with its people in it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command

from services.volunteers.bootstrap import PARTS
from services.volunteers.storage.requests import mend_places
from services.volunteers.tables import NOTHING_OWED, live
from services.volunteers.tables import requests as requests_of_today
from shared import migrations
from shared.database import UtcDateTime, json_type, make_engine
from shared.messaging.unit_of_work import Actor
from shared.migrations import FILLED_AT_ONCE
from tests.integration.test_migrations import driver
from tests.integration.volunteers_wiring import Office, volunteers_on
from tools.waiting import until

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
    own = {"request_id": f"0198a5e0-7c10-7000-8000-{100 + number:012}", "resident_id": LAN, "status": status}
    return {**names, **numbers, **said, **moments, **own}


def test_requests_of_before_stand_on_the_board_where_their_promise_puts_them(database_url: str) -> None:
    engine = make_engine(driver(database_url))
    as_of(engine, "0007")
    with_requests_of_before(engine, "open", "scheduled", "done")
    migrations.upgrade(engine, PARTS.migrations)
    requests = PARTS.metadata.tables["requests"]
    with engine.connect() as connection:
        rows = connection.execute(sa.select(requests.c.status, requests.c.owed_at)).all()
        last = connection.execute(sa.select(sa.func.count()).where(requests.c.owed_at == NOTHING_OWED)).scalar_one()
    engine.dispose()
    assert {row.status: row.owed_at for row in rows} == {"open": NOON, "scheduled": NOTHING_OWED, "done": NOTHING_OWED}
    assert last == 2, "every writer writes this moment alike"


def with_requests_of_before(engine: sa.Engine, *statuses: str) -> None:
    with engine.begin() as connection:
        ward = {"code": "00004", "data": {}, "neighbourhoods": [], "sequence": 1}
        connection.execute(sa.insert(WARD_OF_BEFORE), [ward])
        connection.execute(sa.insert(OF_BEFORE), [a_person(LAN, "Lan")])
        rows = [a_request_of_before(*each) for each in enumerate(statuses)]
        connection.execute(sa.insert(REQUEST_OF_BEFORE), rows)


def test_while_places_are_filled_everybody_reads_and_writes_requests(postgres_url: str) -> None:
    engine = make_engine(driver(postgres_url))
    as_of(engine, "0007")
    with_requests_of_before(engine, *["open"] * (FILLED_AT_ONCE + 2))
    as_of(engine, "0017")
    last = a_request_of_before(FILLED_AT_ONCE + 1, "open")["request_id"]
    with engine.connect() as somebody, ThreadPoolExecutor(1) as pool:
        somebody.execute(sa.select(requests_of_today.c.wave).where(is_request(last)).with_for_update())
        upgrade = pool.submit(migrations.upgrade, engine, PARTS.migrations)
        until(lambda: places_filled(engine) == FILLED_AT_ONCE)
        with engine.begin() as other:
            other.execute(sa.text("SET LOCAL lock_timeout = '100ms'"))
            first = a_request_of_before(0, "open")["request_id"]
            other.execute(sa.update(requests_of_today).where(is_request(first)).values(wave=1))
        assert not upgrade.done()
        somebody.rollback()
        upgrade.result(timeout=30)
    assert places_filled(engine) == FILLED_AT_ONCE + 2
    engine.dispose()


def is_request(request_id: str) -> sa.ColumnElement[bool]:
    return requests_of_today.c.request_id == request_id


def places_filled(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        filled = sa.select(sa.func.count()).where(requests_of_today.c.owed_at == NOON)
        return int(connection.execute(filled).scalar_one())


def test_what_an_older_program_writes_beside_this_one_gets_its_place_and_boards_hear_of_it(
    database_url: str, tmp_path: Path
) -> None:
    """It knows no such column: what it opens has no place, what it schedules keeps the one it had."""
    with volunteers_on(database_url, tmp_path) as office:
        opened, scheduled, kept = (office.entered()["id"] for _ in range(3))
        due = {row["request_id"]: row["due_at"] for row in office.rows(requests_of_today)}
        with office.runtime.engine.begin() as connection:
            change = sa.update(requests_of_today)
            connection.execute(change.where(is_request(opened)).values(owed_at=NOTHING_OWED))
            connection.execute(change.where(is_request(scheduled)).values(status="scheduled"))
            connection.execute(sa.delete(live.changes))
        assert mended(office) == 2
        assert mended(office) == 0
        places = {row["request_id"]: row["owed_at"] for row in office.rows(requests_of_today)}
        assert places == {opened: due[opened], scheduled: NOTHING_OWED, kept: due[kept]}
        assert {row["subject_id"] for row in office.rows(live.changes)} == {opened, scheduled}


def mended(office: Office) -> int:
    with office.runtime.unit(Actor("timer", "mend_places")) as unit:
        number = mend_places(unit, limit=10)
        unit.commit()
    return number
