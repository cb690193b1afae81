"""One request on one page: what it is about, what happened, whom to ask, and what staff can do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, request
from sqlalchemy import Connection

from services.volunteers.domain.asking import Place
from services.volunteers.domain.slip import ENDED, SEEKING, RequestStatus
from services.volunteers.pages.asking_times import choices_of, suggesting_in
from services.volunteers.pages.desk import facts
from services.volunteers.pages.desk.blueprint import QUEUE, staff_pages
from services.volunteers.pages.desk.telling import row_told
from services.volunteers.pages.desk.words_slip import SLIP
from services.volunteers.queries import board as board_queries
from services.volunteers.queries import offers as offer_queries
from services.volunteers.queries import requests as queries
from services.volunteers.queries.catalogue import topics_by_id
from services.volunteers.queries.colleagues import colleagues
from services.volunteers.queries.timeline import timeline
from shared.errors import NotFound
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, reading
from shared.web.pages import Form, just_done, page_language, render
from shared.web.pages.times import capital, moment_of, today
from shared.web.pages.wording import Topics
from shared.web.paging import MAX_LIMIT, Page

SEEN = "standing"
"""The hidden field that says how the request stood when a form was shown."""

LINES, FIRST = "lines", "first"
"""Of what happened the page shows the latest lines; ``?lines=first`` begins at the beginning, a cursor goes on."""

MOST_CANDIDATES = 5
"""Shown at once; the rest is one step away."""

_NOBODY: Mapping[str, Any] = {"items": [], "others": []}
"""Whom one could ask, where nobody is sought."""

_REOPENED = (
    *(RequestStatus.ESCALATED, RequestStatus.SOLVED_BY_PHONE, RequestStatus.MOVED_TO_CLASS),
    *(RequestStatus.REFERRED, RequestStatus.GIVEN_UP),
)


@staff_pages.get("/queue/<uuid:request_id>")
@roles("counter")
def slip(request_id: UUID) -> Response:
    """One request of one's wards; another's is not there"""
    return show_slip(str(request_id), Form.blank())


def standing(status: str, owner: str | None, visit: str | None, starts_at: datetime | None) -> str:
    """What an ending, or another owner, would undo of a request.

    It stays as it is while there is only more to read: a message has arrived, or more people were asked.
    """
    return "|".join((status, owner or "", visit or "", starts_at.isoformat() if starts_at else ""))


@dataclass(frozen=True)
class Seen:
    """What the page tells of, read at once: the request as a line and whole, and whom one could ask.

    ``decides``: staff of its ward, not of the counter alone.
    """

    line: Mapping[str, Any]
    request: Mapping[str, Any]
    topics: Topics
    lines: Page
    candidates: Mapping[str, Any]
    colleagues: Sequence[Mapping[str, str]]
    decides: bool

    @property
    def seeking(self) -> bool:
        return self.decides and _is_sought(self.request)


def show_slip(request_id: str, form: Form, status: int = 200, refusal: str | None = None) -> Response:
    """The page as it stands; ``form`` is of the deed that has something to be looked at again."""
    language = page_language()
    seen = _seen(request_id, language)
    return render(
        "volunteers/queue/slip.html",
        status,
        words=SLIP,
        form=form,
        refusal=refusal,
        url=f"{QUEUE}/{request_id}",
        **_shown(seen, language),
        **_offered(seen, form, language),
    )


def _seen(request_id: str, language: str) -> Seen:
    """Read what the page needs; raises :class:`NotFound` unless it is of one's wards."""
    runtime, who = current_runtime(), principal()
    now, rules = runtime.clock.now(), runtime.config.rules
    with reading() as connection:
        line = next(iter(board_queries.lines(connection, who, [request_id], now, rules)), None)
        if line is None:
            raise NotFound
        seen, _ = queries.request(connection, who, request_id, now)
        decides = who.may("staff", seen["ward"])
        return Seen(
            line,
            seen,
            topics_by_id(connection),
            _lines(connection, request_id, language),
            _candidates(connection, seen) if decides else _NOBODY,
            colleagues(connection, frozenset({seen["ward"]}), today(now)) if decides else (),
            decides,
        )


def _as_shown(seen: Mapping[str, Any]) -> str:
    owner = seen["owner"] and seen["owner"]["id"]
    return standing(seen["status"], owner, seen["appointment_id"], seen["starts_at"])


def _candidates(connection: Connection, seen: Mapping[str, Any]) -> Mapping[str, Any]:
    runtime = current_runtime()
    if not _is_sought(seen):
        return _NOBODY
    return offer_queries.candidates(connection, principal(), seen["id"], runtime.clock.now(), runtime.config.rules)


def _lines(connection: Connection, request_id: str, language: str) -> Page:
    """What happened, in its order: the latest lines, or from where the address says."""
    asked = request.args.get(LINES)
    query = {"limit": MAX_LIMIT, "cursor": None if asked in (None, FIRST) else asked}
    found = timeline(connection, principal(), request_id, query, language, latest_first=asked is None)
    return found if asked is not None else Page(found.items[::-1], found.next)


def _shown(seen: Seen, language: str) -> dict[str, Any]:
    """What there is to read; ``visit`` is where sessions tells of it."""
    visit = seen.request["appointment_id"]
    return {
        "row": row_told(seen.line, seen.topics, {}, language),
        "wall": False,
        "facts": facts.facts_told(seen.request, seen.topics, language),
        "proofs": _proofs(seen.request, language),
        "offers": facts.offers_told(seen.request["offers"], language),
        "lines": [_told(each, language) for each in seen.lines.items],
        **_other_lines(seen.lines.next, f"{QUEUE}/{seen.line['id']}"),
        "news": _news(seen.request, language),
        "visit": f"/sessions/appointments/{visit}" if visit else None,
    }


def _offered(seen: Seen, form: Form, language: str) -> dict[str, Any]:
    """What there is to do."""
    may = _may(seen.request) if seen.decides else {}
    return {
        "may": may,
        "seeking": seen.seeking,
        "candidates": facts.candidates_told(seen.candidates, language),
        "most": MOST_CANDIDATES,
        "reasons": facts.reasons_to_cancel(language),
        "times": _times(seen.request, form) if may.get("windows") else None,
        "as_seen": {SEEN: _as_shown(seen.request)},
        "me": principal().person_id,
        "owner": seen.request["owner"],
        "colleagues": [{"value": each["id"], "text": each["name"]} for each in seen.colleagues],
    }


def _is_sought(seen: Mapping[str, Any]) -> bool:
    return seen["status"] in SEEKING and seen["place"] != Place.CLASS


def _may(seen: Mapping[str, Any]) -> dict[str, bool]:
    """Which deeds are offered where it stands; whether they are allowed, the commands decide."""
    status, open_still = seen["status"], seen["status"] not in ENDED
    unconfirmed = status == RequestStatus.UNCONFIRMED
    return {
        "agree": unconfirmed and not seen["resident_agreed"],
        "prove": unconfirmed and not seen["phone_proven"] and seen["asked_by"] is not None,
        "widen": _is_sought(seen),
        "windows": status in (RequestStatus.NEEDS_TIMES, *SEEKING) and seen["place"] != Place.CLASS,
        "end": open_still,
        "reopen": status in _REOPENED,
        "entrust": open_still,
    }


def _proofs(seen: Mapping[str, Any], language: str) -> list[str]:
    """What is missing before anybody is asked."""
    if seen["status"] != RequestStatus.UNCONFIRMED:
        return []
    missing = {
        "proven.no": not seen["phone_proven"] and seen["asked_by"] is not None,
        "agreed.no": not seen["resident_agreed"],
    }
    return [facts.said(key, language) for key, is_missing in missing.items() if is_missing]


def _times(seen: Mapping[str, Any], form: Form) -> dict[str, Any]:
    suggesting = suggesting_in(seen["ward"], seen["place"], seen["minutes"], seen["neighbourhood"])
    return choices_of(suggesting, form.chosen("when"))


def _other_lines(cursor: str | None, url: str) -> dict[str, str | None]:
    """Where the lines stand that are not shown, None where there are none."""
    anywhere = request.args.get(LINES) is not None
    return {
        "earlier_url": f"{url}?{LINES}={FIRST}#timeline" if cursor and not anywhere else None,
        "later_url": f"{url}?{LINES}={cursor}#timeline" if cursor and anywhere else None,
        "latest_url": f"{url}#timeline" if anywhere else None,
    }


def _told(line: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {"when": capital(moment_of(line["at"], language)), "machine": line["at"].isoformat(), "text": line["text"]}


def _news(seen: Mapping[str, Any], language: str) -> str | None:
    """What was just done; the address holds no more than a word for it."""
    key = f"done.{just_done()}"
    return facts.said(key, language, reference=seen["reference"]) if key in SLIP else None
