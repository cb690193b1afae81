"""What the notifications service tells: whom it reached, and whom it did not."""

from __future__ import annotations

from marshmallow import fields

from shared.contracts.contract import Catalogue, Shape

CONTRACTS = Catalogue("notifications")


class AboutShape(Shape):
    kind = fields.String(required=True)
    id = fields.String(required=True)


class ReachShape(Shape):
    """The subject is the message. ``step`` is the channel that was tried last; ``request_id`` the request
    it belongs to, also where it is about an offer or a visit."""

    message_id = fields.String(required=True)
    person_id = fields.String(required=True)
    template = fields.String(required=True)
    about = fields.Nested(AboutShape, required=True)
    request_id = fields.String(allow_none=True, load_default=None)
    step = fields.String(required=True)


class PersonalReply(Shape):
    phone = fields.String(required=True)
    text = fields.String(required=True)


class ReplyShape(Shape):
    """What somebody answered by SMS. The subject is the answer itself.

    ``template`` is the message that asked, ``person_ids`` all who are reached at the number and were
    asked; ``answer`` is ``yes``, ``no`` or ``text``, ``option`` the digit that was written, if one was.
    """

    reply_id = fields.String(required=True)
    person_ids = fields.List(fields.String(), required=True)
    about = fields.Nested(AboutShape, required=True)
    template = fields.String(required=True)
    answer = fields.String(required=True)
    option = fields.Integer(allow_none=True, load_default=None)
    personal = fields.Nested(PersonalReply, required=True)


PERSON_REACHED = CONTRACTS.add("person.reached", ReachShape(), "A message left for this person by this step.")
PERSON_UNREACHED = CONTRACTS.add(
    "person.unreached", ReachShape(), "Every step failed: a person of the ward has to phone."
)
REPLY_RECEIVED = CONTRACTS.add(
    "reply.received", ReplyShape(), "Somebody answered a question by SMS: take it as if they had said it on the page."
)
