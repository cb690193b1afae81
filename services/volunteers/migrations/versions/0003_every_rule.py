"""What every rule of the network needs to be kept.

Columns that are never null carry a default of the database: rows that are there already take it, and
SQLite need not build a table anew that others refer to.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime, json_type

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _wards()
    _unit_names()
    _days()
    _call_backs()
    _requests()
    _offers()
    _visits()
    _looks()
    _volunteers()
    _persons()
    _person_wards()
    _teams()
    _team_members()


def _wards() -> None:
    for name, empty in {"settings": "{}", "pauses": "[]", "helps": "[]"}.items():
        default = sa.text(f"'{empty}'")
        op.add_column("wards", sa.Column(name, json_type(), nullable=False, server_default=default))
    op.add_column("wards", sa.Column("neighbours", json_type(), nullable=True))
    op.add_column("topics", sa.Column("edited", sa.Boolean(), nullable=False, server_default=sa.false()))


def _unit_names() -> None:
    op.create_table(
        "unit_names",
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("folded_name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ward"], ["wards.code"], name="fk_unit_names_ward"),
        sa.PrimaryKeyConstraint("ward", "folded_name", "kind", name="pk_unit_names"),
    )


def _days() -> None:
    op.create_table(
        "days",
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "day", name="pk_days"),
    )
    op.create_table(
        "recounts",
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.PrimaryKeyConstraint("ward", name="pk_recounts"),
    )


def _call_backs() -> None:
    op.create_table(
        "call_backs",
        sa.Column("call_back_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("asked", json_type(), nullable=False),
        sa.Column("last_asked_at", UtcDateTime(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("call_back_id", name="pk_call_backs"),
        sa.UniqueConstraint("phone", name="uq_call_backs_phone"),
    )
    op.create_index("ix_call_backs_last_asked_at", "call_backs", ["last_asked_at"], unique=False)
    op.create_table(
        "callers",
        sa.Column("caller", sa.String(length=64), nullable=False),
        sa.Column("asked", json_type(), nullable=False),
        sa.Column("last_asked_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("caller", name="pk_callers"),
    )
    op.create_index("ix_callers_last_asked_at", "callers", ["last_asked_at"], unique=False)


def _requests() -> None:
    op.add_column("requests", sa.Column("hurried", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("promise_since", "watch_due_at", "windows_at", "placing_since"):
        op.add_column("requests", sa.Column(name, UtcDateTime(), nullable=True))
    op.add_column("requests", sa.Column("referred_to", sa.Text(), nullable=True))
    op.add_column("requests", sa.Column("ended_by", sa.String(length=20), nullable=True))
    op.create_index("ix_requests_watch_due_at", "requests", ["watch_due_at"], unique=False)
    op.create_index("ix_requests_placing_since", "requests", ["placing_since"], unique=False)
    op.create_index("ix_requests_status_ward", "requests", ["status", "ward"], unique=False)
    op.execute("UPDATE requests SET promise_since = opened_at WHERE opened_at IS NOT NULL")
    op.execute("UPDATE requests SET watch_due_at = due_at WHERE status IN ('open', 'offered')")


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("appointment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("request_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.request_id"], name="fk_visits_request_id"),
        sa.PrimaryKeyConstraint("appointment_id", name="pk_visits"),
    )
    op.execute(
        "INSERT INTO visits (appointment_id, request_id) "
        "SELECT appointment_id, request_id FROM requests WHERE appointment_id IS NOT NULL"
    )


def _looks() -> None:
    op.create_table(
        "looks",
        sa.Column("volunteer_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("volunteer_id", "at", name="pk_looks"),
    )


def _persons() -> None:
    op.add_column("persons", sa.Column("posts_end_on", sa.Date(), nullable=True))
    op.add_column("persons", sa.Column("tokens_valid_after", UtcDateTime(), nullable=True))
    op.add_column("persons", sa.Column("merged_into", sa.Uuid(as_uuid=False), nullable=True))
    op.create_index("ix_persons_posts_end_on", "persons", ["posts_end_on"], unique=False)
    op.create_index("ix_persons_folded_name", "persons", ["folded_name"], unique=False)
    op.create_index("ix_persons_merged_into", "persons", ["merged_into"], unique=False)


def _person_wards() -> None:
    table = op.create_table(
        "person_wards",
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("post", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "person_id", name="pk_person_wards"),
    )
    op.create_index("ix_person_wards_person_id", "person_wards", ["person_id"], unique=False)
    people = op.get_bind().execute(sa.select(_PERSONS)).all()
    op.bulk_insert(table, [row for person in people for row in _wards_of(person)])
    for person in people:
        ends = [date.fromisoformat(post["until"]) for post in person.posts if post["until"]]
        if ends:
            mine = _PERSONS.c.person_id == person.person_id
            op.execute(sa.update(_PERSONS).where(mine).values(posts_end_on=min(ends)))


_PERSONS = sa.table(
    "persons",
    sa.column("person_id", sa.Uuid(as_uuid=False)),
    sa.column("posts", json_type()),
    sa.column("parts", json_type()),
    sa.column("posts_end_on", sa.Date()),
)


def _wards_of(person: sa.Row[Any]) -> Iterator[dict[str, object]]:
    """Where somebody who was known before this revision belongs, by posts and parts."""
    posts = {ward for post in person.posts for ward in (post["wards"] or ["city"])}
    for ward in posts | {part["ward"] for part in person.parts}:
        yield {"ward": ward, "person_id": person.person_id, "post": ward in posts}


def _teams() -> None:
    op.create_table(
        "teams",
        sa.Column("team_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("ward", sa.String(length=5), nullable=False),
        sa.Column("data", json_type(), nullable=False),
        sa.Column("leader_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["leader_id"], ["persons.person_id"], name="fk_teams_leader_id"),
        sa.ForeignKeyConstraint(["ward"], ["wards.code"], name="fk_teams_ward"),
        sa.PrimaryKeyConstraint("team_id", name="pk_teams"),
    )
    op.create_index("ix_teams_leader_id", "teams", ["leader_id"], unique=False)
    op.create_index("ix_teams_ward", "teams", ["ward"], unique=False)


def _team_members() -> None:
    op.create_table(
        "team_members",
        sa.Column("team_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "volunteer_id", name="pk_team_members"),
    )
    op.create_index("ix_team_members_volunteer_id", "team_members", ["volunteer_id"], unique=False)


def _offers() -> None:
    op.add_column("offers", sa.Column("minor", sa.Boolean(), nullable=False, server_default=sa.false()))


def _volunteers() -> None:
    no_ward = sa.Column("approved_wards", json_type(), nullable=False, server_default=sa.text("'[]'"))
    op.add_column("volunteers", no_ward)
    op.add_column("volunteers", sa.Column("suspended_because", sa.String(length=20), nullable=True))
    suspended = sa.text("status = 'suspended'")
    op.create_index(
        "ix_volunteers_suspended",
        "volunteers",
        ["volunteer_id"],
        unique=False,
        postgresql_where=suspended,
        sqlite_where=suspended,
    )
    op.add_column("volunteers", sa.Column("many_looks_at", UtcDateTime(), nullable=True))
    _approve_where_they_applied()


def _approve_where_they_applied() -> None:
    """Whoever was approved before this revision was so for every ward they had applied in."""
    kept = sa.table(
        "volunteers",
        sa.column("volunteer_id", sa.Uuid(as_uuid=False)),
        sa.column("status", sa.String()),
        sa.column("profile", json_type()),
        sa.column("approved_wards", json_type()),
    )
    for row in op.get_bind().execute(sa.select(kept).where(kept.c.status == "active")).all():
        mine = sa.update(kept).where(kept.c.volunteer_id == row.volunteer_id)
        op.execute(mine.values(approved_wards=row.profile["wards"]))
