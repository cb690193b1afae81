""" "Việc hôm nay": what staff have to do today, and for whom they stand in; calls and visits are told by others.

The day's calls belong to notifications and the day's visits to sessions: each comes as a fragment of its own, and
where that service is away a sentence and the way there stay.
"""

from __future__ import annotations

from typing import Any

from flask import Response

from services.volunteers.pages.desk.blueprint import PEOPLE, QUEUE, staff_pages
from services.volunteers.pages.desk.leave import leave_told
from services.volunteers.pages.desk.telling import row_told
from services.volunteers.pages.desk.words_today import TODAY as WORDS
from services.volunteers.queries import today as queries
from services.volunteers.queries.catalogue import topics_by_id
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, reading
from shared.web.pages import page_language, render
from shared.web.pages.wording import Topics

_WHOLE = {
    "late": f"{QUEUE}?overdue=true",
    "stuck": f"{QUEUE}?status=escalated",
    "unconfirmed": f"{QUEUE}?status=unconfirmed",
    "times": f"{QUEUE}?status=needs_times",
}
"""Where the whole of a list stands; the others are on the board in its own order."""


@staff_pages.get("/today")
@roles("counter")
def today() -> Response:
    """What is owed, stuck, to be called and visited today"""
    runtime, language = current_runtime(), page_language()
    with reading() as connection:
        found = queries.today(connection, principal(), runtime.clock.now(), runtime.config.rules)
        topics = topics_by_id(connection)
    parts = [*_cared_for(found, topics, language), *_owed(found, topics, language)]
    return render(
        "volunteers/today/today.html",
        words=WORDS,
        parts=[part for part in parts if part["count"]],
        wall=False,
        live=False,
        applied=found["applied"],
        away=[leave_told(each, language) for each in found["away"]],
        queue=QUEUE,
        people=PEOPLE,
    )


def _cared_for(found: dict[str, Any], topics: Topics, language: str) -> list[dict[str, Any]]:
    own = _part("own", WORDS["own"].said(language), found["own"], topics, language)
    covering = WORDS["covering"].said(language)
    others = [
        _part(f"covered-{number}", covering.format(name=each["name"]), each, topics, language)
        for number, each in enumerate(found["covered"])
    ]
    return [own, *others]


def _owed(found: dict[str, Any], topics: Topics, language: str) -> list[dict[str, Any]]:
    return [_part(name, WORDS[name].said(language), each, topics, language) for name, each in found["parts"].items()]


def _part(name: str, heading: str, found: dict[str, Any], topics: Topics, language: str) -> dict[str, Any]:
    return {
        "name": name,
        "heading": heading,
        "count": found["count"],
        "rows": [row_told(line, topics, {}, language) for line in found["lines"]],
        "more": _WHOLE.get(name, QUEUE) if found["count"] > len(found["lines"]) else None,
    }
