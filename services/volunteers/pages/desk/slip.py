"""One request on one page: what it is about, what happened, whom to ask, and what staff can do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response, request

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
from services.volunteers.queries.catalogue import catalogue
from services.volunteers.queries.timeline import timeline
from shared.errors import NotFound
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, reading
from shared.web.pages import Form, page_language, render
from shared.web.pages.times import capital, moment_of
from shared.web.paging import MAX_LIMIT

MOST_CANDIDATES = 5
"""Shown at once; the rest is one step away."""

_REOPENED = (
    *(RequestStatus.ESCALATED, RequestStatus.SOLVED_BY_PHONE, RequestStatus.MOVED_TO_CLASS),
    *(RequestStatus.REFERRED, RequestStatus.GIVEN_UP),
)


@staff_pages.get("/queue/<uuid:request_id>")
@roles("counter")
def slip(request_id: UUID) -> Response:
    """One request of one's wards; another's is not there"""
    return show_slip(str(request_id), Form.blank())


def show_slip(request_id: str, form: Form, status: int = 200, refusal: str | None = None) -> Response:
    """The page as it stands; ``form`` is of the deed that has something to be looked at again."""
    runtime, who, language = current_runtime(), principal(), page_language()
    now = runtime.clock.now()
    with reading() as connection:
        line, seen, version = _found(connection, request_id)
        topics = {topic["id"]: topic for topic in catalogue(connection)}
        lines = timeline(connection, who, request_id, {"limit": MAX_LIMIT, "cursor": None}, language)
        decides = who.may("staff", seen["ward"])
        seeking = decides and seen["status"] in SEEKING and seen["place"] != Place.CLASS
        found = (
            offer_queries.candidates(connection, who, request_id, now, runtime.config.rules)
            if seeking
            else {"items": [], "others": []}
        )
    may = _may(seen) if decides else {}
    return render(
        "volunteers/queue/slip.html",
        status,
        words=SLIP,
        form=form,
        row=row_told(line, topics, {}, language),
        wall=False,
        facts=facts.facts_told(seen, topics, language),
        proofs=_proofs(seen, language),
        offers=facts.offers_told(seen["offers"], language),
        lines=[_told(each, language) for each in lines.items],
        seeking=seeking,
        candidates=facts.candidates_told(found, language),
        most=MOST_CANDIDATES,
        may=may,
        reasons=facts.reasons_to_cancel(language),
        times=_times(seen, form) if may.get("windows") else None,
        refusal=refusal,
        news=_news(seen, language),
        url=f"{QUEUE}/{request_id}",
        version=version,
    )


def _found(connection: Any, request_id: str) -> tuple[Mapping[str, Any], Mapping[str, Any], int]:
    """The request as a line and whole; raises :class:`NotFound` unless it is of one's wards."""
    runtime, who = current_runtime(), principal()
    now = runtime.clock.now()
    lines = board_queries.lines(connection, who, [request_id], now, runtime.config.rules)
    if not lines:
        raise NotFound
    seen, version = queries.request(connection, who, request_id, now)
    return lines[0], seen, version


def _may(seen: Mapping[str, Any]) -> dict[str, bool]:
    """Which deeds are offered where it stands; whether they are allowed, the commands decide."""
    status, open_still = seen["status"], seen["status"] not in ENDED
    unconfirmed = status == RequestStatus.UNCONFIRMED
    return {
        "agree": unconfirmed and not seen["resident_agreed"],
        "prove": unconfirmed and not seen["phone_proven"] and seen["asked_by"] is not None,
        "widen": status in SEEKING and seen["place"] != Place.CLASS,
        "windows": status in (RequestStatus.NEEDS_TIMES, *SEEKING) and seen["place"] != Place.CLASS,
        "end": open_still,
        "reopen": status in _REOPENED,
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


def _told(line: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {"when": capital(moment_of(line["at"], language)), "machine": line["at"].isoformat(), "text": line["text"]}


def _news(seen: Mapping[str, Any], language: str) -> str | None:
    """What was just done; the address holds no more than a word for it."""
    key = f"done.{request.args.get('done')}"
    return facts.said(key, language, reference=seen["reference"]) if key in SLIP else None
