"""Posts: a ward's head and the city entrust people with them, and take them back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.volunteers.commands import staff as commands
from services.volunteers.domain.person import Contact, Person
from services.volunteers.doorway.posts import post_of
from services.volunteers.queries import persons as queries
from services.volunteers.schemas.persons import PostsBody, StaffBody, StaffQuery, StaffSchema
from shared.errors import NotFound
from shared.web.api import Blueprint
from shared.web.auth import principal, roles
from shared.web.conditional import check_if_match, etag
from shared.web.doors import command, current_unit, reading
from shared.web.paging import Page, page_of

blp = Blueprint("staff", __name__, description="Who holds which post, where, and until when.")

Answer = tuple[dict[str, Any], dict[str, str]]


@blp.route("/staff")
@blp.response(200, page_of(StaffSchema))
@roles("head")
@blp.arguments(StaffQuery, location="query")
def list_staff(query: dict[str, Any]) -> Page:
    """Who holds a post in one's wards"""
    with reading() as connection:
        return queries.list_staff(connection, principal(), query)


@blp.route("/staff", methods=["POST"])
@command
@blp.response(201, StaffSchema)
@roles("head")
@blp.arguments(StaffBody)
def give_post(body: dict[str, Any]) -> Answer:
    """Entrust somebody with a post in one's wards, not above one's own"""
    by = queries.authority_of(principal())
    contact = Contact(body["name"], body["phone"])
    person = commands.give_post(current_unit(), contact, post_of(body, ""), by)
    return queries.staff_shown(person, by), etag(person.sequence)


@blp.route("/staff/<uuid:staff_id>")
@blp.response(200, StaffSchema)
@roles("head")
def get_staff(staff_id: UUID) -> Answer:
    """Somebody with a post in one's wards; the ETag is what a change names"""
    with reading() as connection:
        shown, version = queries.staff(connection, principal(), str(staff_id))
    return shown, etag(version)


@blp.route("/staff/<uuid:staff_id>", methods=["PATCH"])
@command
@blp.response(200, StaffSchema)
@roles("head")
@blp.arguments(PostsBody)
def change_posts(body: dict[str, Any], staff_id: UUID) -> Answer:
    """Say which posts somebody holds from now on, of those that are one's to give; who loses one is signed out"""
    unit, by = current_unit(), queries.authority_of(principal())
    person = unit.get(Person, str(staff_id))
    if person is None or not by.reaches(person):
        raise NotFound
    check_if_match(person.sequence)
    wanted = [post_of(each, f"posts.{index}.") for index, each in enumerate(body["posts"])]
    commands.change_posts(unit, person, wanted, by)
    return queries.staff_shown(person, by), etag(person.sequence)
