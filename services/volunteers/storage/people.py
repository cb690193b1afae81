"""Finding persons, their accounts and their volunteers."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import delete, insert, select

from services.volunteers.domain.account import Account
from services.volunteers.domain.names import fold
from services.volunteers.domain.person import Contact, Part, Person
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.tables import accounts, persons, volunteer_wards
from shared.aggregate import Aggregate
from shared.ids import new_id
from shared.messaging.unit_of_work import UnitOfWork

A = TypeVar("A", bound=Aggregate)


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
    """Everybody reached by this number, in the order they became known."""
    return list(unit.session.scalars(select(Person).where(persons.c.phone == phone).order_by(persons.c.person_id)))


def person_called(unit: UnitOfWork, phone: str, name: str) -> Person | None:
    """The person of this folded name on this number."""
    wanted = select(Person).where(persons.c.phone == phone, persons.c.folded_name == fold(name))
    found: Person | None = unit.session.scalars(wanted).one_or_none()
    return found


def find_or_register(unit: UnitOfWork, contact: Contact, *parts: Part) -> Person:
    """The person already known by this number and name, their contact unchanged, or a new one; in these parts."""
    known = person_called(unit, contact.phone, contact.name) if contact.phone else None
    if known is None:
        return register(unit, contact, *parts)
    for part in parts:
        known.take_part(part)
    return known


def register(unit: UnitOfWork, contact: Contact, *parts: Part) -> Person:
    """Somebody new, in the database at once: requests and volunteers refer to them.

    Raises ``IntegrityError`` when the same person is registered at the same moment; the door tries again
    and finds them.
    """
    person = Person.register(new_id(), contact, *parts)
    unit.add(person)
    unit.session.flush()
    return person


def existing(unit: UnitOfWork, kind: type[A], id: str, *, lock: bool = False) -> A:
    """An aggregate others refer to; ``LookupError`` when the database lost it."""
    found = unit.get(kind, id, lock=lock)
    if found is None:
        raise LookupError(f"{kind.__name__} {id} is referred to and does not exist")
    return found


def keep_volunteer(unit: UnitOfWork, volunteer: Volunteer) -> None:
    """Keep a new volunteer under each ward of the profile."""
    unit.add(volunteer)
    unit.session.flush()
    mine = volunteer_wards.c.volunteer_id == volunteer.volunteer_id
    unit.execute(delete(volunteer_wards).where(mine))
    rows = [{"ward": ward, "volunteer_id": volunteer.volunteer_id} for ward in volunteer.profile.wards]
    unit.execute(insert(volunteer_wards), rows)
