"""How the work stands, in pictures with a table beside each: waits, topics, neighbourhoods, today's visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Response, request

from services.volunteers.domain.slip import LIVING
from services.volunteers.domain.ward import Neighbourhood
from services.volunteers.pages.desk.blueprint import DASHBOARD, staff_pages
from services.volunteers.pages.desk.board import address
from services.volunteers.pages.desk.tiles import tile_map
from services.volunteers.pages.desk.words_dashboard import DASHBOARD as WORDS
from services.volunteers.pages.wording import names_of
from services.volunteers.queries import dashboard as queries
from services.volunteers.queries import wards as ward_queries
from services.volunteers.queries.catalogue import topics_by_id
from services.volunteers.schemas.queue import SummaryQuery
from shared.clock import HANOI
from shared.errors import NotFound
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, reading
from shared.web.pages import Form, page_language, render
from shared.web.pages.times import capital, hour_of, moment_of
from shared.web.pages.wording import Topics

Row = dict[str, Any]

_SHARES = ("half", "most")
"""The words for each of the shares that are counted."""


@dataclass(frozen=True)
class Seen:
    """What the page tells of, read at once; ``ward`` where it is about one."""

    counted: Mapping[str, Any]
    topics: Topics
    wards: Sequence[Mapping[str, Any]]
    ward: str | None
    neighbourhoods: Sequence[Neighbourhood]


@staff_pages.get("/dashboard")
@roles("counter")
def dashboard() -> Response:
    """The numbers of one's wards, or of one of them"""
    form = Form.read(SummaryQuery, request.args)
    if not form.ok:
        raise NotFound
    language, now = page_language(), current_runtime().clock.now()
    seen = _seen(form.values["ward"], now)
    return render(
        "volunteers/today/dashboard.html",
        words=WORDS,
        wards=seen.wards,
        ward=seen.ward,
        asof=moment_of(now, language),
        **_told(seen, language),
    )


def _seen(asked: str | None, now: datetime) -> Seen:
    who = principal()
    codes = who.wards_of("counter")
    with reading() as connection:
        mine = [ward for ward in ward_queries.ward_names(connection) if ward["code"] in codes]
        ward = asked or (mine[0]["code"] if len(mine) == 1 else None)
        return Seen(
            queries.dashboard(connection, who, ward, now),
            topics_by_id(connection),
            mine,
            ward,
            ward_queries.ward(connection, ward).neighbourhoods if ward else (),
        )


def _told(seen: Seen, language: str) -> dict[str, Any]:
    counted = seen.counted
    return {
        "percentiles": [_percentile(*each, language) for each in zip(_SHARES, counted["percentiles"], strict=True)],
        "late": {"count": counted["overdue"], "href": address({"ward": seen.ward, "overdue": "true"})},
        "waits": [_wait(index, count, language) for index, count in enumerate(counted["waits"])],
        "waiting": sum(counted["waits"]),
        "statuses": _statuses(seen, language),
        "topics": _topics(seen, language),
        "where": _places(seen, language),
        "map": tile_map(seen.neighbourhoods, counted["places"]) if seen.neighbourhoods else None,
        "hours": [_hour(hour, counted["hours"].get(hour, 0), language) for hour in _open_hours(counted["hours"])],
        "visits": sum(counted["hours"].values()),
    }


def _percentile(key: str, wait: timedelta | None, language: str) -> str | None:
    if wait is None:
        return None
    return WORDS[f"wait.{key}"].said(language).format(wait=span_said(wait, language))


def span_said(span: timedelta, language: str) -> str:
    """ "3 giờ", "2 ngày 4 giờ": the clock, not the hours the office is open."""
    hours = max(1, round(span / timedelta(hours=1)))
    days, left = divmod(hours, 24)
    parts = ((days, "day"), (left, "hour"))
    said = [WORDS[f"{name}{'s' if n != 1 else ''}"].said(language).format(n=n) for n, name in parts if n]
    return " ".join(said)


def _wait(index: int, count: int, language: str) -> Row:
    steps = [span.days for span in queries.STEPS]
    if index == len(steps):
        return {"label": WORDS["wait.longer"].said(language).format(n=steps[-1]), "value": count}
    if index == 0:
        return {"label": WORDS["wait.first"].said(language), "value": count}
    return {"label": WORDS["wait.step"].said(language).format(from_=steps[index - 1], n=steps[index]), "value": count}


def _statuses(seen: Seen, language: str) -> list[Row]:
    return [
        {
            "label": WORDS[f"status.{status}"].said(language),
            "value": seen.counted["statuses"].get(status, 0),
            "href": address({"ward": seen.ward, "status": str(status)}),
        }
        for status in LIVING
    ]


def _topics(seen: Seen, language: str) -> list[Row]:
    rows = [
        {
            "label": topic[f"name_{language}"],
            "value": seen.counted["topics"].get(topic_id, 0),
            "href": address({"ward": seen.ward, "topic": topic_id}),
        }
        for topic_id, topic in seen.topics.items()
    ]
    return _most_first(rows)


def _places(seen: Seen, language: str) -> list[Row]:
    """By neighbourhood in a ward, by ward where there are several."""
    if seen.ward is None:
        names = names_of(seen.wards)
        return _most_first(
            [
                {"label": names.get(code, code), "value": count, "href": f"{DASHBOARD}?ward={code}"}
                for code, count in seen.counted["places"].items()
            ]
        )
    return _most_first([_place(seen, name, count, language) for name, count in seen.counted["places"].items()])


def _place(seen: Seen, name: str | None, count: int, language: str) -> Row:
    if not name:
        return {"label": WORDS["place.unknown"].said(language), "value": count}
    return {"label": name, "value": count, "href": address({"ward": seen.ward, "neighbourhood": name})}


def _most_first(rows: list[Row]) -> list[Row]:
    """Without what nobody asks for."""
    return sorted((row for row in rows if row["value"]), key=lambda row: (-row["value"], row["label"]))


def _open_hours(hours: Mapping[int, int]) -> range:
    """From the first hour with a visit to the last, that a gap is seen as one."""
    return range(min(hours), max(hours) + 1) if hours else range(0)


def _hour(hour: int, count: int, language: str) -> Row:
    at = datetime(2025, 1, 1, hour, tzinfo=HANOI).astimezone(UTC)
    return {"label": capital(hour_of(at, language)), "value": count}
