"""Persons and posts, as staff see and keep them."""

from __future__ import annotations

import marshmallow as ma

from services.volunteers.domain.person import Language, PhoneOwner, Role
from services.volunteers.schemas.common import LONGEST_LIST, WARD_CODES, AddressFormField, NamedSchema, Ward
from services.volunteers.schemas.people import ContactSchema, PostSchema
from shared.web.fields import Body, Choice, Email, Id, Integer, Items, LocalDate, PersonName, Phone, Text
from shared.web.paging import Paged

POSTS = tuple(role.value for role in Role if role != Role.VOLUNTEER)


class PostBody(Body):
    """A role in some wards, none for the city's; from a day on (today), to its last day (none: without an end)."""

    role = Choice(POSTS, required=True)
    wards = Items(Ward(), most=len(WARD_CODES), distinct=True, load_default=list)
    since = LocalDate(load_default=None, allow_none=True)
    until = LocalDate(load_default=None, allow_none=True)


class LastDayBody(Body):
    """Until when a post is held; none: without an end."""

    until = LocalDate(load_default=None, allow_none=True)


class StaffBody(PostBody):
    """Somebody to be entrusted with a post; who is known by this name and number stays as known."""

    name = PersonName(required=True)
    phone = Phone(required=True)


class PostsBody(Body):
    """All posts that are the caller's to give, as they are to be from now on."""

    posts = Items(ma.fields.Nested(PostBody), most=LONGEST_LIST, required=True)


class StaffSchema(NamedSchema):
    """Who holds a post, with the posts the caller may know of."""

    phone = ma.fields.String(required=True, allow_none=True)
    email = ma.fields.String(required=True, allow_none=True)
    posts = ma.fields.List(ma.fields.Nested(PostSchema), required=True)


class StaffQuery(Paged):
    ward = Ward(load_default=None)


class PersonBody(Body):
    """What staff put right; what is left out stays."""

    name = PersonName()
    phone = Phone(allow_none=True)
    phone_owner = Choice(PhoneOwner)
    email = Email(allow_none=True)
    language = Choice(Language)
    address_form = AddressFormField(allow_none=True)
    birth_year = Integer(least=1900, most=2099, allow_none=True)


class MergeBody(Body):
    into = Id(required=True, metadata={"description": "the person who is kept"})


class PartSchema(ma.Schema):
    """What somebody is to the network in a ward: resident, asked_by or volunteer."""

    role = ma.fields.String(required=True)
    ward = ma.fields.String(required=True)


class PersonSchema(ContactSchema):
    """Somebody as the staff of their wards see them."""

    parts = ma.fields.List(ma.fields.Nested(PartSchema), required=True)
    merged_into = ma.fields.UUID(
        required=True, allow_none=True, metadata={"description": "the person they turned out to be"}
    )


class PersonsQuery(Paged):
    ward = Ward(load_default=None)
    q = Text(
        100,
        load_default=None,
        metadata={"description": "part of the name, marks do not matter; or digits of the phone"},
    )
