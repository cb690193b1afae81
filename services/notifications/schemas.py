"""The shapes of requests and responses."""

from __future__ import annotations

import marshmallow as ma

from services.notifications.domain.message import STATUSES
from shared.web.fields import Choice, Id, WardCode
from shared.web.paging import Paged


class MessagesQuery(Paged):
    """Which messages: of one state, to one person, of one ward."""

    status = Choice(STATUSES)
    person = Id(metadata={"description": "only messages to this person"})
    ward = WardCode(metadata={"description": "only messages of this ward; without it, of all the caller's wards"})


class AboutSchema(ma.Schema):
    kind = ma.fields.String(required=True)
    id = ma.fields.String(required=True)


class MessageSchema(ma.Schema):
    """One message to one person. Numbers are masked, and no code is ever shown."""

    id = ma.fields.String(required=True)
    status = ma.fields.String(required=True)
    template = ma.fields.String(required=True)
    about = ma.fields.Nested(AboutSchema, required=True)
    person_id = ma.fields.String(required=True, allow_none=True)
    part = ma.fields.String(required=True, metadata={"description": "resident, asked_by, volunteer or account"})
    ward = ma.fields.String(required=True, allow_none=True)
    language = ma.fields.String(required=True, allow_none=True)
    channel = ma.fields.String(required=True, allow_none=True)
    to = ma.fields.String(required=True, allow_none=True, metadata={"description": "masked"})
    text = ma.fields.String(required=True, allow_none=True, metadata={"description": "null for codes"})
    attempts = ma.fields.Integer(required=True)
    repeat = ma.fields.Boolean(required=True, metadata={"description": "an earlier try may have been sent"})
    failure = ma.fields.String(required=True, allow_none=True)
    queued_at = ma.fields.AwareDateTime(required=True)
    expires_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    ended_at = ma.fields.AwareDateTime(required=True, allow_none=True)
