"""What the volunteers service tells: people, wards, topics, volunteers, requests and offers."""

from __future__ import annotations

from marshmallow import fields

from shared.contracts.contract import Catalogue, Moment, Shape

CONTRACTS = Catalogue("volunteers")


class PersonalContact(Shape):
    name = fields.String(required=True)
    phone = fields.String(allow_none=True, load_default=None)
    email = fields.String(allow_none=True, load_default=None)
    birth_year = fields.Integer(allow_none=True, load_default=None)


class PersonShape(Shape):
    """One human: how to reach and address them. ``roles`` are the posts entrusted to them and the parts they play."""

    person_id = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    wards = fields.List(fields.String(), required=True)
    language = fields.String(required=True)
    address_form = fields.String(
        allow_none=True,
        load_default=None,
        metadata={"description": "cụ, ông, bà, bác, cô, chú, anh or chị; null until somebody chose"},
    )
    phone_owner = fields.String(required=True, metadata={"description": "self, shared, relative or neighbour"})
    tokens_valid_after = Moment(allow_none=True, load_default=None)
    merged_into = fields.String(
        allow_none=True, load_default=None, metadata={"description": "the person this one turned out to be"}
    )
    personal = fields.Nested(PersonalContact, required=True)


class PersonalCode(Shape):
    phone = fields.String(required=True)
    code = fields.String(required=True)


class CodeRequestedShape(Shape):
    """A code to prove a phone. The subject is the sign-in account: one a number, no person needed."""

    account_id = fields.String(required=True)
    purpose = fields.String(required=True, metadata={"description": "sign_in or request"})
    request_id = fields.String(allow_none=True, load_default=None)
    reference = fields.String(allow_none=True, load_default=None)
    ward = fields.String(allow_none=True, load_default=None)
    language = fields.String(required=True)
    expires_at = Moment(required=True)
    personal = fields.Nested(PersonalCode, required=True)


class PauseShape(Shape):
    """No visit takes place in these neighbourhoods (by id; none: the whole ward) from ``start`` to ``end``."""

    pause_id = fields.String(required=True)
    neighbourhoods = fields.List(fields.String(), required=True)
    start = Moment(required=True)
    end = Moment(required=True)
    reason = fields.String(required=True, metadata={"description": "flood, storm, heat or power"})


class NeighbourhoodShape(Shape):
    """A tổ dân phố or thôn under its name; requests name it by that name or by what somebody wrote."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    aliases = fields.List(fields.String(), required=True)


class WardSettings(Shape):
    """The city's numbers as far as the ward has narrowed them; null where the city's own hold.

    Spans are pairs of local times ``HH:MM``; ``notice_minutes`` is how long before a visit everybody knows.
    """

    opening_hours = fields.List(
        fields.List(fields.String()), allow_none=True, load_default=None, metadata={"description": "HH:MM pairs"}
    )
    promise_days = fields.Integer(allow_none=True, load_default=None)
    wave_size = fields.Integer(allow_none=True, load_default=None)
    notice_minutes = fields.Integer(allow_none=True, load_default=None)
    quiet_residents = fields.List(fields.List(fields.String()), allow_none=True, load_default=None)
    quiet_volunteers = fields.List(fields.List(fields.String()), allow_none=True, load_default=None)


class WardShape(Shape):
    """One of the 126 units; ``kind`` is ``phuong`` or ``xa``; ``phone`` is null until staff publish it."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    lat = fields.Float(required=True)
    lon = fields.Float(required=True)
    phone = fields.String(allow_none=True, load_default=None)
    neighbourhoods = fields.List(fields.Nested(NeighbourhoodShape), load_default=list)
    pauses = fields.List(fields.Nested(PauseShape), load_default=list)
    settings = fields.Nested(WardSettings, allow_none=True, load_default=None)


class TeamShape(Shape):
    """A group of helpers: whom it consists of is said by the affiliations of its members."""

    team_id = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    ward = fields.String(required=True)
    neighbourhoods = fields.List(fields.String(), required=True)
    leader_id = fields.String(allow_none=True, load_default=None)
    paused_from = Moment(allow_none=True, load_default=None)
    paused_until = Moment(allow_none=True, load_default=None)


class TopicShape(Shape):
    """What one wants to be able to do; ``minutes`` is how long a visit for it takes."""

    topic_id = fields.String(required=True)
    name_vi = fields.String(required=True)
    name_en = fields.String(required=True)
    minutes = fields.Integer(required=True)
    money = fields.Boolean(required=True)
    phone_solvable = fields.Boolean(required=True)


class WeeklySpan(Shape):
    """A standing free span of the week, local time: ``weekday`` 0 is Monday, times ``HH:MM``."""

    weekday = fields.Integer(required=True)
    start = fields.String(required=True)
    end = fields.String(required=True)


class Span(Shape):
    start = Moment(required=True)
    end = Moment(required=True)


class Affiliation(Shape):
    kind = fields.String(required=True)
    team_id = fields.String(allow_none=True, load_default=None)


class VolunteerShape(Shape):
    volunteer_id = fields.String(required=True)
    status = fields.String(required=True)
    affiliations = fields.List(fields.Nested(Affiliation), required=True)
    wards = fields.List(fields.String(), required=True)
    weekly = fields.List(fields.Nested(WeeklySpan), required=True)
    absences = fields.List(fields.Nested(Span), required=True)
    max_open_tasks = fields.Integer(required=True)


class OfferState(Shape):
    offer_id = fields.String(required=True)
    volunteer_id = fields.String(required=True)
    status = fields.String(required=True)
    minutes = fields.Integer(required=True)


class RequestShape(Shape):
    """A household's need. ``offers`` are those pending or standing; ``cell`` is coarse (H3 resolution 7)."""

    request_id = fields.String(required=True)
    reference = fields.String(required=True)
    status = fields.String(required=True)
    resident_id = fields.String(required=True)
    participants = fields.List(fields.String(), required=True)
    asked_by_id = fields.String(allow_none=True, load_default=None)
    ward = fields.String(required=True)
    neighbourhood = fields.String(allow_none=True, load_default=None)
    cell = fields.String(allow_none=True, load_default=None)
    place = fields.String(required=True)
    topics = fields.List(fields.String(), required=True)
    windows = fields.List(fields.Nested(Span), required=True)
    urgency = fields.String(required=True)
    needed = fields.Integer(required=True)
    offers = fields.List(fields.Nested(OfferState), required=True)
    due_at = Moment(allow_none=True, load_default=None)
    follows = fields.String(allow_none=True, load_default=None)
    tracking_hash = fields.String(required=True, metadata={"description": "SHA-256 of the tracking code, hex"})


class PersonalLink(Shape):
    tracking_link = fields.String(required=True)


class RequestFactShape(RequestShape):
    """``by`` is who (``resident`` ``staff`` ``timer`` ``event``), ``reason`` and ``outcome`` are codes."""

    by = fields.String(allow_none=True, load_default=None)
    reason = fields.String(allow_none=True, load_default=None)
    outcome = fields.String(allow_none=True, load_default=None)


class RequestLinkedShape(RequestFactShape):
    personal = fields.Nested(PersonalLink, required=True)


class PersonalPhone(Shape):
    phone = fields.String(required=True)


class CallWantedShape(Shape):
    """Somebody left a number and wants to be phoned; ``ward`` is null when they did not say where they live."""

    call_id = fields.String(required=True)
    ward = fields.String(allow_none=True, load_default=None)
    personal = fields.Nested(PersonalPhone, required=True)


class ManyLooksShape(Shape):
    """A volunteer who looked at residents' contacts more often than a week of visits explains."""

    volunteer_id = fields.String(required=True)
    ward = fields.String(required=True)
    looks = fields.Integer(required=True)
    since = Moment(required=True)


class OfferMadeShape(RequestShape):
    offer_id = fields.String(required=True)
    volunteer_id = fields.String(required=True)
    wave = fields.Integer(required=True)
    expires_at = Moment(required=True)
    distance_m = fields.Integer(allow_none=True, load_default=None, metadata={"description": "rounded to 100 m"})


class OfferAcceptedShape(RequestShape):
    offer_id = fields.String(required=True)
    volunteer_id = fields.String(required=True)
    minutes = fields.Integer(required=True)


class OfferHandedBackShape(OfferAcceptedShape):
    """``late`` when the visit was less than a day away."""

    reason = fields.String(required=True)
    late = fields.Boolean(required=True)


class AnswerRefusedShape(RequestShape):
    """``reason`` is the code of the refusal: too_late, task_limit_reached, tasks_overlap …"""

    offer_id = fields.String(required=True)
    volunteer_id = fields.String(required=True)
    reason = fields.String(required=True)


class OfferWithdrawnShape(RequestShape):
    """``accepted`` when the volunteer had said yes before it was withdrawn; ``by`` is who ended the request."""

    by = fields.String(allow_none=True, load_default=None)
    offer_id = fields.String(required=True)
    volunteer_id = fields.String(required=True)
    accepted = fields.Boolean(load_default=False)
    reason = fields.String(required=True, metadata={"description": "others_first, cancelled, expired or suspended"})


PERSON_CONTACT_CHANGED = CONTRACTS.add(
    "person.contact_changed",
    PersonShape(),
    "A person is new, or their name, number, language or roles changed: keep it if you write to or name people.",
)
PERSON_STATED = CONTRACTS.add("person.stated", PersonShape(), "The present state, for rebuilding a projection.")
CODE_REQUESTED = CONTRACTS.add(
    "account.code_requested", CodeRequestedShape(), "Somebody must prove a phone: send the code at once or never."
)
WARD_CHANGED = CONTRACTS.add("ward.changed", WardShape(), "A ward's public data are new: its name, phone, place.")
WARD_STATED = CONTRACTS.add("ward.stated", WardShape(), "The present state, for rebuilding a projection.")
TEAM_CHANGED = CONTRACTS.add(
    "team.changed", TeamShape(), "A team is new, or its leader, name, neighbourhoods or pause are: show it, pass it by."
)
TEAM_STATED = CONTRACTS.add("team.stated", TeamShape(), "The present state, for rebuilding a projection.")
TOPIC_CHANGED = CONTRACTS.add("topic.changed", TopicShape(), "A topic is new or renamed, or takes another time.")
TOPIC_STATED = CONTRACTS.add("topic.stated", TopicShape(), "The present state, for rebuilding a projection.")
VOLUNTEER_APPLIED = CONTRACTS.add("volunteer.applied", VolunteerShape(), "Somebody wants to help; staff look first.")
VOLUNTEER_APPROVED = CONTRACTS.add("volunteer.approved", VolunteerShape(), "A volunteer may be asked from now on.")
VOLUNTEER_AVAILABILITY_CHANGED = CONTRACTS.add(
    "volunteer.availability_changed", VolunteerShape(), "Free spans, absences or limits changed: places after this fit."
)
VOLUNTEER_SUSPENDED = CONTRACTS.add(
    "volunteer.suspended",
    VolunteerShape(),
    "May not visit anybody from this moment: cancel what stands, void the codes.",
)
VOLUNTEER_MANY_LOOKS = CONTRACTS.add(
    "volunteer.many_looks", ManyLooksShape(), "More looks at residents' contacts than visits explain: staff should ask."
)
CALL_WANTED = CONTRACTS.add(
    "call.wanted", CallWantedShape(), "Somebody left their number: a person of the ward has to phone them."
)
VOLUNTEER_STATED = CONTRACTS.add(
    "volunteer.stated", VolunteerShape(), "The present state, for rebuilding a projection."
)
REQUEST_RECEIVED = CONTRACTS.add(
    "request.received", RequestLinkedShape(), "A request came in; nobody is asked before it is opened."
)
REQUEST_OPENED = CONTRACTS.add(
    "request.opened", RequestLinkedShape(), "The request is trusted: tell who asked that it is being seen to."
)
REQUEST_PROVEN = CONTRACTS.add(
    "request.proven",
    RequestFactShape(),
    "Whoever asked is who they say; still unconfirmed, it waits for the resident's own yes: a person phones them.",
)
REQUEST_NEEDS_TIMES = CONTRACTS.add(
    "request.needs_times", RequestFactShape(), "Nobody knows yet when it suits: ask before anybody is asked to come."
)
REQUEST_REOPENED = CONTRACTS.add(
    "request.reopened", RequestFactShape(), "Whoever had accepted no longer comes; it is first in line again."
)
REQUEST_ESCALATED = CONTRACTS.add(
    "request.escalated", RequestFactShape(), "The network found nobody: a person of the ward takes over; say why."
)
REQUEST_CANCELLED = CONTRACTS.add(
    "request.cancelled", RequestFactShape(), "Nobody is to come any more, whatever crosses it: cancel what stands."
)
REQUEST_PROMISE_MOVED = CONTRACTS.add(
    "request.promise_moved",
    RequestFactShape(),
    "A holiday or pause moved the end of the ward's promise: name no other.",
)
REQUEST_NOT_PLACED = CONTRACTS.add(
    "request.not_placed", RequestFactShape(), "Somebody said yes and still there is no appointment: staff should look."
)
REQUEST_CLOSED = CONTRACTS.add("request.closed", RequestFactShape(), "It ended; ``outcome`` says how.")
REQUEST_STATED = CONTRACTS.add("request.stated", RequestFactShape(), "The present state, for rebuilding a projection.")
OFFER_MADE = CONTRACTS.add("offer.made", OfferMadeShape(), "One volunteer is asked: tell them, before it expires.")
OFFER_ACCEPTED = CONTRACTS.add(
    "offer.accepted", OfferAcceptedShape(), "A volunteer said yes; when enough did, the status is accepted: place it."
)
OFFER_ANSWER_REFUSED = CONTRACTS.add(
    "offer.answer_refused", AnswerRefusedShape(), "An answer by text message could not be taken: say so to who sent it."
)
OFFER_HANDED_BACK = CONTRACTS.add(
    "offer.handed_back", OfferHandedBackShape(), "Who had said yes cannot go: their visit falls, another is sought."
)
OFFER_WITHDRAWN = CONTRACTS.add(
    "offer.withdrawn", OfferWithdrawnShape(), "An offer ended without this volunteer: thank them if others were first."
)
