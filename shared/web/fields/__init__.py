"""marshmallow fields for what people send: strict, normalised, and refusing with a sentence that says what to write.

Each tells OpenAPI exactly what it takes, so that a generated client, or a tester, can write it.
"""

from __future__ import annotations

from shared.web.fields.base import Body, Query
from shared.web.fields.codes import Choice, Id, Phone, WardCode
from shared.web.fields.moments import LocalDate, LocalTime, Moment
from shared.web.fields.numbers import Integer, Items, Latitude, Longitude, Number, YesNo
from shared.web.fields.texts import Email, PersonName, Text

__all__ = [
    "Body",
    "Choice",
    "Email",
    "Id",
    "Integer",
    "Items",
    "Latitude",
    "LocalDate",
    "LocalTime",
    "Longitude",
    "Moment",
    "Number",
    "PersonName",
    "Phone",
    "Query",
    "Text",
    "WardCode",
    "YesNo",
]
