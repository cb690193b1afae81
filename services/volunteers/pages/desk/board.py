"""The board: what is open in one's wards, what is owed soonest first. It works without script.

Words that are searched for are names and telephone numbers of people: they are sent, not asked for, and wait in the
draft of this browser, for whoever is signed in alone. The address names the search by a random word, so that nothing
personal comes into a history, a log or a screen that others see; two windows search for different people.

With script the list is live (``shared/web/static/live.js``): the page says which number of the log its list was read
at, and answers one row, and the numbers on top, by themselves. On a wall (``?view=wall``) it is large, names nobody,
leads nowhere else, and turns its pages by itself (``wall.js``).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request
from sqlalchemy import Connection

from services.volunteers.domain.slip import LIVING, RequestStatus
from services.volunteers.pages.desk.blueprint import QUEUE, staff_pages
from services.volunteers.pages.desk.telling import row_told
from services.volunteers.pages.desk.words_board import BOARD
from services.volunteers.pages.drafts import draft, keep_draft
from services.volunteers.pages.wording import names_apart
from services.volunteers.queries import board as queries
from services.volunteers.queries.catalogue import topics_by_id
from services.volunteers.queries.live import queue_position
from services.volunteers.queries.queue import counts
from services.volunteers.queries.wards import neighbourhood_names, ward_names
from services.volunteers.schemas.queue import BoardQuery
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, reading
from shared.web.pages import Form, addresses, page_command, page_language, render, see_other
from shared.web.pages.addresses import asked_for
from shared.web.pages.signing import way_to_sign_in
from shared.web.pages.wording import Topics

KIND = "board"
"""The draft that keeps what was searched for."""

LONGEST = 100
SEARCHES = 5
"""So many are kept: one for each window that somebody has open."""

WALL = "wall"
WALL_ROWS = 12
"""So many stand on one page of a wall: what a television shows at once, in two columns."""

STREAM = "/volunteers/api/v1/queue/stream"

_KEPT = ("ward", "status", "topic", "neighbourhood", "overdue", "mine", "found", "view")

Query = dict[str, Any]


@dataclass(frozen=True)
class _Seen:
    """All that a page of the board is made of; the log's number is read before the list, or a change falls between."""

    position: int
    counted: Mapping[str, Any]
    lines: list[Mapping[str, Any]]
    next: str | None
    topics: Topics
    wards: list[Mapping[str, Any]]
    neighbourhoods: list[str]

    @classmethod
    def read(cls, query: Query) -> _Seen:
        """The board as ``query`` asks for it; raises :class:`NotFound` for another's ward."""
        runtime, who = current_runtime(), principal()
        now = runtime.clock.now()
        with reading() as connection:
            position = queue_position(connection)
            found = queries.board(connection, who, query, now, runtime.config.rules)
            wards = _wards(connection)
            one = query["ward"] or (wards[0]["code"] if len(wards) == 1 else None)
            return cls(
                position,
                counts(connection, who, query["ward"], now),
                list(found.items),
                found.next,
                topics_by_id(connection),
                wards,
                neighbourhood_names(connection, one) if one else [],
            )


@staff_pages.get("/queue")
@roles("counter")
def board() -> Response:
    """The queue of one's wards; counts on top, what was chosen, and the requests."""
    query, language = _query(), page_language()
    seen = _Seen.read(query)
    named = names_apart(seen.wards, query["ward"])
    return render(
        "volunteers/queue/wall.html" if _on_wall(query) else "volunteers/queue/board.html",
        words=BOARD,
        wall=_on_wall(query),
        rows=[row_told(line, seen.topics, named, language) for line in seen.lines],
        live=_live(seen, query),
        **_numbers(seen.counted, query, language),
        **_choice(seen, query, language),
        next_url=address({**_chosen(query), "cursor": seen.next}) if seen.next else None,
    )


@staff_pages.get("/queue/<uuid:request_id>/row")
@roles("counter")
def row(request_id: UUID) -> Response:
    """One row of the board as it is filtered; 404 for what is not on it"""
    query, runtime, language = _query(), current_runtime(), page_language()
    now = runtime.clock.now()
    with reading() as connection:
        line = queries.line(connection, principal(), query, str(request_id), now, runtime.config.rules)
        topics, wards = topics_by_id(connection), _wards(connection)
    told = row_told(line, topics, names_apart(wards, query["ward"]), language)
    return render("volunteers/queue/_row.html", words=BOARD, row=told, wall=_on_wall(query), live=True)


@staff_pages.get("/queue/counts")
@roles("counter")
def numbers() -> Response:
    """The numbers on top of the board alone"""
    query = _query()
    with reading() as connection:
        counted = counts(connection, principal(), query["ward"], current_runtime().clock.now())
    told = _numbers(counted, query, page_language())
    return render("volunteers/queue/_counts.html", words=BOARD, wall=_on_wall(query), **told)


@staff_pages.post("/queue/search")
@page_command
@roles("counter")
def search() -> Response:
    """Look for somebody among what is chosen; with nothing written, leave the search"""
    words = " ".join(request.form.get("q", "").split())[:LONGEST]
    form = Form.read(BoardQuery, request.form)
    kept = _chosen(form.values) if form.ok else {}
    over = kept.pop("found", None)
    searches = {name: each for name, each in _searches().items() if name != over}
    if words:
        kept["found"] = secrets.token_hex(4)
        searches = dict([*searches.items(), (kept["found"], words)][-SEARCHES:])
    answer = see_other(address(kept))
    return keep_draft(answer, KIND, {"searches": searches}, of=principal().person_id) if words or over else answer


def address(chosen: Mapping[str, Any], below: str = "") -> str:
    """The board with these filters, or what stands ``below`` it."""
    return addresses.address(f"{QUEUE}{below}", chosen)


def _query() -> Query:
    """What the address asks for, and the words that were searched for."""
    asked = asked_for(BoardQuery)
    words = _searches().get(asked["found"]) if asked["found"] else None
    most = min(asked["limit"], WALL_ROWS) if _on_wall(asked) else asked["limit"]
    query = {"cursor": None, **asked, "limit": most, "q": words}
    return {**query, "found": query["found"] if words else None}


def _on_wall(query: Mapping[str, Any]) -> bool:
    return bool(query["view"] == WALL)


def _searches() -> dict[str, str]:
    """What whoever is signed in searched for in this browser, by the word that stands in the address."""
    return dict((draft(KIND, of=principal().person_id) or {}).get("searches", {}))


def _wards(connection: Connection) -> list[Mapping[str, Any]]:
    mine = principal().wards_of("counter")
    return [ward for ward in ward_names(connection) if ward["code"] in mine]


def _chosen(query: Mapping[str, Any]) -> dict[str, str]:
    """What the next page, and whoever comes back, is to find chosen still."""
    kept = {name: query.get(name) for name in _KEPT}
    return {name: "true" if value is True else str(value) for name, value in kept.items() if value}


def _choice(seen: _Seen, query: Query, language: str) -> dict[str, Any]:
    """What can be chosen, and what is."""
    topics = [{"value": each, "text": topic[f"name_{language}"]} for each, topic in seen.topics.items()]
    return {
        "chosen": _chosen(query),
        "searched": query["q"],
        "filtered": any(query[name] for name in ("status", "topic", "neighbourhood", "overdue", "mine")),
        "later": bool(query["cursor"]),
        "here": address(_chosen(query)),
        "wards": seen.wards,
        "topics": topics,
        "neighbourhoods": seen.neighbourhoods,
        "statuses": [str(status) for status in RequestStatus],
    }


def _live(seen: _Seen, query: Query) -> dict[str, Any]:
    """Where the list goes on by itself: the stream, one row, the numbers, and whether the list is cut off at an end."""
    ward = {"ward": query["ward"]} if query["ward"] else {}
    alike = {**ward, "view": query["view"]}
    return {
        "stream": f"{STREAM}?{urlencode(ward)}" if ward else STREAM,
        "since": seen.position,
        "row": address(_chosen(query), "/{id}/row"),
        "counts": address(alike, "/counts"),
        "sign_in": way_to_sign_in(address(alike)),
        "cut": " ".join(name for name, cut in (("first", query["cursor"]), ("last", seen.next)) if cut),
    }


def _numbers(counted: Mapping[str, Any], query: Query, language: str) -> dict[str, Any]:
    """Numbers on top, each the way to what it counts."""
    ward, late = {"ward": query["ward"]}, counted["overdue"]
    first = _number("count.overdue", late, {**ward, "overdue": "true"}, language, bad=late > 0)
    by_status = [
        _number(f"status.{status}", counted["counts"][status], {**ward, "status": str(status)}, language)
        for status in LIVING
    ]
    return {"counts": [first, *by_status], "tomorrow": counted["visits_tomorrow"]}


def _number(word: str, number: int, leads_to: Mapping[str, Any], language: str, *, bad: bool = False) -> dict[str, Any]:
    return {"text": BOARD[word].said(language), "number": number, "href": address(leads_to), "bad": bad}
