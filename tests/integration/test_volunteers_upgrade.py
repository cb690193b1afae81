"""A database of before is brought to today's schema with its people in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import command

from services.volunteers.bootstrap import PARTS
from shared import migrations
from shared.database import json_type, make_engine
from tests.integration.test_migrations import driver

HOA, LAN = "0198a5e0-7c10-7000-8000-000000000001", "0198a5e0-7c10-7000-8000-000000000002"


def as_of(engine: sa.Engine, revision: str) -> None:
    """The schema as it was then."""
    configuration = migrations._configuration(PARTS.migrations)
    with engine.begin() as connection:
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
