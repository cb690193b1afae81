"""What staff do about a request, each by the API's own command; what is refused is told on the request's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, request

from services.volunteers.commands import caring, codes, turns, waves
from services.volunteers.domain.errors import NobodyLeft
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import ENDED, RequestStatus
from services.volunteers.doorway.access import of_my_ward
from services.volunteers.pages.asking_times import read_times, suggesting_in
from services.volunteers.pages.desk import words_slip as words
from services.volunteers.pages.desk.blueprint import QUEUE, staff_pages
from services.volunteers.pages.desk.slip import SEEN, show_slip, standing
from services.volunteers.pages.slots import windows_of
from services.volunteers.schemas.requests import AssignBody, OwnerBody
from services.volunteers.schemas.turns import CancelBody, ReferBody
from shared.errors import Invalid, Refused
from shared.web.auth import roles
from shared.web.doors import current_unit
from shared.web.language import Sentence
from shared.web.pages import Form, page_command, page_language, see_other

Act = Callable[[Request, dict[str, Any]], object]

_AS_SEEN = frozenset({"owner", "solve", "class", "refer", "close", "cancel"})
"""What is only done to a request as it was seen: somebody who reads an old page would undo what others did since."""

_HERE: dict[type[Refused], Sentence] = {NobodyLeft: words.NOBODY_LEFT}
"""What the API tells programs in words of its own."""


@staff_pages.post("/queue/<uuid:request_id>/agree")
@page_command
@roles("staff")
def agree(request_id: UUID) -> Response:
    """Staff called, and the resident said yes"""
    return _do(request_id, "agree", lambda found, _: codes.record_agreement(current_unit(), found))


@staff_pages.post("/queue/<uuid:request_id>/prove")
@page_command
@roles("staff")
def prove(request_id: UUID) -> Response:
    """Staff called the number back that asked, and whoever answered did ask"""
    return _do(request_id, "prove", lambda found, _: codes.record_call_back(current_unit(), found))


@staff_pages.post("/queue/<uuid:request_id>/owner")
@page_command
@roles("staff")
def entrust(request_id: UUID) -> Response:
    """Say who of the staff takes care of it, or that nobody does"""
    form = Form.read(OwnerBody, request.form)
    return _do(request_id, "owner", lambda found, body: caring.entrust(current_unit(), found, body["person_id"]), form)


@staff_pages.post("/queue/<uuid:request_id>/assign")
@page_command
@roles("staff")
def assign(request_id: UUID) -> Response:
    """Ask one person by name; they still say yes or no themselves"""
    form = Form.read(AssignBody, request.form, say={"volunteer_id": words.NOT_OF_THIS_WARD})
    return _do(
        request_id, "assign", lambda found, body: waves.assign(current_unit(), found, body["volunteer_id"]), form
    )


@staff_pages.post("/queue/<uuid:request_id>/widen")
@page_command
@roles("staff")
def widen(request_id: UUID) -> Response:
    """Ask the next people now, farther out than before"""
    return _do(request_id, "widen", lambda found, _: waves.widen(current_unit(), found))


@staff_pages.post("/queue/<uuid:request_id>/solve")
@page_command
@roles("staff")
def solve(request_id: UUID) -> Response:
    """It was solved on the telephone"""
    return _close(request_id, "solve", RequestStatus.SOLVED_BY_PHONE)


@staff_pages.post("/queue/<uuid:request_id>/class")
@page_command
@roles("staff")
def move_to_class(request_id: UUID) -> Response:
    """The resident learns it in the community class instead"""
    return _close(request_id, "class", RequestStatus.MOVED_TO_CLASS)


@staff_pages.post("/queue/<uuid:request_id>/refer")
@page_command
@roles("staff")
def refer(request_id: UUID) -> Response:
    """It has to be done in person somewhere else"""
    form = Form.read(ReferBody, request.form, say={"to": words.SLIP["write_to"]})
    return _close(request_id, "refer", RequestStatus.REFERRED, form)


@staff_pages.post("/queue/<uuid:request_id>/close")
@page_command
@roles("staff")
def close(request_id: UUID) -> Response:
    """Give it up: nobody could help, or nobody could be reached"""
    form = Form.read(CancelBody, request.form, say={"reason": words.SLIP["choose_reason"]})
    return _close(request_id, "close", RequestStatus.GIVEN_UP, form)


@staff_pages.post("/queue/<uuid:request_id>/cancel")
@page_command
@roles("staff")
def cancel(request_id: UUID) -> Response:
    """Nobody is to come any more, as the resident wishes"""
    form = Form.read(CancelBody, request.form, say={"reason": words.SLIP["choose_reason"]})
    return _do(request_id, "cancel", lambda found, body: turns.cancel(current_unit(), found, body["reason"]), form)


@staff_pages.post("/queue/<uuid:request_id>/windows")
@page_command
@roles("staff")
def give_windows(request_id: UUID) -> Response:
    """Say when it suits; these times replace the earlier ones and the next people are asked at once"""
    found = of_my_ward(str(request_id))
    suggesting = suggesting_in(
        found.ward, found.asking.place, found.asking.minutes, found.asking.whereabouts.neighbourhood
    )
    form = read_times(request.form, suggesting)
    windows = tuple(windows_of(form.chosen("when"), suggesting))
    return _do(request_id, "windows", lambda found, _: turns.give_windows(current_unit(), found, windows), form)


@staff_pages.post("/queue/<uuid:request_id>/reopen")
@page_command
@roles("staff")
def reopen(request_id: UUID) -> Response:
    """Look for helpers anew, first in line"""
    return _do(request_id, "reopen", lambda found, _: turns.open_again(current_unit(), found))


def _close(request_id: UUID, done: str, outcome: RequestStatus, form: Form | None = None) -> Response:
    return _do(request_id, done, lambda found, body: turns.close(current_unit(), found, outcome, **body), form)


def _do(request_id: UUID, done: str, act: Act, form: Form | None = None) -> Response:
    """Do it, and show the request again; refused, the page says why and nothing is changed."""
    found, form = of_my_ward(str(request_id)), form or Form.blank()
    if done in _AS_SEEN and _has_changed(found):
        return show_slip(found.request_id, form, 409, words.CHANGED.said(page_language()))
    if not form.ok:
        return _look_again(found, form)
    try:
        act(found, form.values)
    except Invalid as error:
        form.refuse(error)
        return _look_again(found, form)
    except Refused as error:
        said = _HERE.get(type(error))
        refusal = said.said(page_language()) if said else error.sentence(page_language())
        return show_slip(found.request_id, Form.blank(), 409, refusal)
    return see_other(f"{QUEUE}/{found.request_id}?done={done}")


def _has_changed(found: Request) -> bool:
    """Whether something has happened to it since the form was shown; of what has ended the command says so."""
    stands = standing(found.status, found.owner_id, found.appointment_id, found.starts_at)
    return found.status not in ENDED and request.form.get(SEEN) != stands


def _look_again(found: Request, form: Form) -> Response:
    """With the errors at the fields of this page; a person who is not to be chosen has none."""
    if "volunteer_id" in form.errors:
        return show_slip(found.request_id, Form.blank(), 422, words.NOT_OF_THIS_WARD.said(page_language()))
    at_fields: dict[str, list[str]] = {}
    for name, sentences in form.errors.items():
        at_fields.setdefault("when" if name.startswith("windows") else name, []).extend(sentences)
    form.errors = at_fields
    return show_slip(found.request_id, form, 422)
