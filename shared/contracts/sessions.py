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


class FollowUpShape(Shape):
    topics = fields.List(fields.String(), required=True)
    windows = fields.List(fields.Nested(Span), required=True)


class StatedShape(AppointmentShape):
    """The code travels again, so that whoever announces or reminds can keep it; and what its end told."""

    by = fields.String(allow_none=True, load_default=None)
    reason = fields.String(allow_none=True, load_default=None)
    late = fields.Boolean(allow_none=True, load_default=None)
    reopen = fields.Boolean(allow_none=True, load_default=None)
    who = fields.String(allow_none=True, load_default=None)
    volunteer_id = fields.String(allow_none=True, load_default=None)
    minutes = fields.Integer(allow_none=True, load_default=None)
    follow_up = fields.Nested(FollowUpShape, allow_none=True, load_default=None)
    personal = fields.Nested(PersonalVisitCode, required=True)


class AppointmentFactShape(AppointmentShape):
    """``by`` is who did it (``resident`` ``asked_by`` ``volunteer`` ``staff``)."""

    by = fields.String(allow_none=True, load_default=None)


class MovedShape(ScheduledShape):
    """``was`` is the time it stood at; the old code is dead."""

    was = fields.Nested(Span, required=True)


class CancelledShape(AppointmentFactShape):
    """``reason`` is a code; ``late`` under a day before; ``reopen`` when another helper or time is to be looked for.

    ``volunteer_id`` is the volunteer who cannot come or may not, where it falls because of one of them.
    """

    reason = fields.String(required=True)
    late = fields.Boolean(required=True)
    reopen = fields.Boolean(required=True)
    volunteer_id = fields.String(allow_none=True, load_default=None)


class MissedShape(AppointmentFactShape):
    """``who`` was not there: ``resident`` or ``volunteer``; ``volunteer_id`` which of a pair, null for all."""

    who = fields.String(required=True)
    volunteer_id = fields.String(allow_none=True, load_default=None)


class OverdueShape(AppointmentFactShape):
    """The visit should have been reported over ``minutes_over`` minutes ago."""

    minutes_over = fields.Integer(required=True)


class DayShape(Shape):
    """A day unlike others. ``kind``: ``holiday``, ``working`` (made up for), ``heat`` or ``ordinary`` (taken back).

    ``ward`` null means the whole city.
    """

    day = fields.Date(required=True)
    ward = fields.String(allow_none=True, load_default=None)
    kind = fields.String(required=True)
    name = fields.String(required=True)


class SkillShape(Shape):
    participant_id = fields.String(required=True)
    topic = fields.String(required=True)
    level = fields.String(required=True, metadata={"description": "alone, prompted or not_yet"})


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
APPOINTMENT_MOVED = CONTRACTS.add(
    "appointment.moved",
    MovedShape(),
    "The same visit at another time, with a new code: tell everybody, forget the old.",
)
APPOINTMENT_CANCELLED = CONTRACTS.add(
    "appointment.cancelled", CancelledShape(), "Nobody comes: tell everybody at once, and look on if ``reopen``."
)
APPOINTMENT_MISSED = CONTRACTS.add(
    "appointment.missed", MissedShape(), "Somebody was not there: ask after the resident, or send another helper."
)
APPOINTMENT_OVERDUE = CONTRACTS.add(
    "appointment.overdue", OverdueShape(), "Its time is over and nobody reported, begun or not: somebody should phone."
)
DAY_MARKED = CONTRACTS.add(
    "day.marked", DayShape(), "A holiday, working day or day of heat was entered or corrected: count and place by it."
)
DAY_STATED = CONTRACTS.add("day.stated", DayShape(), "The present state, for rebuilding a projection.")
APPOINTMENT_COMPLETED = CONTRACTS.add(
    "appointment.completed", CompletedShape(), "The visit is over: what was learnt, how long it took, what follows."
)
APPOINTMENT_UNPLACED = CONTRACTS.add(
    "appointment.unplaced", UnplacedShape(), "No time fits this volunteer: end the offer and ask the next."
)
UNPLACED_STATED = CONTRACTS.add(
    "unplaced.stated", UnplacedShape(), "The offer found no time: for whoever has missed that it ended."
)
APPOINTMENT_STATED = CONTRACTS.add(
    "appointment.stated", StatedShape(), "The present state, for rebuilding a projection."
)
