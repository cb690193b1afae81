""" "Việc hôm nay": what staff have to do today, as far as this service knows it."""

from __future__ import annotations

from typing import Any

from flask import Response

from services.volunteers.pages.desk.blueprint import PEOPLE, QUEUE, staff_pages
from services.volunteers.pages.desk.telling import row_told
from services.volunteers.pages.desk.words_today import TODAY as WORDS
from services.volunteers.queries import today as queries
from services.volunteers.queries.catalogue import catalogue
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, reading
from shared.web.pages import page_language, render

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
        topics = {topic["id"]: topic for topic in catalogue(connection)}
    parts = [_part(name, each, topics, language) for name, each in found["parts"].items() if each["count"]]
    return render(
        "volunteers/today/today.html",
        words=WORDS,
        parts=parts,
        wall=False,
        applied=found["applied"],
        queue=QUEUE,
        people=PEOPLE,
    )


def _part(name: str, found: dict[str, Any], topics: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "name": name,
        "heading": WORDS[name].said(language),
        "count": found["count"],
        "rows": [row_told(line, topics, {}, language) for line in found["lines"]],
        "more": _WHOLE.get(name, QUEUE) if found["count"] > len(found["lines"]) else None,
    }
