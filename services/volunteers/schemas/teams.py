"""Teams and their members."""

from __future__ import annotations

import marshmallow as ma

from services.volunteers.domain.person import Language
from services.volunteers.domain.volunteer import Gender, VolunteerStatus
from services.volunteers.schemas.common import LONGEST_LIST, NamedSchema, Topics, Ward, Word
from services.volunteers.schemas.spreadsheet import Spreadsheet
from shared.web.fields import Body, Choice, Email, Id, Integer, Items, Moment, PersonName, Phone, Query, Text
from shared.web.paging import Paged


class PauseBody(Body):
    """From when until when nobody of the team is asked."""

    from_ = Moment(required=True, data_key="from")
    to = Moment(required=True)


class TeamBody(Body):
    """What is kept of a team; what is left out stays."""

    name = Text(100)
    neighbourhoods = Items(
        Text(100), most=LONGEST_LIST, distinct=True, metadata={"description": "ids of the ward's list, none: all of it"}
    )
    leader_id = Id(allow_none=True, metadata={"description": "an approved volunteer of the ward"})
    pause = ma.fields.Nested(PauseBody, allow_none=True)


class NewTeamBody(Body):
    """A team to be founded."""

    ward = Ward(required=True)
    kind = Word(required=True, description="community_team, youth_union, college …")
    name = Text(100, required=True)
    neighbourhoods = Items(
        Text(100),
        most=LONGEST_LIST,
        distinct=True,
        load_default=list,
        metadata={"description": "ids of the ward's list, none: all of it"},
    )
    leader_id = Id(load_default=None, allow_none=True, metadata={"description": "an approved volunteer of the ward"})


class MemberBody(Body):
    volunteer_id = Id(required=True)


class ImportBody(Body):
    """A team's list. Everybody on it has agreed on paper to the words of ``consent_version``.

    Columns: họ tên (name), điện thoại (phone), năm sinh (birth_year); and, where there are any, giới tính
    (gender), email, ngôn ngữ (language), nội dung (topics: ids, with commas).
    """

    file = Spreadsheet(required=True)
    consent_version = Text(40, required=True, metadata={"description": "of the words that were signed"})


class MemberRow(Query):
    """A line of the list, each cell by its column: like a query, all of it is text."""

    name = PersonName(required=True)
    phone = Phone(required=True)
    birth_year = Integer(least=1900, most=2099, required=True)
    gender = Choice(Gender, load_default=None)
    email = Email(load_default=None)
    language = Choice(Language, load_default=Language.VIETNAMESE)
    topics = Topics(load_default=list)


class PauseSchema(ma.Schema):
    from_ = Moment(required=True, data_key="from", attribute="start")
    to = Moment(required=True, attribute="end")


class TeamLineSchema(NamedSchema):
    """A team, as anyone may see it."""

    kind = ma.fields.String(required=True)
    ward = ma.fields.String(required=True)
    neighbourhoods = ma.fields.List(ma.fields.String(), required=True)


class TeamSchema(TeamLineSchema):
    """A team as its leader and the ward's staff see it."""

    leader_id = ma.fields.UUID(required=True, allow_none=True)
    pause = ma.fields.Nested(PauseSchema, required=True, allow_none=True)


class MemberSchema(NamedSchema):
    """Somebody of a team."""

    phone = ma.fields.String(required=True, allow_none=True)
    status = ma.fields.String(required=True, metadata={"enum": list(VolunteerStatus)})
    away_until = Moment(required=True, allow_none=True)


class ImportedSchema(ma.Schema):
    """What became of the list."""

    applied = ma.fields.Integer(required=True, metadata={"description": "new, to be approved like everybody"})
    joined = ma.fields.Integer(required=True, metadata={"description": "volunteers known before who joined the team"})
    already = ma.fields.Integer(required=True, metadata={"description": "who belonged to it already"})


class TeamsQuery(Paged):
    ward = Ward(load_default=None)
