"""What the notifications service tells: whom it reached, and whom it did not."""

from __future__ import annotations

from marshmallow import fields

from shared.contracts.contract import Catalogue, Shape

CONTRACTS = Catalogue("notifications")


class AboutShape(Shape):
    kind = fields.String(required=True)
    id = fields.String(required=True)


class ReachShape(Shape):
    """The subject is the message. ``step`` is the channel that was tried last."""

    message_id = fields.String(required=True)
    person_id = fields.String(required=True)
    template = fields.String(required=True)
    about = fields.Nested(AboutShape, required=True)
    step = fields.String(required=True)


PERSON_REACHED = CONTRACTS.add("person.reached", ReachShape(), "A message left for this person by this step.")
PERSON_UNREACHED = CONTRACTS.add(
    "person.unreached", ReachShape(), "Every step failed: a person of the ward has to phone."
)
