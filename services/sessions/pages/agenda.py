"""The visits of a day or a week: of a ward for its staff, one's own for everybody else; made to be printed too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from sqlalchemy import Connection

from services.sessions.config import Config
from services.sessions.domain.people import RESIDENT, VOLUNTEER
from services.sessions.domain.spans import Window, whole_day
from services.sessions.pages.appointment import url_of
from services.sessions.pages.blueprint import SESSIONS, session_pages
from services.sessions.pages.telling import status_said
from services.sessions.pages.words_agenda import AGENDA
from services.sessions.queries.standing import guessed_in
from services.sessions.queries.visits import all_topics, visits_between
from services.sessions.queries.wards import all_wards
from shared.clock import HANOI
from shared.errors import NotFound
from shared.service import Runtime
from shared.web.auth import principal, signed_in
from shared.web.doors import current_runtime, reading
from shared.web.pages import page_language, render
from shared.web.pages.times import capital, day_of, span_of, today
from shared.web.pages.wording import Topics, topics_said
from shared.web.principal import Principal

URL = f"{SESSIONS}/agenda"
MOST = 500
"""Visits on one page: more than a ward has in a week."""

FURTHEST = timedelta(days=2 * 366)
"""How far from today a day may be asked for."""

SOME = 10
"""Visits in the box that other pages show."""

Chosen = dict[str, str]


@dataclass(frozen=True)
class Seen:
    """Visits of a span, of ``ward`` or, without one, of the reader; ``warning`` is what the ward's staff must know."""

    ward: Mapping[str, Any] | None
    visits: list[dict[str, Any]]
    topics: Topics
    warning: str | None


@session_pages.get("/agenda")
@signed_in
def agenda() -> Response:
    """Today's visits, or a week's"""
    who = principal()
    first, days = _span(today(current_runtime().clock.now()))
    span = Window(whole_day(first).start, whole_day(first + timedelta(days=days - 1)).end)
    with reading() as connection:
        wards = _wards(connection, who)
        seen = _see(connection, who, wards, span, MOST + 1)
    return render(
        "sessions/agenda.html",
        words=AGENDA,
        wards=[{"value": each["code"], "text": each["name"]} for each in wards],
        helps=who.holds("volunteer"),
        url=URL,
        **_listed(seen, first, days, page_language()),
    )


@session_pages.get("/agenda/fragment")
@signed_in
def agenda_fragment() -> Response:
    """Today's visits for a page of another service: of a ward to its staff, else one's own"""
    who, language, day = principal(), page_language(), today(current_runtime().clock.now())
    with reading() as connection:
        seen = _see(connection, who, _wards(connection, who), whole_day(day), MOST)
    return render(
        "sessions/_agenda_fragment.html",
        words=AGENDA,
        warning=seen.warning,
        visits=[_told(shown, seen.topics, language) for shown in seen.visits[:SOME]],
        count=len(seen.visits),
        url=_address({"ward": seen.ward["code"]} if seen.ward else {"mine": "true"}),
    )


def _see(connection: Connection, who: Principal, wards: list[dict[str, Any]], span: Window, most: int) -> Seen:
    ward = _ward(who, wards)
    found = visits_between(connection, who, span, ward["code"] if ward else None, most)
    return Seen(ward, found, all_topics(connection), _guessed(connection, ward))


def _listed(seen: Seen, first: date, days: int, language: str) -> dict[str, Any]:
    """The visits by day, and the ways to other days."""
    ward, visits = seen.ward, seen.visits[:MOST]
    return {
        "ward": ward,
        "warning": seen.warning,
        "heading": AGENDA["of_ward"].said(language).format(ten=ward["name"]) if ward else AGENDA["own"],
        "span_said": _span_said(first, days, language),
        "days": _by_day(visits, seen.topics, [first + timedelta(days=n) for n in range(days)], language),
        "count": len(visits),
        "cut": len(seen.visits) > MOST,
        "most": MOST,
        "week": days > 1,
        "first": first.isoformat(),
        "links": _links(ward, first, days),
    }


def _wards(connection: Connection, who: Principal) -> list[dict[str, Any]]:
    """Those whose visits this caller may read."""
    theirs = who.wards_of("counter")
    return [each for each in all_wards(connection) if each["code"] in theirs]


def _guessed(connection: Connection, ward: Mapping[str, Any] | None) -> str | None:
    """What the ward's staff are told when wrong codes are tried at its doors as seldom happens by mistake."""
    if ward is None:
        return None
    runtime: Runtime[Config] = current_runtime()
    rules = runtime.config.rules.code_checks
    if not guessed_in(connection, ward["code"], runtime.clock.now(), rules):
        return None
    return AGENDA["guessed"].said(page_language()).format(ten=ward["name"], n=rules.together)


def _span(now: date) -> tuple[date, int]:
    """The first day and how many: a week begins on its Monday."""
    try:
        day = date.fromisoformat(request.args.get("from", ""))
    except ValueError:
        day = now
    if abs(day - now) > FURTHEST:
        day = now
    if request.args.get("view") != "week":
        return day, 1
    return day - timedelta(days=day.weekday()), 7


def _ward(who: Principal, wards: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The ward that was chosen, or the first of one's wards; None for one's own visits."""
    if request.args.get("mine") == "true" or not who.holds("counter"):
        return None
    chosen = request.args.get("ward") or (wards[0]["code"] if wards else None)
    found = next((each for each in wards if each["code"] == chosen), None)
    if found is None and chosen:
        raise NotFound
    return found


def _by_day(
    found: Iterable[Mapping[str, Any]], topics: Topics, days: list[date], language: str
) -> list[dict[str, Any]]:
    visits = defaultdict(list)
    for shown in found:
        visits[shown["starts_at"].astimezone(HANOI).date()].append(_told(shown, topics, language))
    return [{"name": capital(day_of(day, language)), "visits": visits[day]} for day in days]


def _told(shown: Mapping[str, Any], topics: Topics, language: str) -> dict[str, Any]:
    place = AGENDA[f"at.{shown['place']}"].said(language)
    return {
        "url": url_of(shown["id"]),
        "hours": capital(span_of(shown["starts_at"], shown["ends_at"], language)),
        "topics": topics_said(shown["topics"], topics, language),
        "resident": _named(shown, RESIDENT),
        "helpers": _named(shown, VOLUNTEER),
        "place": ", ".join(filter(None, (place, shown["neighbourhood"]))),
        "tag": status_said(shown, language),
    }


def _named(shown: Mapping[str, Any], role: str) -> str:
    return ", ".join(each["name"] for each in shown["people"] if each["role"] == role and each["name"])


def _span_said(first: date, days: int, language: str) -> str:
    if days == 1:
        return capital(day_of(first, language))
    last = first + timedelta(days=days - 1)
    return AGENDA["from_to"].said(language).format(tu=day_of(first, language), den=day_of(last, language))


def _links(ward: Mapping[str, Any] | None, first: date, days: int) -> dict[str, str]:
    """The same agenda of another time; addresses hold a ward and a day, nobody's name."""
    kept: Chosen = {"ward": ward["code"]} if ward else {"mine": "true"}
    week: Chosen = {"view": "week"} if days > 1 else {}
    step = timedelta(days=days)
    return {
        "day": _address(kept),
        "week": _address({**kept, "view": "week"}),
        "before": _address({**kept, **week, "from": (first - step).isoformat()}),
        "after": _address({**kept, **week, "from": (first + step).isoformat()}),
    }


def _address(query: Chosen) -> str:
    return f"{URL}?{urlencode(query)}"
