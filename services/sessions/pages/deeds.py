"""A visit that does not take place: cancelled beforehand, or missed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask import Response, request

from services.sessions.commands import cancelling, visits
from services.sessions.domain.appointment import Absence
from services.sessions.domain.cancelling import OF_PEOPLE, Reason
from services.sessions.domain.people import RESIDENT, STAFF, VOLUNTEER, part_to_move
from services.sessions.pages import words_deeds as words
from services.sessions.pages.appointment import asked_before, caller, done, layout_of, seen, url_of, words_for
from services.sessions.pages.blueprint import session_pages
from services.sessions.pages.telling import view_of
from services.sessions.queries.visits import Visit
from services.sessions.schemas import CancelBody, MissedBody
from shared.web.auth import signed_in
from shared.web.doors import current_unit
from shared.web.pages import Form, page_command, render
from shared.web.pages.words import Words

_OF_HOUSEHOLD = (Reason.NOT_NEEDED, Reason.ILL, Reason.BUSY, Reason.TRAVEL, Reason.MISTAKE, Reason.OTHER)
_SAY_CANCEL = {"reason": words.WHY, "reopen": words.WHO}


@session_pages.get("/appointments/<uuid:appointment_id>/cancel")
@signed_in(tracking=True)
def why_cancelled(appointment_id: UUID) -> Response:
    """Why is nobody to come?"""
    return asked_before("cancel", appointment_id, part_to_move, _why)


@session_pages.post("/appointments/<uuid:appointment_id>/cancel")
@page_command
@signed_in(tracking=True)
def cancel(appointment_id: UUID) -> Response:
    """Nobody comes: the household's request ends, staff say whether it does"""
    form = Form.read(CancelBody, request.form, say=_SAY_CANCEL)
    if not form.ok:
        return _why(seen(appointment_id), form, 422)
    reason = Reason(form.values["reason"])
    cancelling.cancel(current_unit(), str(appointment_id), caller(), reason, form.values["reopen"])
    return done(appointment_id, "cancelled")


@session_pages.get("/appointments/<uuid:appointment_id>/missed")
@signed_in(tracking=True)
def who_missed(appointment_id: UUID) -> Response:
    """Who was not there?"""
    return asked_before("missed", appointment_id, part_to_move, _who)


@session_pages.post("/appointments/<uuid:appointment_id>/missed")
@page_command
@signed_in(tracking=True)
def miss(appointment_id: UUID) -> Response:
    """The two sides did not meet"""
    form = Form.read(MissedBody, request.form, say={"who": words.WHO})
    if not form.ok:
        return _who(seen(appointment_id), form, 422)
    named = form.values["volunteer_id"] if form.values["who"] == VOLUNTEER else None
    visits.miss(current_unit(), str(appointment_id), Absence(form.values["who"], named), caller())
    return done(appointment_id, "missed")


def _why(visit: Visit, form: Form, status: int = 200) -> Response:
    view = view_of(visit.parts)
    said = words_for(visit, view, words.CANCEL)
    heading = view if view == "household" else "desk"
    reasons = _OF_HOUSEHOLD if view == "household" else OF_PEOPLE
    return render(
        "sessions/cancel.html",
        status,
        words=said,
        layout=layout_of(view),
        form=form,
        ward=visit.ward,
        xh=visit.reader,
        question=said[heading],
        hint=said[f"{heading}.hint"],
        reasons=_options(said, "reason", (each.value for each in reasons)),
        then=_options(said, "reopen", ("true", "false")) if STAFF in visit.parts and view == "desk" else None,
        url=url_of(visit.id),
    )


def _who(visit: Visit, form: Form, status: int = 200) -> Response:
    view = view_of(visit.parts)
    said = words_for(visit, view, words.MISSED)
    return render(
        "sessions/missed.html",
        status,
        words=said,
        layout=layout_of(view),
        form=form,
        ward=visit.ward,
        xh=visit.reader,
        view=view,
        question=said[view],
        options=_absent(said, view) if view != "household" else (),
        pair=_pair(visit, said) if view == "desk" else (),
        url=url_of(visit.id),
    )


def _absent(said: Words, view: str) -> list[dict[str, Any]]:
    resident = f"{view}.{RESIDENT}"
    first = {"value": RESIDENT, "text": said[resident], "hint": said.get(f"{resident}.hint")}
    return [first, {"value": VOLUNTEER, "text": said[f"{view}.{VOLUNTEER}"]}]


def _pair(visit: Visit, said: Words) -> list[Mapping[str, Any]]:
    """Who of two, where two were to come."""
    ids = visit.row.volunteer_ids
    if len(ids) < 2:
        return []
    return [{"value": "", "text": said["both"]}, *({"value": id, "text": visit.people.get(id, id)} for id in ids)]


def _options(said: Words, prefix: str, values: Iterable[str]) -> list[dict[str, Any]]:
    return [{"value": value, "text": said[f"{prefix}.{value}"]} for value in values]
