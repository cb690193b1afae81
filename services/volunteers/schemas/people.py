"""Signing in, oneself, volunteers."""

from __future__ import annotations

import re
from typing import Any

import marshmallow as ma

from services.volunteers.domain.asking import ConsentHow
from services.volunteers.domain.person import Language, PhoneOwner
from services.volunteers.domain.reasons import SuspendReason
from services.volunteers.domain.volunteer import Condition, Gender, VolunteerStatus
from services.volunteers.schemas.common import (
    LONGEST_LIST,
    WARD_CODES,
    AddressFormField,
    ConsentBody,
    LocationBody,
    LocationSchema,
    NamedSchema,
    SpanBody,
    SpanSchema,
    Topics,
    Ward,
    WeeklyBody,
    WeeklySchema,
    Word,
)
from shared.web.fields import (
    Body,
    Choice,
    Email,
    Id,
    Integer,
    Items,
    LocalDate,
    Moment,
    PersonName,
    Phone,
    Text,
)
from shared.web.language import Sentence
from shared.web.paging import Paged

MOST_TASKS = 20
USUAL_TASKS = 2
SPOKEN = ("vi", "en")


class SixDigits(Text):
    """A code as it stands in the message."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "digits": Sentence("Mã gồm 6 chữ số, ghi trong dấu nháy kép.", "The code is 6 digits, in double quotes."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(6, shortest=6, metadata={"pattern": "^[0-9]{6}$"}, **options)

    def _checked(self, text: str) -> str:
        if not re.fullmatch(r"[0-9]{6}", text):
            raise self.make_error("digits")
        return text


class PhoneBody(Body):
    phone = Phone(required=True)


class CodeSentSchema(ma.Schema):
    """The same whether or not the number is known."""

    valid_seconds = ma.fields.Integer(required=True, metadata={"description": "how long a code lives"})
    demo_code = ma.fields.String(metadata={"description": "the code itself, in the demo only"})


class SignInBody(Body):
    phone = Phone(required=True)
    code = SixDigits(required=True)
    person_id = Id(load_default=None, metadata={"description": "who of those that share the number"})


class PostSchema(ma.Schema):
    """A role in some wards; none named is the whole city."""

    role = ma.fields.String(required=True)
    wards = ma.fields.List(ma.fields.String(), required=True)
    since = LocalDate(required=True)
    until = LocalDate(required=True, allow_none=True)


class SignedInPersonSchema(NamedSchema):
    posts = ma.fields.List(ma.fields.Nested(PostSchema), required=True)


class TokenSchema(ma.Schema):
    """Send it as ``Authorization: Bearer <token>``."""

    token = ma.fields.String(required=True)
    expires_at = Moment(required=True)
    person = ma.fields.Nested(SignedInPersonSchema, required=True)


class PersonsSchema(ma.Schema):
    """Several share the number: send the same code again with one ``person_id``."""

    persons = ma.fields.List(ma.fields.Nested(NamedSchema), required=True)


class AffiliationBody(Body):
    kind = Word(required=True, description="community_team, youth_union, college …")
    team_id = Id(load_default=None, allow_none=True)


class AffiliationSchema(ma.Schema):
    kind = ma.fields.String(required=True)
    team_id = ma.fields.UUID(required=True, allow_none=True)


class Conditions(Items):
    """On what conditions somebody goes to a home: only as a pair, only where a woman is at home."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Choice(Condition), most=len(Condition), distinct=True, **options)


class VolunteerBody(Body):
    """An application."""

    name = PersonName(required=True)
    phone = Phone(required=True)
    email = Email(load_default=None, allow_none=True)
    language = Choice(Language, load_default=Language.VIETNAMESE)
    address_form = AddressFormField(load_default=None, allow_none=True)
    birth_year = Integer(least=1900, most=2099, required=True)
    affiliations = Items(ma.fields.Nested(AffiliationBody), most=10, load_default=list)
    wards = Items(Ward(), least=1, most=len(WARD_CODES), distinct=True, required=True)
    location = ma.fields.Nested(LocationBody, load_default=None, allow_none=True)
    topics = Topics(required=True)
    languages = Items(Choice(SPOKEN), least=1, most=len(SPOKEN), distinct=True, load_default=lambda: ["vi"])
    gender = Choice(Gender, load_default=None, allow_none=True)
    weekly = Items(ma.fields.Nested(WeeklyBody), most=LONGEST_LIST, required=True)
    max_open_tasks = Integer(least=1, most=MOST_TASKS, load_default=USUAL_TASKS)
    conditions = Conditions(load_default=list)
    consent = ma.fields.Nested(ConsentBody, required=True)


class MeBody(Body):
    """What one changes about oneself; what is left out stays."""

    name = PersonName()
    email = Email(allow_none=True)
    language = Choice(Language)
    address_form = AddressFormField(allow_none=True)
    topics = Topics()
    weekly = Items(ma.fields.Nested(WeeklyBody), most=LONGEST_LIST)
    absences = Items(ma.fields.Nested(SpanBody), most=LONGEST_LIST)
    away_until = Moment(allow_none=True, metadata={"description": "away from now until then; null: back again"})
    max_open_tasks = Integer(least=1, most=MOST_TASKS)
    conditions = Conditions()


class VolunteeringSchema(ma.Schema):
    """Somebody as a volunteer."""

    status = ma.fields.String(required=True, metadata={"enum": list(VolunteerStatus)})
    wards = ma.fields.List(ma.fields.String(), required=True)
    affiliations = ma.fields.List(ma.fields.Nested(AffiliationSchema), required=True)
    languages = ma.fields.List(ma.fields.String(), required=True)
    gender = ma.fields.String(required=True, allow_none=True)
    topics = ma.fields.List(ma.fields.String(), required=True)
    weekly = ma.fields.List(ma.fields.Nested(WeeklySchema), required=True)
    absences = ma.fields.List(ma.fields.Nested(SpanSchema), required=True)
    away_until = Moment(required=True, allow_none=True)
    max_open_tasks = ma.fields.Integer(required=True)
    conditions = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "on which they go"})
    approved_wards = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "where they are asked"})


class ContactSchema(NamedSchema):
    """Somebody and how they are reached."""

    phone = ma.fields.String(required=True, allow_none=True)
    phone_owner = ma.fields.String(required=True, metadata={"enum": list(PhoneOwner)})
    email = ma.fields.String(required=True, allow_none=True)
    language = ma.fields.String(required=True, metadata={"enum": list(Language)})
    address_form = ma.fields.String(required=True, allow_none=True)
    birth_year = ma.fields.Integer(required=True, allow_none=True)


class MeSchema(ContactSchema):
    """Oneself: contact, posts, and what one offers as a volunteer."""

    posts = ma.fields.List(ma.fields.Nested(PostSchema), required=True)
    volunteer = ma.fields.Nested(VolunteeringSchema, required=True, allow_none=True)


class SuspendBody(Body):
    """Why somebody visits nobody for now."""

    reason = Choice(SuspendReason, required=True)


class GuardianBody(Body):
    """The parent or guardian who agrees, and how they said so."""

    name = PersonName(required=True)
    phone = Phone(required=True)
    how = Choice(ConsentHow, required=True)


class GuardianSchema(ma.Schema):
    name = ma.fields.String(required=True)
    phone = ma.fields.String(required=True)
    how = ma.fields.String(required=True)


class VolunteerSchema(ContactSchema, VolunteeringSchema):
    """A volunteer as the staff of their ward see one."""

    location = ma.fields.Nested(LocationSchema, required=True, allow_none=True)
    applied_at = Moment(required=True)
    approved_at = Moment(required=True, allow_none=True)
    suspended_because = ma.fields.String(required=True, allow_none=True, metadata={"enum": list(SuspendReason)})
    guardian = ma.fields.Nested(GuardianSchema, required=True, allow_none=True)


class AppliedSchema(ma.Schema):
    """The application; sign in with the phone to see it."""

    id = ma.fields.UUID(required=True)
    status = ma.fields.String(required=True, metadata={"enum": list(VolunteerStatus)})


class VolunteersQuery(Paged):
    ward = Ward(load_default=None)
    status = Choice(VolunteerStatus, load_default=None)
    q = Text(100, load_default=None, metadata={"description": "part of the name, marks do not matter"})
