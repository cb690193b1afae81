"""The shapes of requests and responses."""

from __future__ import annotations

import marshmallow as ma

from services.notifications.domain.calls import Outcome, Why
from services.notifications.domain.message import STATUSES
from services.notifications.domain.preferences import Level, Reach
from shared.web.fields import Body, Choice, Id, Moment, Phone, Text, WardCode, YesNo
from shared.web.fields.texts import without_invisible
from shared.web.paging import Paged


class MessagesQuery(Paged):
    """Which messages: of one state, to one person, about one request, of one ward."""

    status = Choice(STATUSES)
    person = Id(metadata={"description": "only messages to this person"})
    request = Id(metadata={"description": "only messages about this request, its visits and who is asked to help"})
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


class InboxItemSchema(ma.Schema):
    """One message to the caller; ``for_staff`` when it is to whoever works in the ward."""

    id = ma.fields.String(required=True)
    template = ma.fields.String(required=True)
    about = ma.fields.Nested(AboutSchema, required=True)
    subject = ma.fields.String(required=True, allow_none=True)
    text = ma.fields.String(required=True)
    language = ma.fields.String(required=True, allow_none=True)
    ward = ma.fields.String(required=True, allow_none=True)
    for_staff = ma.fields.Boolean(required=True)
    at = ma.fields.AwareDateTime(required=True)


class PreferencesSchema(ma.Schema):
    """How somebody is reached; ``stop`` belongs to the number, whoever else holds it."""

    reach = ma.fields.String(required=True)
    level = ma.fields.String(required=True)
    stop = ma.fields.Boolean(required=True)
    phone = ma.fields.String(required=True, allow_none=True, metadata={"description": "masked"})
    email = ma.fields.String(required=True, allow_none=True, metadata={"description": "masked"})


class PreferencesBody(Body):
    reach = Choice(Reach, required=True, metadata={"description": "text, email first, or a call by a person"})
    level = Choice(Level, required=True, metadata={"description": "needed: no reminders, no thanks"})
    stop = YesNo(required=True, metadata={"description": "no messages to this number; somebody phones instead"})


class CallsQuery(Paged):
    """Which calls: of one ward; with ``ended`` also those that were made or are not needed any more."""

    ward = WardCode(metadata={"description": "only calls of this ward; without it, of all the caller's wards"})
    ended = YesNo(load_default=False)


class CalleeSchema(ma.Schema):
    name = ma.fields.String(required=True)
    phone = ma.fields.String(required=True, allow_none=True)


class CallSchema(ma.Schema):
    """Somebody to phone; ``say`` is what to say, line by line."""

    id = ma.fields.String(required=True)
    why = ma.fields.String(required=True, metadata={"enum": [why.value for why in Why]})
    ward = ma.fields.String(required=True, allow_none=True)
    status = ma.fields.String(required=True, metadata={"enum": ["open", "ended", "lapsed"]})
    about = ma.fields.Nested(AboutSchema, required=True)
    request_id = ma.fields.String(required=True, allow_none=True)
    appointment_id = ma.fields.String(required=True, allow_none=True)
    person_id = ma.fields.String(required=True, allow_none=True)
    name = ma.fields.String(required=True, allow_none=True)
    phone = ma.fields.String(required=True, allow_none=True)
    phone_owner = ma.fields.String(required=True, allow_none=True)
    asked_by = ma.fields.Nested(CalleeSchema, required=True, allow_none=True)
    wrote = ma.fields.String(required=True, allow_none=True)
    say = ma.fields.List(ma.fields.String(), required=True)
    tries = ma.fields.Integer(required=True)
    outcome = ma.fields.String(required=True, allow_none=True)
    note = ma.fields.String(required=True, allow_none=True)
    listed_at = ma.fields.AwareDateTime(required=True)
    due_at = ma.fields.AwareDateTime(required=True)
    until = ma.fields.AwareDateTime(required=True, allow_none=True)
    ended_at = ma.fields.AwareDateTime(required=True, allow_none=True)


class CallBody(Body):
    outcome = Choice(Outcome, required=True, metadata={"description": "no_answer: it is tried again later"})
    note = Text(1000, lines=True, metadata={"description": "what was said, for whoever phones next"})


class Said(Text):
    """What somebody typed on a telephone: taken as it is, without the signs nobody sees; it may be empty."""

    def __init__(self) -> None:
        super().__init__(2000, lines=True, required=True, metadata={"minLength": 0, "pattern": r"^[\s\S]*$"})

    def _tidied(self, raw: str) -> str:
        return without_invisible(super()._tidied(raw))

    def _checked(self, text: str) -> str:
        return text


class InboundBody(Body):
    """One text message that came in; ``id`` is the gateway's own, so that the same one counts once."""

    id = Text(100, required=True)
    sender = Phone(required=True, data_key="from")
    text = Said()
    at = Moment(metadata={"description": "when it was written, as far as the gateway knows"})


class InboundSchema(ma.Schema):
    """What it was understood as."""

    id = ma.fields.String(required=True)
    status = ma.fields.String(required=True)


class ReceiptBody(Body):
    """What became of a message; ``message_id`` is the key it was handed over with."""

    message_id = Text(60, required=True)
    status = Choice(("delivered", "failed"), required=True)
    reason = Text(40, metadata={"description": "the provider's code of the failure", "pattern": "^[a-z0-9_]{1,40}$"})


class ReceiptSchema(ma.Schema):
    news = ma.fields.Boolean(required=True, metadata={"description": "false for what was known, or is not ours"})
