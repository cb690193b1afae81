"""Days unlike others: public holidays, days worked instead, heat."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.sessions.commands.days import mark_day
from services.sessions.domain.days import Day, day_id
from services.sessions.queries import days as queries
from services.sessions.schemas import DayBody, DaySchema, DaysQuery, WhoseDayQuery
from shared.errors import Forbidden, Invalid, NotFound
from shared.web.api import Blueprint
from shared.web.auth import anyone, principal, roles
from shared.web.conditional import check_if_match, etag
from shared.web.doors import command, current_unit, reading
from shared.web.fields import LocalDate
from shared.web.paging import Page, page_of

blp = Blueprint("days", __name__, description="Days on which nobody comes, or not at every hour.")

DATE = {"name": "day", "in": "path", "required": True, "schema": {"type": "string", **LocalDate().metadata}}
_UNMARKED = {"mark": "ordinary", "name": ""}

Answer = tuple[dict[str, Any], dict[str, str]]


class OnlyTheCity(Forbidden):
    """What holds everywhere is not one ward's to mark."""

    vi = "Ngày của cả thành phố do cán bộ thành phố đánh dấu. Ghi mã phường, xã để đánh dấu riêng ở đó."
    en = "Days of the whole city are marked by city staff. Give a ward to mark its own."


@blp.route("/days")
@blp.response(200, page_of(DaySchema))
@anyone
@blp.arguments(DaysQuery, location="query")
def list_days(query: dict[str, Any]) -> Page:
    """The days that are marked, in order"""
    with reading() as connection:
        return queries.marked_days(connection, query)


@blp.route("/days/<string:day>", parameters=[DATE])
@blp.response(200, DaySchema)
@anyone
@blp.arguments(WhoseDayQuery, location="query")
def get_day(query: dict[str, Any], day: str) -> Answer:
    """One day; its ETag is what a mark names"""
    date = _date(day)
    with reading() as connection:
        found = queries.marked_day(connection, day_id(date, query["ward"]))
    shown = found or {"day": date, "ward": query["ward"], **_UNMARKED}
    return shown, etag(found["sequence"] if found else 0)


@blp.route("/days/<string:day>", methods=["PUT"], parameters=[DATE])
@command
@blp.response(200, DaySchema)
@roles("head")
@blp.arguments(DayBody)
def put_day(body: dict[str, Any], day: str) -> Answer:
    """Mark a day: the city's by city staff, heat in one ward also by its head

    What was agreed for that day before stays; a pause puts it off.
    """
    date, ward = _date(day), body["ward"]
    _refuse_others(ward)
    known = current_unit().get(Day, day_id(date, ward))
    check_if_match(known.sequence if known else 0)
    marked = mark_day(current_unit(), date, ward, body["kind"], body["name"])
    return {name: getattr(marked, name) for name in ("day", "ward", "mark", "name")}, etag(marked.sequence)


def _refuse_others(ward: str | None) -> None:
    if ward is None and not principal().holds("city"):
        raise OnlyTheCity
    if ward is not None and not principal().may("head", ward):
        raise NotFound


def _date(text: str) -> Any:
    try:
        return LocalDate().deserialize(text)
    except ma.ValidationError as error:
        raise Invalid.one(
            "day",
            vi="Ghi ngày có thật theo năm-tháng-ngày, ví dụ 2026-11-24.",
            en="Write a date there is as year-month-day, for example 2026-11-24.",
        ) from error
