"""Persons, for the staff of their wards: found, put right, merged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.volunteers.commands import people as commands
from services.volunteers.domain.errors import HelpsElsewhere
from services.volunteers.domain.person import Person
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.doorway.parsing import contact_of
from services.volunteers.queries import persons as queries
from services.volunteers.queries.people import CONTACT, in_wards
from services.volunteers.schemas.persons import MergeBody, PersonBody, PersonSchema, PersonsQuery
from shared.errors import Invalid, NotFound
from shared.web.api import Blueprint
from shared.web.auth import principal, roles
from shared.web.conditional import check_if_match, etag
from shared.web.doors import command, current_unit, reading
from shared.web.paging import Page, Paged, page_of

blp = Blueprint("persons", __name__, description="People, and who turned out to be whom.")

Answer = tuple[dict[str, Any], dict[str, str]]
PersonPage = page_of(PersonSchema)


@blp.route("/persons")
@blp.response(200, PersonPage)
@roles("counter")
@blp.arguments(PersonsQuery, location="query")
def list_persons(query: dict[str, Any]) -> Page:
    """The people of one's wards"""
    with reading() as connection:
        return queries.list_persons(connection, principal(), query)


@blp.route("/persons/<uuid:person_id>")
@blp.response(200, PersonSchema)
@roles("counter")
def get_person(person_id: UUID) -> Answer:
    """One person of one's wards; the ETag is what a change names"""
    with reading() as connection:
        shown, version = queries.person(connection, principal(), str(person_id))
    return shown, etag(version)


@blp.route("/persons/<uuid:person_id>/alike")
@blp.response(200, PersonPage)
@roles("counter")
@blp.arguments(Paged, location="query")
def list_alike(query: dict[str, Any], person_id: UUID) -> Page:
    """Who may be the same person: on the same phone, or of the same name whatever its marks"""
    with reading() as connection:
        return queries.list_alike(connection, principal(), str(person_id), query)


@blp.route("/persons/<uuid:person_id>", methods=["PATCH"])
@command
@blp.response(200, PersonSchema)
@roles("staff")
@blp.arguments(PersonBody)
def correct_person(body: dict[str, Any], person_id: UUID) -> Answer:
    """Put right how somebody is called or reached, after speaking with them; another number signs them out"""
    unit, person = current_unit(), _of_my_wards(str(person_id))
    _refuse_who_helps_elsewhere(person)
    check_if_match(person.sequence)
    wanted = {name: body.get(name, getattr(person, name)) for name in CONTACT}
    commands.correct_contact(unit, person, contact_of(wanted, "", unit.now), queries.authority_of(principal()))
    return queries.person_shown(person, principal()), etag(person.sequence)


@blp.route("/persons/<uuid:person_id>/merge", methods=["POST"])
@command
@blp.response(200, PersonSchema)
@roles("staff")
@blp.arguments(MergeBody)
def merge_person(body: dict[str, Any], person_id: UUID) -> Answer:
    """Say that somebody turned out to be another, who is kept and answered"""
    unit, merged = current_unit(), _of_my_wards(str(person_id))
    if not queries.is_of_my_wards(unit, principal(), body["into"], "staff"):
        raise Invalid.one(
            "into",
            vi="Phường, xã không có người mang mã này. Xem GET /persons.",
            en="The ward has nobody with this id. See GET /persons.",
        )
    kept = unit.get(Person, body["into"])
    if kept is None:
        raise NotFound
    commands.merge(unit, merged, kept)
    return queries.person_shown(kept, principal()), etag(kept.sequence)


def _refuse_who_helps_elsewhere(person: Person) -> None:
    volunteer = current_unit().get(Volunteer, person.person_id, lock=False)
    if volunteer is not None and not in_wards(volunteer.profile.wards, principal(), "staff"):
        raise HelpsElsewhere


def _of_my_wards(person_id: str) -> Person:
    """The person, locked, when they have to do with a ward where the caller is staff."""
    unit = current_unit()
    person = unit.get(Person, person_id)
    if person is None or not queries.is_of_my_wards(unit, principal(), person_id, "staff"):
        raise NotFound
    return person
