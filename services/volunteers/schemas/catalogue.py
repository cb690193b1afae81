"""Topics, wards and neighbourhoods."""

from __future__ import annotations

import marshmallow as ma

from services.volunteers.schemas.common import LocationBody, LocationSchema
from shared.web.fields import Body, Items, Phone, Text

MOST_NEIGHBOURHOODS = 300
"""The largest communes have about two hundred."""


class SkillSchema(ma.Schema):
    vi = ma.fields.String(required=True)
    en = ma.fields.String(required=True)


class TopicSchema(ma.Schema):
    """What one wants to be able to do."""

    id = ma.fields.String(required=True)
    name_vi = ma.fields.String(required=True)
    name_en = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True, metadata={"description": "how long a visit for it takes"})
    audience = ma.fields.List(ma.fields.String(), required=True)
    skills = ma.fields.List(ma.fields.Nested(SkillSchema), required=True)
    phone_solvable = ma.fields.Boolean(required=True)
    money = ma.fields.Boolean(required=True)


class WardSchema(ma.Schema):
    """One of the city's wards (phuong) and communes (xa); lat and lon are its centre, WGS 84."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    kind = ma.fields.String(required=True, metadata={"enum": ["phuong", "xa"]})
    lat = ma.fields.Float(required=True)
    lon = ma.fields.Float(required=True)
    area_km2 = ma.fields.Float(required=True)
    phone = ma.fields.String(required=True, allow_none=True, metadata={"description": "null until staff publish it"})


class NeighbourhoodSchema(ma.Schema):
    """A tổ dân phố or thôn, and the other names people use for it."""

    id = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    aliases = ma.fields.List(ma.fields.String(), required=True)
    location = ma.fields.Nested(LocationSchema, required=True, allow_none=True)


class NeighbourhoodsSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(NeighbourhoodSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True, metadata={"description": "always null: the list is whole"})


class WardDetailSchema(WardSchema):
    neighbourhoods = ma.fields.List(ma.fields.Nested(NeighbourhoodSchema), required=True)


class NeighbourhoodBody(Body):
    """Without an id, one is made of the name."""

    id = Text(60, load_default=None, allow_none=True)
    name = Text(60, required=True)
    aliases = Items(Text(60), most=10, load_default=list)
    location = ma.fields.Nested(LocationBody, load_default=None, allow_none=True)


class WardBody(Body):
    """What staff keep of their ward; what is left out stays."""

    phone = Phone(allow_none=True)
    neighbourhoods = Items(ma.fields.Nested(NeighbourhoodBody), most=MOST_NEIGHBOURHOODS)
