"""The board: what is open in one's wards, what is owed soonest first. It works without script.

Words that are searched for are names and telephone numbers of people: they are sent, not asked for, and wait in the
draft of this browser. The address says no more than that something was searched for, so that nothing personal comes
into a history, a log or a screen that others see; going to the next page, or back from a request, keeps them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from services.volunteers.domain.slip import LIVING, RequestStatus
from services.volunteers.pages.desk.blueprint import QUEUE, staff_pages
from services.volunteers.pages.desk.telling import row_told
from services.volunteers.pages.desk.words_board import BOARD
from services.volunteers.pages.drafts import draft, drop_draft, keep_draft
from services.volunteers.queries import board as queries
from services.volunteers.queries.catalogue import catalogue
from services.volunteers.queries.queue import summary
from services.volunteers.queries.wards import neighbourhood_names, ward_names
from services.volunteers.schemas.queue import BoardQuery
from shared.errors import NotFound
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, reading
from shared.web.pages import Form, page_command, page_language, render, see_other

KIND = "board"
"""The draft that keeps what was searched for."""

LONGEST = 100
_KEPT = ("ward", "status", "topic", "neighbourhood", "overdue", "found", "view")


@staff_pages.get("/queue")
@roles("counter")
def board() -> Response:
    """The queue of one's wards; counts on top, what was chosen, and the requests."""
    query = _query()
    runtime, language, who = current_runtime(), page_language(), principal()
    now = runtime.clock.now()
    with reading() as connection:
        counted = summary(connection, who, query["ward"], now)
        found = queries.board(connection, who, query, now, runtime.config.rules)
        topics = {topic["id"]: topic for topic in catalogue(connection)}
        mine = [ward for ward in ward_names(connection) if ward["code"] in who.wards_of("counter")]
        one = query["ward"] or (mine[0]["code"] if len(mine) == 1 else None)
        neighbourhoods = neighbourhood_names(connection, one) if one else []
    names = {ward["code"]: ward["name"] for ward in mine} if len(mine) > 1 and query["ward"] is None else {}
    return render(
        "volunteers/queue/wall.html" if query["view"] == "wall" else "volunteers/queue/board.html",
        words=BOARD,
        wall=query["view"] == "wall",
        rows=[row_told(line, topics, names, language) for line in found.items],
        counts=_counts(counted, query, language),
        tomorrow=counted["visits_tomorrow"],
        chosen=_chosen(query),
        searched=query["q"],
        filtered=any(query[name] for name in ("status", "topic", "neighbourhood", "overdue")),
        later=bool(query["cursor"]),
        next_url=address({**_chosen(query), "cursor": found.next}) if found.next else None,
        here=address(_chosen(query)),
        wards=mine,
        topics=[{"value": each, "text": topic[f"name_{language}"]} for each, topic in topics.items()],
        neighbourhoods=neighbourhoods,
        statuses=[str(status) for status in RequestStatus],
    )


@staff_pages.post("/queue/search")
@page_command
@roles("counter")
def search() -> Response:
    """Look for somebody; with nothing written, leave the search"""
    words = " ".join(request.form.get("q", "").split())[:LONGEST]
    if not words:
        drop_draft(KIND)
        return see_other(QUEUE)
    return keep_draft(see_other(f"{QUEUE}?found=true"), KIND, {"q": words})


def address(chosen: Mapping[str, Any]) -> str:
    """The board with these filters."""
    said = {name: value for name, value in chosen.items() if value}
    return f"{QUEUE}?{urlencode(said)}" if said else QUEUE


def _query() -> dict[str, Any]:
    """What the address asks for, and the words that were searched for; nonsense is an address that is not there."""
    form = Form.read(BoardQuery, request.args)
    if not form.ok:
        raise NotFound
    kept = draft(KIND) if form.values["found"] else None
    query = {"cursor": None, **form.values, "q": kept["q"] if kept else None}
    return {**query, "found": query["q"] is not None}


def _chosen(query: Mapping[str, Any]) -> dict[str, str]:
    """What the next page, and whoever comes back, is to find chosen still."""
    return {name: "true" if query[name] is True else str(query[name]) for name in _KEPT if query[name]}


def _counts(counted: Mapping[str, Any], query: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """Numbers on top, each the way to what it counts."""
    ward = {"ward": query["ward"]}
    late = {
        "text": BOARD["count.overdue"].said(language),
        "number": counted["overdue"],
        "href": address({**ward, "overdue": "true"}),
        "bad": counted["overdue"] > 0,
    }
    by_status = [
        {
            "text": BOARD[f"status.{status}"].said(language),
            "number": counted["counts"][status],
            "href": address({**ward, "status": str(status)}),
            "bad": False,
        }
        for status in LIVING
    ]
    return [late, *by_status]
