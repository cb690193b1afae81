"""What is sent and answered when a request takes a turn."""

from __future__ import annotations

import marshmallow as ma

from services.volunteers.domain.asking import Picture
from services.volunteers.domain.person import PhoneOwner
from services.volunteers.domain.reasons import CancelReason, HandBackReason
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.schemas.common import LocationSchema, SpanBody
from services.volunteers.schemas.requests import MOST_WINDOWS
from shared.web.fields import Body, Choice, Id, Items, Moment, Text


class CancelBody(Body):
    reason = Choice(CancelReason, required=True)


class WindowsBody(Body):
    """The times that suit from now on, instead of the earlier ones."""

    windows = Items(ma.fields.Nested(SpanBody), least=1, most=MOST_WINDOWS, required=True)


class HandBackBody(Body):
    """Why one cannot go; with ``colleague_id`` somebody of one's own team is asked before all others."""

    reason = Choice(HandBackReason, required=True)
    colleague_id = Id(load_default=None, allow_none=True, metadata={"description": "who of one's team is asked first"})


class CloseBody(Body):
    reason = Choice(CancelReason, load_default=None, allow_none=True)


class ReferBody(Body):
    to = Text(200, required=True, metadata={"description": "who sees to it now, in words the resident reads"})
    papers = Text(200, load_default=None, allow_none=True, metadata={"description": "what to bring there"})


class TurnedSchema(ma.Schema):
    """Where the request stands after the turn."""

    id = ma.fields.UUID(required=True)
    reference = ma.fields.String(required=True)
    status = ma.fields.String(required=True, metadata={"enum": list(RequestStatus)})
    reason = ma.fields.String(required=True, allow_none=True)
    outcome = ma.fields.String(required=True, allow_none=True)


class ContactRevealedSchema(ma.Schema):
    """How to reach the resident. Where they live stays null until ``address_from``."""

    name = ma.fields.String(required=True)
    address_form = ma.fields.String(required=True, allow_none=True)
    phone = ma.fields.String(required=True, allow_none=True)
    phone_owner = ma.fields.String(required=True, metadata={"enum": list(PhoneOwner)})
    address_from = Moment(required=True, allow_none=True, metadata={"description": "18:00 the day before"})
    address = ma.fields.String(required=True, allow_none=True)
    landmark = ma.fields.String(required=True, allow_none=True)
    met_by = ma.fields.String(required=True, allow_none=True)
    picture = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"enum": [*Picture, None], "description": "to be named at the door, after the visit code"},
    )
    location = ma.fields.Nested(LocationSchema, required=True, allow_none=True)
