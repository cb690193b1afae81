"""Volunteers: applying, being looked at, being approved; and what people change about themselves."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from services.volunteers.commands.intake import topics_called
from services.volunteers.commands.people import refuse_namesake
from services.volunteers.commands.strangers import count_stranger
from services.volunteers.commands.teams import affiliations_of
from services.volunteers.domain.asking import Consent
from services.volunteers.domain.errors import AlreadyApplied
from services.volunteers.domain.person import Contact, Part, Person
from services.volunteers.domain.volunteer import Offering, Profile, Volunteer, VolunteerStatus
from services.volunteers.domain.ward import Ward
from services.volunteers.storage.people import existing, keep_volunteer, person_called, place, register
from services.volunteers.storage.requests import requests_holding
from services.volunteers.storage.wards import rules_for
from shared.errors import Invalid
from shared.messaging.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Application:
    """What somebody who wants to help filled in."""

    contact: Contact
    profile: Profile
    offering: Offering
    consent: Consent


def apply(unit: UnitOfWork, application: Application, caller: str | None) -> Volunteer:
    """Take in an application. A known person stays as known, and joins only when that phone signs in.

    Raises :class:`AlreadyApplied` (the try of ``caller``, an address, is counted: commit it), :class:`Invalid` for
    wards and topics there are not, and :class:`TooManyStrangers`.
    """
    _refuse_unknown_wards(unit, application.profile.wards)
    topics_called(unit, application.offering.topics)
    affiliations = affiliations_of(unit, application.profile.affiliations)
    profile = replace(application.profile, affiliations=affiliations)
    contact, given = application.contact, (profile, application.offering, application.consent)
    known = person_called(unit, contact.phone, contact.name) if contact.phone else None
    person = known or register(unit, contact)
    if unit.get(Volunteer, person.person_id) is not None:
        count_stranger(unit, caller, "applications")
        raise AlreadyApplied
    volunteer = Volunteer.apply(person.person_id, *given, unit.now, known=known is not None)
    keep_volunteer(unit, volunteer)
    count_stranger(unit, caller, "applications")
    return volunteer


def approve(unit: UnitOfWork, volunteer: Volunteer, wards: Container[str]) -> None:
    """From now on they may be asked in those of their wards that are among ``wards``, and others know them for it."""
    before = volunteer.approved_wards
    volunteer.approve(unit.now, [ward for ward in volunteer.profile.wards if ward in wards])
    person = existing(unit, Person, volunteer.volunteer_id, lock=True)
    for ward in volunteer.approved_wards:
        if ward not in before:
            person.take_part(Part("volunteer", ward))
    place(unit, person)


def suspend(unit: UnitOfWork, volunteer: Volunteer, reason: str) -> None:
    """From this moment they visit nobody and are signed out; whom they were to visit is looked for anew, at once.

    The volunteer is locked first, then the requests, then the person: the order of an acceptance.
    """
    if volunteer.status == VolunteerStatus.SUSPENDED:
        return
    volunteer.suspend(reason)
    leave_all(unit, volunteer.volunteer_id)
    existing(unit, Person, volunteer.volunteer_id, lock=True).end_tokens(unit.now)


def leave_all(unit: UnitOfWork, volunteer_id: str) -> None:
    """Take a suspended volunteer out of every request that has not ended."""
    for request in requests_holding(unit, volunteer_id):
        request.drop(volunteer_id, unit.actor.by, unit.now, rules_for(unit, request))


def change_contact(
    unit: UnitOfWork, person: Person, *, name: str, email: str | None, language: str, address_form: str | None
) -> None:
    """What somebody signed in changes about themselves. Raises :class:`NameTaken`."""
    refuse_namesake(unit, person, person.phone, name)
    person.change(name=name, email=email, language=language, address_form=address_form)


def change_offering(unit: UnitOfWork, volunteer: Volunteer, offering: Offering) -> None:
    """Other topics, times or limits. Raises :class:`Invalid` for topics there are not."""
    topics_called(unit, offering.topics)
    volunteer.offer(offering)


def _refuse_unknown_wards(unit: UnitOfWork, codes: tuple[str, ...]) -> None:
    unknown = [index for index, code in enumerate(codes) if unit.get(Ward, code, lock=False) is None]
    if unknown:
        sentence = (
            "Không có phường, xã nào mang mã này. Xem danh sách ở GET /wards.",
            "No ward or commune has this code. See GET /wards for the list.",
        )
        raise Invalid({f"wards.{index}": [sentence] for index in unknown})
