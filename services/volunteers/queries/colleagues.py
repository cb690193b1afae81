"""The staff of a ward among themselves: who works there, who is away, and who stands in for whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from services.volunteers.domain.names import by_given_name
from services.volunteers.domain.person import DECIDING, Post
from services.volunteers.queries.people import names_of
from services.volunteers.storage.people import CITY
from services.volunteers.tables import leaves, person_wards, persons
from shared.web.principal import AllWards, Principal, Wards, within


def colleagues(connection: Connection, wards: Wards, today: date) -> list[dict[str, str]]:
    """Who decides about requests in one of these wards today, by given name: id and name.

    Of all wards: the city's own staff.
    """
    places = [CITY] if isinstance(wards, AllWards) else sorted(wards)
    here = select(person_wards.c.person_id).where(person_wards.c.post, person_wards.c.ward.in_(places))
    rows = connection.execute(
        select(persons.c.person_id, persons.c.name, persons.c.posts).where(
            persons.c.person_id.in_(here), persons.c.merged_into.is_(None)
        )
    )
    found = [{"id": row.person_id, "name": row.name} for row in rows if _decides(row.posts, wards, today)]
    return sorted(found, key=lambda each: by_given_name(each["name"]))


def away_in(connection: Connection, who: Principal, today: date) -> list[dict[str, Any]]:
    """Leaves of the caller's colleagues that are not over, with the names of both."""
    found, wards = select(leaves).where(leaves.c.last_day >= today), who.wards_of("counter")
    if not isinstance(wards, AllWards):
        here = select(person_wards.c.person_id).where(person_wards.c.post, within(person_wards.c.ward, wards))
        found = found.where(leaves.c.person_id.in_(here))
    rows = connection.execute(found.order_by(leaves.c.first_day)).all()
    names = names_of(connection, [each for row in rows for each in (row.person_id, row.cover_id)])
    return [_shown(row, names) for row in rows]


def covered_by(connection: Connection, person_id: str, today: date) -> dict[str, str]:
    """For whom this person stands in today: names by id."""
    rows = connection.execute(
        select(leaves.c.person_id).where(
            leaves.c.last_day >= today, leaves.c.first_day <= today, leaves.c.cover_id == person_id
        )
    )
    return names_of(connection, rows.scalars())


def my_leaves(connection: Connection, person_id: str, today: date) -> list[dict[str, Any]]:
    """One's own that are not over."""
    mine = select(leaves).where(leaves.c.person_id == person_id, leaves.c.last_day >= today)
    rows = connection.execute(mine.order_by(leaves.c.first_day)).all()
    names = names_of(connection, [each for row in rows for each in (row.person_id, row.cover_id)])
    return [_shown(row, names) for row in rows]


def _decides(posts: tuple[Post, ...], wards: Wards, today: date) -> bool:
    held = [post for post in posts if post.role in DECIDING and post.stands_on(today)]
    if isinstance(wards, AllWards):
        return any(not post.wards for post in held)
    return any(not wards.isdisjoint(post.wards) for post in held)


def _shown(row: Row[Any], names: dict[str, str]) -> dict[str, Any]:
    who = {"person": names.get(row.person_id, ""), "cover": names.get(row.cover_id)}
    return {"id": row.leave_id, "first_day": row.first_day, "last_day": row.last_day, **who}
