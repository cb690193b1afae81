"""Persons and posts, for the staff of their wards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, false, or_, select, true

from services.volunteers.domain.authority import Authority
from services.volunteers.domain.person import Person
from services.volunteers.queries.named import is_named
from services.volunteers.queries.people import CONTACT
from services.volunteers.tables import person_wards, persons, volunteer_wards
from shared.errors import NotFound
from shared.web.paging import Page, page
from shared.web.principal import AllWards, Principal, Wards, within


def authority_of(who: Principal) -> Authority:
    """What the caller may do with posts."""
    wards = who.wards_of("head")
    return Authority(who.person_id or "", wards, city=isinstance(wards, AllWards))


def list_staff(connection: Connection, who: Principal, query: Mapping[str, Any]) -> Page:
    """Who holds a post in the caller's wards, by id; with the posts the caller may know of."""
    by = authority_of(who)
    if query["ward"] is not None and query["ward"] not in by.wards:
        raise NotFound
    wards: Wards = frozenset({query["ward"]}) if query["ward"] else who.wards_of("head")
    theirs = select(person_wards.c.person_id).where(person_wards.c.post, within(person_wards.c.ward, wards))
    statement = select(persons).where(persons.c.person_id.in_(theirs))
    return page(
        connection,
        statement,
        query,
        by=persons.c.person_id,
        id=persons.c.person_id,
        shown=lambda row: staff_shown(row, by),
    )


def staff(connection: Connection, who: Principal, person_id: str) -> tuple[dict[str, Any], int]:
    """Somebody who holds a post in the caller's wards, and their version; raises :class:`NotFound`."""
    by = authority_of(who)
    row = connection.execute(select(persons).where(persons.c.person_id == person_id)).one_or_none()
    if row is None or not any(by.sees(post) for post in row.posts):
        raise NotFound
    return staff_shown(row, by), row.sequence


def staff_shown(person: Row[Any] | Person, by: Authority) -> dict[str, Any]:
    contact = {name: getattr(person, name) for name in ("name", "phone", "email")}
    return {"id": person.person_id, **contact, "posts": [post for post in person.posts if by.sees(post)]}


def list_persons(connection: Connection, who: Principal, query: Mapping[str, Any]) -> Page:
    """The people of the caller's wards, by id; raises :class:`NotFound` for another's ward."""
    wards = who.wards_of("counter")
    if query["ward"] is not None and query["ward"] not in wards:
        raise NotFound
    statement = select(persons).where(_of_wards(frozenset({query["ward"]}) if query["ward"] else wards))
    if query["q"] is not None:
        statement = statement.where(_search(query["q"]))
    return _people(connection, who, statement, query)


def person(connection: Connection, who: Principal, person_id: str) -> tuple[dict[str, Any], int]:
    """One person of the caller's wards, and their version; raises :class:`NotFound`, also for another ward's."""
    row = connection.execute(_one_of(who, person_id, "counter")).one_or_none()
    if row is None:
        raise NotFound
    return person_shown(row, who), row.sequence


def list_alike(connection: Connection, who: Principal, person_id: str, query: Mapping[str, Any]) -> Page:
    """Who may be the same person: on the same phone, or of the same folded name; of the caller's wards, by id.

    Raises :class:`NotFound`.
    """
    row = connection.execute(_one_of(who, person_id, "counter")).one_or_none()
    if row is None:
        raise NotFound
    statement = select(persons).where(
        or_(persons.c.phone == row.phone, persons.c.folded_name == row.folded_name),
        persons.c.person_id != person_id,
        persons.c.merged_into.is_(None),
        _of_wards(who.wards_of("counter")),
    )
    return _people(connection, who, statement, query)


def is_of_my_wards(connection: Any, who: Principal, person_id: str, role: str) -> bool:
    """Whether somebody has to do with a ward where the caller may act in this role."""
    return connection.execute(_one_of(who, person_id, role)).first() is not None


def person_shown(person: Row[Any] | Person, who: Principal) -> dict[str, Any]:
    """Somebody as the staff of their wards see them; ``merged_into`` is who stands for them now.

    What they are in other wards is not shown.
    """
    contact, wards = {name: getattr(person, name) for name in CONTACT}, who.wards_of("counter")
    parts = [part for part in person.parts if part.ward in wards]
    return {"id": person.person_id, **contact, "parts": parts, "merged_into": person.merged_into}


def _people(connection: Connection, who: Principal, found: Select[Any], query: Mapping[str, Any]) -> Page:
    by = persons.c.person_id
    return page(connection, found, query, by=by, id=by, shown=lambda row: person_shown(row, who))


def _one_of(who: Principal, person_id: str, role: str) -> Select[Any]:
    return select(persons).where(persons.c.person_id == person_id, _of_wards(who.wards_of(role)))


def _of_wards(wards: Wards) -> ColumnElement[bool]:
    """Who plays a part or holds a post there, or has applied as a volunteer."""
    if isinstance(wards, AllWards):
        return true()
    known = select(person_wards.c.person_id).where(within(person_wards.c.ward, wards))
    applied = select(volunteer_wards.c.volunteer_id).where(within(volunteer_wards.c.ward, wards))
    return persons.c.person_id.in_(known.union(applied))


def _search(text: str) -> ColumnElement[bool]:
    """By name, or by the last digits of the telephone."""
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    by_phone = persons.c.phone.endswith(digits.removeprefix("0")) if len(digits) >= 4 else false()
    return or_(is_named(persons, text), by_phone)
