"""Oneself: name, language, free times."""

from __future__ import annotations

from typing import Any

from services.volunteers.commands import helping
from services.volunteers.domain.errors import NotAVolunteer
from services.volunteers.domain.person import Person
from services.volunteers.domain.volunteer import Volunteer
from services.volunteers.doorway.parsing import changed_offering
from services.volunteers.queries import people
from services.volunteers.schemas.people import MeBody, MeSchema
from shared.errors import NotFound
from shared.web.api import Blueprint
from shared.web.auth import principal, signed_in
from shared.web.conditional import check_if_match, etag
from shared.web.doors import command, current_runtime, current_unit, reading

blp = Blueprint("me", __name__, description="Oneself.")

Answer = tuple[dict[str, Any], dict[str, str]]

_OWN = ("name", "email", "language", "address_form")


@blp.route("/me")
@blp.response(200, MeSchema)
@signed_in
def get_me() -> Answer:
    """What the network knows of you; its ETag is what a change names"""
    with reading() as connection:
        shown, version = people.me(connection, _person_id(), current_runtime().clock.now())
    return shown, etag(version)


@blp.route("/me", methods=["PATCH"])
@command
@blp.response(200, MeSchema)
@blp.may_answer(403)
@signed_in
@blp.arguments(MeBody)
def change_me(body: dict[str, Any]) -> Answer:
    """Change how you are called and reached, and, as a volunteer, what you offer and when"""
    unit = current_unit()
    # In the order of an approval, so that the two never wait for each other.
    volunteer, person = unit.get(Volunteer, _person_id()), unit.get(Person, _person_id())
    if person is None:
        raise NotFound
    check_if_match(people.my_version(person, volunteer))
    own = {name: body.get(name, getattr(person, name)) for name in _OWN}
    helping.change_contact(unit, person, **own)
    if body.keys() - set(_OWN):
        if volunteer is None:
            raise NotAVolunteer
        helping.change_offering(unit, volunteer, changed_offering(volunteer.offering, body, unit.now))
    return people.me_shown(person, volunteer, unit.now), etag(people.my_version(person, volunteer))


def _person_id() -> str:
    return principal().person_id or ""
