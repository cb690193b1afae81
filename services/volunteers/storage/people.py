"""Finding persons, their accounts and their volunteers."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import delete, insert, select

from services.volunteers.domain.account import Account
from services.volunteers.domain.names import fold
from services.volunteers.domain.person import Contact, Part, Person
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.tables import accounts, person_wards, persons, team_members, volunteer_wards
from shared.aggregate import Aggregate
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork

A = TypeVar("A", bound=Aggregate)

CITY = "city"
"""Stands for a ward where a post is for the whole city."""


def account_at(unit: UnitOfWork, phone: str) -> Account | None:
    """The account of a number, locked: tries on a code are counted one after another."""
    found: Account | None = unit.session.scalars(
        select(Account).where(accounts.c.phone == phone).with_for_update()
    ).one_or_none()
    return found


def open_account(unit: UnitOfWork, phone: str) -> Account:
    """The account of a number, a new one if need be."""
    account = account_at(unit, phone)
    if account is None:
        account = Account(new_id(), phone)
        unit.add(account)
    return account


def forget_idle_accounts(unit: UnitOfWork, before: datetime, limit: int) -> int:
    """Delete accounts that asked for nothing since ``before``; how many."""
    idle = select(accounts.c.account_id).where(accounts.c.last_asked_at < before).limit(limit)
    found = unit.execute(idle.with_for_update(skip_locked=True)).scalars().all()
    unit.execute(delete(accounts).where(accounts.c.account_id.in_(found)))
    return len(found)


def persons_on(unit: UnitOfWork, phone: str) -> list[Person]:
    """Everybody reached by this number, in the order they became known; of those that were merged, the kept one."""
    wanted = select(Person).where(persons.c.phone == phone, persons.c.merged_into.is_(None))
    return list(unit.session.scalars(wanted.order_by(persons.c.person_id)))


def person_called(unit: UnitOfWork, phone: str, name: str) -> Person | None:
    """The person of this folded name on this number, or whom they were merged into."""
    wanted = select(Person).where(persons.c.phone == phone, persons.c.folded_name == fold(name))
    found: Person | None = unit.session.scalars(wanted).one_or_none()
    return found and _kept(unit, found)


def find_or_register(unit: UnitOfWork, contact: Contact, *parts: Part) -> Person:
    """The person already known by this number and name, their contact unchanged, or a new one; in these parts."""
    known = person_called(unit, contact.phone, contact.name) if contact.phone else None
    if known is None:
        return register(unit, contact, *parts)
    if not set(parts) <= set(known.parts):
        for part in parts:
            known.take_part(part)
        place(unit, known)
    return known


def register(unit: UnitOfWork, contact: Contact, *parts: Part) -> Person:
    """Somebody new, in the database at once: requests and volunteers refer to them.

    Raises ``IntegrityError`` when the same person is registered at the same moment; the door tries again
    and finds them.
    """
    person = Person.register(new_id(), contact, *parts)
    unit.add(person)
    place(unit, person)
    return person


def place(unit: UnitOfWork, person: Person) -> None:
    """Keep somebody under each ward they have to do with: to be called whenever posts or parts have changed."""
    unit.session.flush()
    unit.execute(delete(person_wards).where(person_wards.c.person_id == person.person_id))
    posts = {ward for post in person.posts for ward in (post.wards or (CITY,))}
    wards = sorted(posts | {part.ward for part in person.parts})
    if wards:
        rows = [{"ward": ward, "person_id": person.person_id, "post": ward in posts} for ward in wards]
        unit.execute(insert(person_wards), rows)


def existing(unit: UnitOfWork, kind: type[A], id: str, *, lock: bool = False) -> A:
    """An aggregate others refer to, of persons the kept one; ``LookupError`` when the database lost it."""
    found = unit.get(kind, id, lock=lock)
    if found is None:
        raise LookupError(f"{kind.__name__} {id} is referred to and does not exist")
    if isinstance(found, Person) and found.merged_into is not None:
        return existing(unit, kind, found.merged_into, lock=lock)
    return found


def merged_into(unit: UnitOfWork, kept: Person) -> list[Person]:
    """Whoever turned out to be this person before."""
    return list(unit.session.scalars(select(Person).where(persons.c.merged_into == kept.person_id)))


def whose_posts_ended(unit: UnitOfWork, today: date, limit: int) -> list[Person]:
    """Persons, locked, who hold a post whose last day is over."""
    over = select(Person).where(persons.c.posts_end_on < today).order_by(persons.c.posts_end_on).limit(limit)
    return list(unit.session.scalars(over.with_for_update(skip_locked=True, key_share=True)))


def _kept(unit: UnitOfWork, person: Person) -> Person:
    return person if person.merged_into is None else existing(unit, Person, person.merged_into)


def keep_volunteer(unit: UnitOfWork, volunteer: Volunteer) -> None:
    """Keep a new volunteer under each ward of the profile."""
    unit.add(volunteer)
    unit.session.flush()
    mine = volunteer_wards.c.volunteer_id == volunteer.volunteer_id
    unit.execute(delete(volunteer_wards).where(mine))
    rows = [{"ward": ward, "volunteer_id": volunteer.volunteer_id} for ward in volunteer.profile.wards]
    unit.execute(insert(volunteer_wards), rows)
    keep_teams(unit, volunteer)


def keep_teams(unit: UnitOfWork, volunteer: Volunteer) -> None:
    """Keep a volunteer under each team of the profile: to be called whenever the affiliations have changed."""
    unit.execute(delete(team_members).where(team_members.c.volunteer_id == volunteer.volunteer_id))
    teams = {each.team_id for each in volunteer.profile.affiliations if each.team_id is not None}
    if teams:
        rows = [{"team_id": team_id, "volunteer_id": volunteer.volunteer_id} for team_id in sorted(teams)]
        unit.execute(insert(team_members), rows)
