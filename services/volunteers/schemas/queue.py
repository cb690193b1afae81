"""How the queue stands."""

from __future__ import annotations

import marshmallow as ma

from services.volunteers.schemas.common import Ward
from shared.web.fields import Query


class SummaryQuery(Query):
    ward = Ward(load_default=None)


class WaitingSchema(ma.Schema):
    """How long what waits has waited. ``of_promise`` is the share of the promised time that is over, 1 at its end."""

    count = ma.fields.Integer(required=True)
    p50_minutes = ma.fields.Float(required=True, allow_none=True)
    p90_minutes = ma.fields.Float(required=True, allow_none=True)
    p50_of_promise = ma.fields.Float(required=True, allow_none=True)
    p90_of_promise = ma.fields.Float(required=True, allow_none=True)


class SummarySchema(ma.Schema):
    """``counts`` by status; ``overdue`` requests have waited longer than the ward promised."""

    ward = ma.fields.String(required=True, allow_none=True)
    counts = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Integer(), required=True)
    overdue = ma.fields.Integer(required=True)
    waiting = ma.fields.Nested(WaitingSchema, required=True)
    visits_tomorrow = ma.fields.Integer(required=True)
