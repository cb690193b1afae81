"""How the queue stands."""

from __future__ import annotations

import marshmallow as ma

from services.volunteers.domain.slip import RequestStatus
from services.volunteers.schemas.common import TOPIC_IDS, Ward
from shared.web.fields import Choice, Query, Text, YesNo
from shared.web.paging import Paged


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


class BoardQuery(Paged):
    """What the board shows; ``found`` names the words that were searched for, which are in no address.

    ``mine`` is what somebody takes care of themselves.
    """

    ward = Ward(load_default=None, allow_none=True)
    status = Choice(RequestStatus, load_default=None, allow_none=True)
    topic = Choice(TOPIC_IDS, load_default=None, allow_none=True)
    neighbourhood = Text(60, load_default=None, allow_none=True)
    overdue = YesNo(load_default=None, allow_none=True)
    mine = YesNo(load_default=None, allow_none=True)
    found = Text(20, load_default=None, allow_none=True)
    view = Choice(("wall",), load_default=None, allow_none=True)
