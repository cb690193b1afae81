"""The shapes of requests and responses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import marshmallow as ma

from services.sessions.domain.appointment import MISSING, OVER, STANDING
from services.sessions.domain.cancelling import OF_PEOPLE, WHO_CANCELS, Reason
from services.sessions.domain.days import DayKind
from services.sessions.domain.outcome import LEVELS
from services.sessions.domain.people import ASKED_BY, RESIDENT, VOLUNTEER
from shared.web.fields import Body, Choice, Id, Integer, Items, LocalDate, Moment, Query, Text, WardCode, YesNo
from shared.web.language import Sentence
from shared.web.paging import Paged

LONGEST_VISIT = 12 * 60
LONGEST_NOTE = 2000
MOST_SKILLS = 50
MOST_WINDOWS = 20
_TOPIC = 40


class DayOrMoment(ma.fields.Field[date | datetime]):
    """An edge of a span of time: a date in Hà Nội (the whole day is meant) or a moment with its offset."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "edge": Sentence(
            "Ghi ngày, ví dụ 2026-12-07, hoặc ngày giờ kèm múi giờ, ví dụ 2026-12-07T08:00:00Z.",
            "Write a date such as 2026-12-07, or a moment with its offset such as 2026-12-07T08:00:00Z.",
        ),
    }

    def __init__(self, *, metadata: dict[str, Any], **options: Any) -> None:
        self._arms = (LocalDate(), Moment())
        super().__init__(metadata={"anyOf": [dict(arm.metadata) for arm in self._arms], **metadata}, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> date | datetime:
        for arm in self._arms:
            try:
                found: date | datetime = arm.deserialize(value)
            except ma.ValidationError:
                continue
            return found
        raise self.make_error("edge")


class AgendaQuery(Paged):
    """Which part of the agenda: what touches the time from ``from`` to ``to``, of one ward or of all one may see."""

    ward = WardCode(load_default=None)
    from_ = DayOrMoment(data_key="from", load_default=None, metadata={"description": "what ends after this"})
    to = DayOrMoment(load_default=None, metadata={"description": "what starts before this; a date is counted in"})
    status = Choice((*STANDING, *OVER), load_default=None)
    request = Id(load_default=None, metadata={"description": "the appointments of one request, oldest first"})
    volunteer = Id(load_default=None, metadata={"description": "those at which this person helps"})


class DaysQuery(Paged):
    """Which marked days: of the city, and with ``ward`` that ward's own too."""

    ward = WardCode(load_default=None)
    from_ = LocalDate(data_key="from", load_default=None, metadata={"description": "the first day wanted"})
    to = LocalDate(load_default=None, metadata={"description": "the last day wanted"})


class WhoseDayQuery(Query):
    ward = WardCode(load_default=None, metadata={"description": "left out: the city's own mark"})


class DayBody(Body):
    """What is special about a day. A ward marks heat or takes it back; holidays are the whole city's."""

    kind = Choice(DayKind, required=True)
    name = Text(120, required=True, metadata={"example": "Giỗ Tổ Hùng Vương"})
    ward = WardCode(load_default=None, allow_none=True, metadata={"description": "left out: the whole city"})


class FreeTimesQuery(Paged):
    """From when to when a free time is looked for; the rules say how far ahead at most."""

    from_ = DayOrMoment(data_key="from", load_default=None, metadata={"description": "left out: now"})
    to = DayOrMoment(load_default=None, metadata={"description": "a date is counted in"})


class CodeCheckBody(Body):
    """What the visitor said, and where."""

    code = Text(80, required=True, metadata={"description": "marks, commas and capitals do not matter"})
    ward = WardCode(required=True)
    neighbourhood = Text(100, load_default=None, allow_none=True, metadata={"description": "tổ dân phố or thôn"})


class SkillBody(Body):
    participant_id = Id(load_default=None, allow_none=True, metadata={"description": "left out: the resident"})
    topic = Text(_TOPIC, required=True, metadata={"description": "an id of the catalogue"})
    level = Choice(LEVELS, required=True)


class WindowBody(Body):
    start = Moment(required=True)
    end = Moment(required=True)


class FollowUpBody(Body):
    """Another visit is wanted. Without windows the household is asked when."""

    topics = Items(Text(_TOPIC), least=1, most=10, distinct=True, required=True)
    windows = Items(ma.fields.Nested(WindowBody), most=MOST_WINDOWS, load_default=list)


class ReportBody(Body):
    """The volunteer's report."""

    minutes = Integer(least=1, most=LONGEST_VISIT, required=True, metadata={"description": "how long it took"})
    skills = Items(ma.fields.Nested(SkillBody), most=MOST_SKILLS, load_default=list)
    follow_up = ma.fields.Nested(FollowUpBody, load_default=None, allow_none=True)
    note = Text(LONGEST_NOTE, lines=True, load_default=None, allow_none=True)


class MoveBody(Body):
    """Another time; the visit takes as long as before."""

    starts_at = Moment(required=True, metadata={"description": "one of GET …/free-times, or another free minute"})


class CancelBody(Body):
    """Why nobody is to come. What follows is chosen by staff only; for others it follows from who they are."""

    reason = Choice(OF_PEOPLE, required=True)
    reopen = YesNo(
        load_default=None, allow_none=True, metadata={"description": "staff: look for another helper or time"}
    )


class MissedBody(Body):
    """Who was not there. Of a pair one may be named; otherwise all who were to come are meant."""

    who = Choice(MISSING, required=True)
    volunteer_id = Id(load_default=None, allow_none=True, metadata={"description": "only with who: volunteer"})


class PersonSchema(ma.Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "null where it is not for the caller, or not known yet"},
    )
    role = ma.fields.String(required=True, metadata={"enum": [RESIDENT, ASKED_BY, VOLUNTEER]})


class SkillSchema(ma.Schema):
    participant_id = ma.fields.UUID(required=True)
    topic = ma.fields.String(required=True)
    level = ma.fields.String(required=True, metadata={"enum": list(LEVELS)})


class WindowSchema(ma.Schema):
    start = Moment(required=True)
    end = Moment(required=True)


class FollowUpSchema(ma.Schema):
    topics = ma.fields.List(ma.fields.String(), required=True)
    windows = ma.fields.List(ma.fields.Nested(WindowSchema), required=True)


class AppointmentSchema(ma.Schema):
    """One agreed time. What came of it is null until it is completed, and for whoever only asked for somebody."""

    id = ma.fields.UUID(required=True)
    request_id = ma.fields.UUID(required=True)
    offer_ids = ma.fields.List(ma.fields.UUID(), required=True)
    volunteer_ids = ma.fields.List(ma.fields.UUID(), required=True)
    resident_id = ma.fields.UUID(required=True)
    asked_by_id = ma.fields.UUID(required=True, allow_none=True)
    people = ma.fields.List(ma.fields.Nested(PersonSchema), required=True)
    ward = WardCode(required=True)
    place = ma.fields.String(required=True)
    topics = ma.fields.List(ma.fields.String(), required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    status = ma.fields.String(required=True, metadata={"enum": [*STANDING, *OVER]})
    visit_code = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "two words the visitor says; null once it is over"}
    )
    started_at = Moment(required=True, allow_none=True)
    completed_at = Moment(required=True, allow_none=True)
    ended_at = Moment(required=True, allow_none=True, metadata={"description": "when it was cancelled or missed"})
    cancelled_by = ma.fields.String(required=True, allow_none=True, metadata={"enum": [*WHO_CANCELS, None]})
    reason = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "why it was cancelled; null to the household where it is about somebody else",
            "enum": [*(reason.value for reason in Reason), None],
        },
    )
    late = ma.fields.Boolean(
        required=True, allow_none=True, metadata={"description": "cancelled less than a day before its start"}
    )
    missed = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "who was not there", "enum": [*MISSING, None]}
    )
    minutes = ma.fields.Integer(required=True, allow_none=True)
    skills = ma.fields.List(ma.fields.Nested(SkillSchema), required=True, allow_none=True)
    follow_up = ma.fields.Nested(FollowUpSchema, required=True, allow_none=True)
    note = ma.fields.String(required=True, allow_none=True)


class DaySchema(ma.Schema):
    """One day; ``ordinary`` also where nobody has marked it."""

    date = ma.fields.Date(required=True, attribute="day")
    ward = ma.fields.String(required=True, allow_none=True, metadata={"description": "null: the whole city"})
    kind = ma.fields.String(required=True, attribute="mark", metadata={"enum": [kind.value for kind in DayKind]})
    name = ma.fields.String(required=True)


class FreeTimeSchema(ma.Schema):
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)


class HelperSchema(ma.Schema):
    name = ma.fields.String(required=True, allow_none=True)
    photo_url = ma.fields.String(required=True, allow_none=True, metadata={"description": "null where there is none"})


class CodeCheckSchema(ma.Schema):
    """Whether somebody comes today with this code. Never to whom, where or when."""

    valid = ma.fields.Boolean(required=True)
    helper = ma.fields.Nested(HelperSchema, required=True, allow_none=True)
    helpers = ma.fields.List(
        ma.fields.Nested(HelperSchema), required=True, metadata={"description": "all of them, where two come together"}
    )
