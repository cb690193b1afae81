"""Volunteers: applying, and the ward's staff looking at applications."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.volunteers.commands import helping
from services.volunteers.domain.errors import AlreadyApplied
from services.volunteers.domain.person import Person
from services.volunteers.domain.volunteer import Guardian, Volunteer
from services.volunteers.doorway.parsing import application_of
from services.volunteers.doorway.strangers import stranger
from services.volunteers.doorway.volunteers import approve_in_my_wards, volunteer_of_my_ward
from services.volunteers.queries import people as queries
from services.volunteers.schemas.people import (
    AppliedSchema,
    GuardianBody,
    SuspendBody,
    VolunteerBody,
    VolunteerSchema,
    VolunteersQuery,
)
from shared.web.api import Blueprint
from shared.web.auth import anyone, principal, roles
from shared.web.conditional import etag
from shared.web.doors import Kept, command, current_runtime, current_unit, reading
from shared.web.paging import Page, page_of

blp = Blueprint("volunteers", __name__, description="Those who help, and those who want to.")

Answer = tuple[dict[str, Any], dict[str, str]]


@blp.route("/volunteers", methods=["POST"])
@command
@blp.response(201, AppliedSchema)
@blp.may_answer(429)
@anyone
@blp.arguments(VolunteerBody)
def apply(body: dict[str, Any]) -> dict[str, Any]:
    """Offer to help; the ward looks at it before anybody is asked anything"""
    application = application_of(body, current_unit().now)
    try:
        volunteer = helping.apply(current_unit(), application, stranger())
    except AlreadyApplied as error:
        raise Kept(error) from error
    return {"id": volunteer.volunteer_id, "status": volunteer.status}


@blp.route("/volunteers")
@blp.response(200, page_of(VolunteerSchema))
@roles("counter")
@blp.arguments(VolunteersQuery, location="query")
def list_volunteers(query: dict[str, Any]) -> Page:
    """The volunteers and applicants of one's wards, the latest application first"""
    with reading() as connection:
        return queries.list_volunteers(connection, principal(), query, current_runtime().clock.now())


@blp.route("/volunteers/<uuid:volunteer_id>")
@blp.response(200, VolunteerSchema)
@roles("counter")
def get_volunteer(volunteer_id: UUID) -> Answer:
    """One volunteer"""
    with reading() as connection:
        shown, version = queries.volunteer(connection, principal(), str(volunteer_id), current_runtime().clock.now())
    return shown, etag(version)


@blp.route("/volunteers/<uuid:volunteer_id>/check", methods=["POST"])
@command
@blp.response(200, VolunteerSchema)
@roles("staff")
def check_volunteer(volunteer_id: UUID) -> Answer:
    """Staff saw who it is"""
    volunteer = volunteer_of_my_ward(str(volunteer_id))
    volunteer.check()
    return _answer(volunteer)


@blp.route("/volunteers/<uuid:volunteer_id>/approve", methods=["POST"])
@command
@blp.response(200, VolunteerSchema)
@roles("staff")
def approve_volunteer(volunteer_id: UUID) -> Answer:
    """May be asked in one's wards from now on; one approval is enough. After a suspension the head approves"""
    volunteer = volunteer_of_my_ward(str(volunteer_id))
    approve_in_my_wards(volunteer)
    return _answer(volunteer)


@blp.route("/volunteers/<uuid:volunteer_id>/suspend", methods=["POST"])
@command
@blp.response(200, VolunteerSchema)
@roles("staff")
@blp.arguments(SuspendBody)
def suspend_volunteer(body: dict[str, Any], volunteer_id: UUID) -> Answer:
    """Visits nobody from this moment: what they hold is looked for anew, and they are signed out"""
    volunteer = volunteer_of_my_ward(str(volunteer_id))
    helping.suspend(current_unit(), volunteer, body["reason"])
    return _answer(volunteer)


@blp.route("/volunteers/<uuid:volunteer_id>/guardian", methods=["POST"])
@command
@blp.response(200, VolunteerSchema)
@roles("staff")
@blp.arguments(GuardianBody)
def record_guardian(body: dict[str, Any], volunteer_id: UUID) -> Answer:
    """A parent or guardian of somebody of 16 or 17 agrees that they help, beside an adult"""
    volunteer = volunteer_of_my_ward(str(volunteer_id))
    volunteer.let_help(Guardian(body["name"], body["phone"], body["how"]))
    return _answer(volunteer)


def _answer(volunteer: Volunteer) -> Answer:
    unit = current_unit()
    person = unit.get(Person, volunteer.volunteer_id, lock=False)
    return queries.volunteer_shown(volunteer, unit.now, person), etag(volunteer.sequence)
