"""Wards: what anyone may see of them, and what staff keep."""

from __future__ import annotations

import marshmallow as ma

from services.volunteers.domain.pause import PauseReason
from services.volunteers.schemas.common import LocationBody, LocationSchema, Ward
from services.volunteers.schemas.spreadsheet import Spreadsheet
from shared.web.fields import Body, Choice, Integer, Items, LocalTime, Moment, Phone, Query, Text
from shared.web.paging import Paged

MOST_NEIGHBOURHOODS = 300
"""The largest communes have about two hundred."""


class WardSchema(ma.Schema):
    """One of the city's wards (phuong) and communes (xa); lat and lon are its centre, WGS 84."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    kind = ma.fields.String(required=True, metadata={"enum": ["phuong", "xa"]})
    lat = ma.fields.Float(required=True)
    lon = ma.fields.Float(required=True)
    area_km2 = ma.fields.Float(required=True)
    phone = ma.fields.String(required=True, allow_none=True, metadata={"description": "null until staff publish it"})
    formerly = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata={"description": "the wards and districts before 1 July 2025 whose place, or some of it, it has"},
    )


class NeighbourhoodSchema(ma.Schema):
    """A tổ dân phố or thôn, and the other names people use for it."""

    id = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    aliases = ma.fields.List(ma.fields.String(), required=True)
    location = ma.fields.Nested(LocationSchema, required=True, allow_none=True)


class NeighbourhoodsSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(NeighbourhoodSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True, metadata={"description": "always null: the list is whole"})


class WardPauseSchema(ma.Schema):
    """No visit takes place in these neighbourhoods (by id; none: the whole ward)."""

    id = ma.fields.UUID(required=True, attribute="pause_id")
    neighbourhoods = ma.fields.List(ma.fields.String(), required=True)
    from_ = Moment(required=True, data_key="from", attribute="start")
    to = Moment(required=True, attribute="end")
    reason = ma.fields.String(required=True, metadata={"enum": list(PauseReason)})


class DaySpanSchema(ma.Schema):
    start = LocalTime(required=True)
    end = LocalTime(required=True)


class SettingsSchema(ma.Schema):
    """The city's numbers as far as the ward has narrowed them; null where the city's hold."""

    opening_hours = ma.fields.List(ma.fields.Nested(DaySpanSchema), required=True, allow_none=True)
    promise_days = ma.fields.Integer(required=True, allow_none=True)
    wave_size = ma.fields.Integer(required=True, allow_none=True)
    notice_minutes = ma.fields.Integer(required=True, allow_none=True)
    quiet_residents = ma.fields.List(ma.fields.Nested(DaySpanSchema), required=True, allow_none=True)
    quiet_volunteers = ma.fields.List(ma.fields.Nested(DaySpanSchema), required=True, allow_none=True)


class WardDetailSchema(WardSchema):
    neighbourhoods = ma.fields.List(ma.fields.Nested(NeighbourhoodSchema), required=True)
    settings = ma.fields.Nested(SettingsSchema, required=True)
    pauses = ma.fields.List(
        ma.fields.Nested(WardPauseSchema), required=True, metadata={"description": "those not yet over"}
    )
    neighbours = ma.fields.List(ma.fields.String(), required=True)
    helps = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata={"description": "neighbours with which it agreed to share helpers; it counts once both have"},
    )


class WardsQuery(Paged):
    q = Text(60, metadata={"description": "a unit's name, or what a ward or district was called before 1 July 2025"})


class NeighbourhoodBody(Body):
    """Without an id, one is made of the name."""

    id = Text(60, load_default=None, allow_none=True)
    name = Text(60, required=True)
    aliases = Items(Text(60), most=10, load_default=list)
    location = ma.fields.Nested(LocationBody, load_default=None, allow_none=True)


class DaySpanBody(Body):
    """A span of any day, local time; quiet hours may go over midnight."""

    start = LocalTime(required=True)
    end = LocalTime(required=True)


class SettingsBody(Body):
    """What the ward narrows; whatever is left out, or null, is the city's own number."""

    opening_hours = Items(ma.fields.Nested(DaySpanBody), least=1, most=4, load_default=None, allow_none=True)
    promise_days = Integer(least=1, most=60, load_default=None, allow_none=True)
    wave_size = Integer(least=1, most=50, load_default=None, allow_none=True)
    notice_minutes = Integer(least=0, most=20160, load_default=None, allow_none=True)
    quiet_residents = Items(ma.fields.Nested(DaySpanBody), least=1, most=4, load_default=None, allow_none=True)
    quiet_volunteers = Items(ma.fields.Nested(DaySpanBody), least=1, most=4, load_default=None, allow_none=True)


class WardBody(Body):
    """What staff keep of their ward; what is left out stays. Settings and helps are for its head to decide."""

    phone = Phone(allow_none=True)
    neighbourhoods = Items(ma.fields.Nested(NeighbourhoodBody), most=MOST_NEIGHBOURHOODS)
    settings = ma.fields.Nested(SettingsBody)
    neighbours = Items(Ward(), most=40, distinct=True)
    helps = Items(Ward(), most=40, distinct=True)


class WardPauseBody(Body):
    """From when until when nobody is sent; neighbourhoods by id, name or alias, none: the whole ward."""

    neighbourhoods = Items(Text(60), most=MOST_NEIGHBOURHOODS, load_default=list)
    from_ = Moment(required=True, data_key="from")
    to = Moment(required=True)
    reason = Choice(PauseReason, required=True)


class FormerUnitsBody(Body):
    """The city's list of what became of each ward; it replaces the list before.

    Columns: mã (code of today's unit), phường xã cũ (former ward), quận huyện cũ (former district).
    """

    file = Spreadsheet(required=True)


class FormerUnitRow(Query):
    """A line of the list, each cell by its column."""

    code = Ward(required=True)
    former_ward = Text(60)
    former_district = Text(60)


class LoadedSchema(ma.Schema):
    names = ma.fields.Integer(required=True, metadata={"description": "how many former names lead somewhere now"})


class CallBackBody(Body):
    """Where to phone; with the ward, its own staff do."""

    phone = Phone(required=True)
    ward = Ward(load_default=None, allow_none=True)


class CallBackSchema(ma.Schema):
    ward_phone = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "the ward's own number, for who would rather ring"}
    )
