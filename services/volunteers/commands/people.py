"""What staff put right about persons: how they are reached, and who turned out to be whom."""

from __future__ import annotations

from sqlalchemy import or_, select

from services.volunteers.domain.authority import Authority
from services.volunteers.domain.errors import AboveOwnRole, HoldsPost, KeepTheVolunteer, MergedAlready, NameTaken
from services.volunteers.domain.person import Contact, Person
from services.volunteers.domain.request import Request
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.storage.people import merged_into, person_called, place
from services.volunteers.storage.teams import teams_led_by
from services.volunteers.tables import requests
from shared.messaging.unit_of_work import UnitOfWork


def correct_contact(unit: UnitOfWork, person: Person, contact: Contact, by: Authority) -> None:
    """Put right how somebody is called or reached.

    Raises :class:`AboveOwnRole` for who holds a post that is not the caller's to give, :class:`NameTaken` and
    :class:`MergedAlready`.
    """
    if not by.may_correct(person):
        raise AboveOwnRole
    if person.merged_into is not None:
        raise MergedAlready
    refuse_namesake(unit, person, contact.phone, contact.name)
    person.correct(contact, unit.now)


def merge(unit: UnitOfWork, merged: Person, kept: Person) -> None:
    """``merged`` turned out to be ``kept``, who stands in every request of theirs from now on.

    Raises :class:`HoldsPost`, :class:`KeepTheVolunteer` and :class:`MergedAlready`.
    """
    if teams_led_by(unit, merged.person_id):
        raise HoldsPost
    _refuse_to_lose_a_volunteer(unit, merged, kept)
    merged.merge_into(kept, unit.now)
    for earlier in merged_into(unit, merged):
        earlier.follow_to(kept)
    for request in _requests_with(unit, merged.person_id):
        request.replace_person(merged.person_id, kept.person_id)
    place(unit, kept)


def refuse_namesake(unit: UnitOfWork, person: Person, phone: str | None, name: str) -> None:
    """Nobody could tell two of one name on one phone apart: raises :class:`NameTaken`."""
    namesake = person_called(unit, phone, name) if phone else None
    if namesake is not None and namesake is not person:
        raise NameTaken(name=namesake.name)


def _refuse_to_lose_a_volunteer(unit: UnitOfWork, merged: Person, kept: Person) -> None:
    volunteer = unit.get(Volunteer, merged.person_id)
    if volunteer is not None and (volunteer.active or unit.get(Volunteer, kept.person_id) is None):
        raise KeepTheVolunteer


def _requests_with(unit: UnitOfWork, person_id: str) -> list[Request]:
    """The requests somebody asked for, for themselves or others, one locked after the other.

    Of who only learns along, the trace leads to the kept person.
    """
    theirs = or_(requests.c.resident_id == person_id, requests.c.asked_by_id == person_id)
    ids = unit.execute(select(requests.c.request_id).where(theirs).order_by(requests.c.request_id)).scalars().all()
    found = (unit.get(Request, request_id) for request_id in ids)
    return [request for request in found if request is not None]
