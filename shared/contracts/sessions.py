"""What the sessions service tells: appointments and what came of them."""

from __future__ import annotations

from marshmallow import fields

from shared.contracts.contract import Catalogue, Moment, Shape
from shared.contracts.volunteers import Span

CONTRACTS = Catalogue("sessions")


class AppointmentShape(Shape):
    """One agreed time of one request: home, ward office or phone."""

    appointment_id = fields.String(required=True)
    request_id = fields.String(required=True)
    offer_ids = fields.List(fields.String(), required=True)
    volunteer_ids = fields.List(fields.String(), required=True)
    resident_id = fields.String(required=True)
    asked_by_id = fields.String(allow_none=True, load_default=None)
    ward = fields.String(required=True)
    place = fields.String(required=True)
    cell = fields.String(allow_none=True, load_default=None)
    topics = fields.List(fields.String(), required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    status = fields.String(required=True)
    tracking_hash = fields.String(required=True)


class PersonalVisitCode(Shape):
    code = fields.String(required=True, metadata={"description": "two Vietnamese words"})


class ScheduledShape(AppointmentShape):
    by = fields.String(allow_none=True, load_default=None)
    personal = fields.Nested(PersonalVisitCode, required=True)


class StatedShape(AppointmentShape):
    """The code travels again, so that whoever announces or reminds can keep it."""

    personal = fields.Nested(PersonalVisitCode, required=True)


class AppointmentFactShape(AppointmentShape):
    """``by`` is who did it (``resident`` ``asked_by`` ``volunteer`` ``staff``)."""

    by = fields.String(allow_none=True, load_default=None)


class SkillShape(Shape):
    participant_id = fields.String(required=True)
    topic = fields.String(required=True)
    level = fields.String(required=True, metadata={"description": "alone, prompted or not_yet"})


class FollowUpShape(Shape):
    topics = fields.List(fields.String(), required=True)
    windows = fields.List(fields.Nested(Span), required=True)


class CompletedShape(AppointmentShape):
    by = fields.String(allow_none=True, load_default=None)
    minutes = fields.Integer(required=True)
    skills = fields.List(fields.Nested(SkillShape), required=True)
    follow_up = fields.Nested(FollowUpShape, allow_none=True, load_default=None)


class UnplacedShape(Shape):
    """The subject is the offer: nothing fitted this volunteer."""

    request_id = fields.String(required=True)
    offer_id = fields.String(required=True)
    volunteer_id = fields.String(required=True)
    reason = fields.String(required=True)


APPOINTMENT_SCHEDULED = CONTRACTS.add(
    "appointment.scheduled", ScheduledShape(), "A time stands in the calendars of all: announce it, with the code."
)
APPOINTMENT_CONFIRMED = CONTRACTS.add(
    "appointment.confirmed", AppointmentFactShape(), "The resident's side said the time suits."
)
APPOINTMENT_STARTED = CONTRACTS.add("appointment.started", AppointmentFactShape(), "The volunteer has arrived.")
APPOINTMENT_COMPLETED = CONTRACTS.add(
    "appointment.completed", CompletedShape(), "The visit is over: what was learnt, how long it took, what follows."
)
APPOINTMENT_UNPLACED = CONTRACTS.add(
    "appointment.unplaced", UnplacedShape(), "No time fits this volunteer: end the offer and ask the next."
)
APPOINTMENT_STATED = CONTRACTS.add(
    "appointment.stated", StatedShape(), "The present state, for rebuilding a projection."
)
