"""Requests, offers and candidates."""

from __future__ import annotations

import marshmallow as ma

from services.volunteers.domain.asking import Device, Need, Picture, Place, Relation, Urgency, Wish
from services.volunteers.domain.offer import OfferStatus
from services.volunteers.domain.person import Language, PhoneOwner
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.schemas.common import (
    TOPIC_IDS,
    AddressFormField,
    ConsentBody,
    ConsentSchema,
    LocationBody,
    LocationSchema,
    NamedSchema,
    ReasonSchema,
    SpanBody,
    SpanSchema,
    Topics,
    Ward,
)
from services.volunteers.schemas.people import ContactSchema, SixDigits
from shared.web.fields import Body, Choice, Email, Id, Integer, Items, Moment, PersonName, Phone, Text, YesNo
from shared.web.paging import Paged

MOST_WINDOWS = 20
MOST_PARTICIPANTS = 5


class ResidentBody(Body):
    """Who is to be helped."""

    name = PersonName(required=True)
    phone = Phone(required=True)
    phone_owner = Choice(PhoneOwner, load_default=PhoneOwner.SELF)
    language = Choice(Language, load_default=Language.VIETNAMESE)
    address_form = AddressFormField(load_default=None, allow_none=True)
    birth_year = Integer(least=1900, most=2099, load_default=None, allow_none=True)
    device = Choice(Device, load_default=None, allow_none=True)


class ParticipantBody(Body):
    """Somebody else of the household who learns too."""

    name = PersonName(required=True)
    address_form = AddressFormField(load_default=None, allow_none=True)
    birth_year = Integer(least=1900, most=2099, load_default=None, allow_none=True)


class AskedByBody(Body):
    """Who asks on the resident's behalf."""

    name = PersonName(required=True)
    phone = Phone(required=True)
    relation = Choice(Relation, required=True)
    email = Email(load_default=None, allow_none=True)
    language = Choice(Language, load_default=Language.VIETNAMESE)
    address_form = AddressFormField(load_default=None, allow_none=True)


class RequestBody(Body):
    """What is wanted, by whom, where and when."""

    resident = ma.fields.Nested(ResidentBody, required=True)
    participants = Items(ma.fields.Nested(ParticipantBody), most=MOST_PARTICIPANTS, load_default=list)
    asked_by = ma.fields.Nested(AskedByBody, load_default=None, allow_none=True)
    ward = Ward(required=True)
    neighbourhood = Text(60, load_default=None, allow_none=True)
    address = Text(200, lines=True, load_default=None, allow_none=True)
    landmark = Text(200, lines=True, load_default=None, allow_none=True)
    met_by = Text(100, load_default=None, allow_none=True)
    location = ma.fields.Nested(LocationBody, load_default=None, allow_none=True)
    place = Choice(Place, required=True)
    topics = Topics(required=True)
    windows = Items(ma.fields.Nested(SpanBody), most=MOST_WINDOWS, load_default=list)
    urgency = Choice(Urgency, load_default=Urgency.NORMAL)
    needed = Integer(least=1, most=2, load_default=1)
    needs = Items(Choice(Need), most=len(Need), distinct=True, load_default=list)
    wishes = Items(Choice(Wish), most=len(Wish), distinct=True, load_default=list)
    note = Text(1000, lines=True, load_default=None, allow_none=True)
    picture = Choice(
        Picture,
        load_default=None,
        allow_none=True,
        metadata={"description": "what the resident remembers and the helper names at the door; in no message"},
    )
    consent = ma.fields.Nested(ConsentBody, required=True)


class ReceivedSchema(ma.Schema):
    """The slip. The tracking code is shown this once: it opens the request to whoever holds it."""

    id = ma.fields.UUID(required=True)
    reference = ma.fields.String(required=True, metadata={"description": "the number people read out"})
    status = ma.fields.String(required=True, metadata={"enum": list(RequestStatus)})
    tracking_code = ma.fields.String(required=True, metadata={"description": "Authorization: Tracking <code>"})
    tracking_url = ma.fields.String(
        required=True, metadata={"description": "the page on which its holder follows it, with the tracking code"}
    )
    demo_code = ma.fields.String(metadata={"description": "the code that was sent, in the demo only"})


class VerifyBody(Body):
    """Either the code that was sent, or what staff heard on the phone: from the resident, or from whoever asked."""

    code = SixDigits()
    resident_agreed = YesNo(metadata={"description": "the resident said yes"})
    phone_proven = YesNo(metadata={"description": "whoever asked was called back, and did ask"})


class VerifiedSchema(ma.Schema):
    status = ma.fields.String(required=True, metadata={"enum": list(RequestStatus)})


class CodeAgainBody(Body):
    whose = Choice(
        ("asked_by", "resident"),
        load_default=None,
        allow_none=False,
        metadata={"description": "left out: who is to prove next"},
    )


class RequestsQuery(Paged):
    ward = Ward(load_default=None)
    status = Choice(RequestStatus, load_default=None)
    topic = Choice(TOPIC_IDS, load_default=None)
    overdue = YesNo(load_default=None)
    q = Text(
        100, load_default=None, metadata={"description": "name, number of the slip, or end of the telephone number"}
    )


class RequestCommonSchema(ma.Schema):
    """What everybody who may see a request sees of it."""

    id = ma.fields.UUID(required=True)
    reference = ma.fields.String(required=True)
    status = ma.fields.String(required=True, metadata={"enum": list(RequestStatus)})
    reason = ma.fields.String(required=True, allow_none=True, metadata={"description": "why it stands where it does"})
    outcome = ma.fields.String(required=True, allow_none=True)
    referred_to = ma.fields.String(required=True, allow_none=True, metadata={"description": "who sees to it now"})
    referred_papers = ma.fields.String(required=True, allow_none=True, metadata={"description": "what to bring there"})
    ward = ma.fields.String(required=True)
    neighbourhood = ma.fields.String(required=True, allow_none=True)
    urgency = ma.fields.String(required=True, metadata={"enum": list(Urgency)})
    place = ma.fields.String(required=True, metadata={"enum": list(Place)})
    topics = ma.fields.List(ma.fields.String(), required=True)
    windows = ma.fields.List(ma.fields.Nested(SpanSchema), required=True)
    minutes = ma.fields.Integer(required=True)
    needed = ma.fields.Integer(required=True)
    received_at = Moment(required=True)
    opened_at = Moment(required=True, allow_none=True)
    due_at = Moment(required=True, allow_none=True, metadata={"description": "the end of the ward's promise"})
    overdue = ma.fields.Boolean(required=True)
    appointment_id = ma.fields.UUID(required=True, allow_none=True)
    starts_at = Moment(required=True, allow_none=True)
    ends_at = Moment(required=True, allow_none=True)
    follows = ma.fields.UUID(required=True, allow_none=True, metadata={"description": "the request it came of"})


class RequestLineSchema(RequestCommonSchema):
    """A line of the queue."""

    wave = ma.fields.Integer(required=True)
    resident = ma.fields.Nested(NamedSchema, required=True)


class AskedBySchema(ContactSchema):
    relation = ma.fields.String(required=True, metadata={"enum": list(Relation)})


class OfferLineSchema(ma.Schema):
    """An offer as staff see it."""

    id = ma.fields.UUID(required=True)
    volunteer = ma.fields.Nested(NamedSchema, required=True)
    status = ma.fields.String(required=True, metadata={"enum": list(OfferStatus)})
    wave = ma.fields.Integer(required=True)
    minutes = ma.fields.Integer(required=True)
    distance_m = ma.fields.Integer(required=True, allow_none=True)
    made_at = Moment(required=True)
    announced_at = Moment(required=True, allow_none=True, metadata={"description": "when its time began to run"})
    expires_at = Moment(required=True)
    reasons = ma.fields.List(ma.fields.Nested(ReasonSchema), required=True)


class RequestSchema(RequestCommonSchema):
    """One request. Its volunteers see the common part, its holder what was asked, staff everything."""

    resident = ma.fields.Nested(ContactSchema)
    participants = ma.fields.List(ma.fields.Nested(NamedSchema))
    asked_by = ma.fields.Nested(AskedBySchema, allow_none=True)
    address = ma.fields.String(allow_none=True)
    landmark = ma.fields.String(allow_none=True)
    met_by = ma.fields.String(allow_none=True)
    location = ma.fields.Nested(LocationSchema, allow_none=True)
    needs = ma.fields.List(ma.fields.String())
    wishes = ma.fields.List(ma.fields.String())
    device = ma.fields.String(allow_none=True)
    note = ma.fields.String(allow_none=True)
    picture = ma.fields.String(
        allow_none=True, metadata={"enum": [*Picture, None], "description": "asked of who phones in; staff only"}
    )
    consent = ma.fields.Nested(ConsentSchema)
    phone_proven = ma.fields.Boolean()
    resident_agreed = ma.fields.Boolean()
    wave = ma.fields.Integer()
    next_wave_at = Moment(allow_none=True)
    owner = ma.fields.Nested(NamedSchema, allow_none=True, metadata={"description": "who of the staff takes care"})
    offers = ma.fields.List(ma.fields.Nested(OfferLineSchema))


class TimelineLineSchema(ma.Schema):
    """One thing that happened; the details are for staff."""

    at = Moment(required=True)
    kind = ma.fields.String(required=True)
    by = ma.fields.String(required=True)
    text = ma.fields.String(required=True, metadata={"description": "the line in words, in the caller's language"})
    by_id = ma.fields.String(allow_none=True)
    detail = ma.fields.Dict(keys=ma.fields.String())


class CandidateSchema(ma.Schema):
    volunteer = ma.fields.Nested(NamedSchema, required=True)
    points = ma.fields.Float(required=True)
    distance_m = ma.fields.Integer(required=True, allow_none=True)
    reasons = ma.fields.List(ma.fields.Nested(ReasonSchema), required=True)


class NotCandidateSchema(ma.Schema):
    volunteer = ma.fields.Nested(NamedSchema, required=True)
    why_not = ma.fields.List(ma.fields.String(), required=True)


class CandidatesSchema(ma.Schema):
    """Who could be asked, the best first, and why the others could not."""

    items = ma.fields.List(ma.fields.Nested(CandidateSchema), required=True)
    others = ma.fields.List(ma.fields.Nested(NotCandidateSchema), required=True)


class OffersQuery(Paged):
    status = Choice(OfferStatus, load_default=None)
    team_id = Id(load_default=None, metadata={"description": "a team one leads"})


class AcceptBody(Body):
    member_id = Id(
        load_default=None, allow_none=True, metadata={"description": "who of one's team goes; left out: oneself"}
    )


class AssignBody(Body):
    volunteer_id = Id(required=True)


class OwnerBody(Body):
    person_id = Id(
        required=True, allow_none=True, metadata={"description": "of the ward's staff; null: nobody in particular"}
    )


class OfferSchema(ma.Schema):
    """An offer as its volunteer sees it: no name, no address."""

    id = ma.fields.UUID(required=True)
    volunteer_id = ma.fields.UUID(required=True)
    request_id = ma.fields.UUID(required=True)
    reference = ma.fields.String(required=True)
    status = ma.fields.String(required=True, metadata={"enum": list(OfferStatus)})
    wave = ma.fields.Integer(required=True)
    ward = ma.fields.String(required=True)
    neighbourhood = ma.fields.String(required=True, allow_none=True)
    distance_m = ma.fields.Integer(required=True, allow_none=True, metadata={"description": "rounded to 100 m"})
    urgency = ma.fields.String(required=True, metadata={"enum": list(Urgency)})
    place = ma.fields.String(required=True, metadata={"enum": list(Place)})
    topics = ma.fields.List(ma.fields.String(), required=True)
    windows = ma.fields.List(ma.fields.Nested(SpanSchema), required=True)
    minutes = ma.fields.Integer(required=True)
    made_at = Moment(required=True)
    expires_at = Moment(required=True)
    appointment_id = ma.fields.UUID(required=True, allow_none=True)
    starts_at = Moment(required=True, allow_none=True)
    ends_at = Moment(required=True, allow_none=True)
