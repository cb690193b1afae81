"""What the holder of a request decides: other times, or that nobody is to come any more."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from sqlalchemy import Row

from services.volunteers.commands import turns
from services.volunteers.domain.reasons import CancelReason
from services.volunteers.domain.slip import ENDED, SEEKING, RequestStatus
from services.volunteers.domain.suggesting import Suggesting
from services.volunteers.doorway.access import mine_to_decide
from services.volunteers.pages.asking_times import choices_of, read_times, suggesting_in
from services.volunteers.pages.resident import words_ask, words_follow
from services.volunteers.pages.resident.blueprint import HELP, help_pages
from services.volunteers.pages.resident.bodies import CANCELLED_BECAUSE, CancelPage
from services.volunteers.pages.resident.followed import Followed, find_followed
from services.volunteers.pages.resident.showing import options
from services.volunteers.pages.slots import windows_of
from services.volunteers.pages.wording import worded
from services.volunteers.pages.words_times import TIMES_OVER
from shared.errors import Invalid
from shared.web.auth import anyone
from shared.web.doors import current_unit
from shared.web.pages import Form, page_command, render, see_other


@help_pages.get("/help/<slip:reference>/cancel")
@anyone
def ask_why(reference: str) -> Response:
    """Why?"""
    slip = find_followed(reference)
    if slip is None or slip.row.status in ENDED:
        return _back(reference)
    return _why(slip, Form.blank())


@help_pages.post("/help/<slip:reference>/cancel")
@page_command
@anyone
def cancel(reference: str) -> Response:
    """Nobody is to come any more."""
    slip = find_followed(reference)
    if slip is None or slip.row.status in ENDED:
        return _back(reference)
    form = Form.read(CancelPage, request.form, say={"reason": words_follow.WHY})
    if not form.ok:
        return _why(slip, form, 422)
    turns.cancel(current_unit(), mine_to_decide(slip.row.request_id), CancelReason(form.values["reason"]))
    return see_other(slip.url)


@help_pages.get("/help/<slip:reference>/times")
@anyone
def ask_when(reference: str) -> Response:
    """When else?"""
    slip = find_followed(reference)
    if slip is None or not _takes_times(slip.row):
        return _back(reference)
    return _times(slip, Form.blank(), _suggesting(slip.row))


@help_pages.post("/help/<slip:reference>/times")
@page_command
@anyone
def give_times(reference: str) -> Response:
    """These times suit from now on, and the next people are asked."""
    slip = find_followed(reference)
    if slip is None or not _takes_times(slip.row):
        return _back(reference)
    suggesting = _suggesting(slip.row)
    form = read_times(request.form, suggesting)
    if not form.ok:
        return _times(slip, form, suggesting, 422)
    try:
        windows = tuple(windows_of(form.chosen("when"), suggesting))
        turns.give_windows(current_unit(), mine_to_decide(slip.row.request_id), windows)
    except Invalid:
        form.refuse_field("when", TIMES_OVER)
        return _times(slip, form, suggesting, 422)
    return see_other(slip.url)


def _back(reference: str) -> Response:
    return see_other(f"{HELP}/{reference}")


def _takes_times(row: Row[Any]) -> bool:
    return row.status in (RequestStatus.NEEDS_TIMES, *SEEKING)


def _suggesting(row: Row[Any]) -> Suggesting:
    asking = row.asking
    return suggesting_in(row.ward, asking.place, asking.minutes, asking.whereabouts.neighbourhood)


def _why(slip: Followed, form: Form, status: int = 200) -> Response:
    said = worded(words_follow.CANCEL, slip.ward)
    listed = options(said, "reason", CANCELLED_BECAUSE)
    shown: dict[str, Any] = {"ward": slip.ward, "xh": slip.named["xh"], "options": listed, "back": slip.url}
    return render("volunteers/resident/cancel.html", status, words=said, form=form, **shown)


def _times(slip: Followed, form: Form, suggesting: Suggesting, status: int = 200) -> Response:
    others = words_ask.FOR_OTHERS if slip.row.asked_by_id else {}
    return render(
        "volunteers/resident/new_times.html",
        status,
        words=worded({**words_ask.ASK, **others, **words_follow.TIMES}, slip.ward, **slip.named),
        form=form,
        ward=slip.ward,
        xh=slip.named["xh"],
        back=slip.url,
        **choices_of(suggesting, form.chosen("when")),
    )
