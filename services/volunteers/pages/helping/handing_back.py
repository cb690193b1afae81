"""Somebody who cannot go after all: why, and who of their team is to be asked first."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request

from services.volunteers.commands import turns
from services.volunteers.domain.errors import ColleagueNotAsked
from services.volunteers.domain.reasons import HandBackReason
from services.volunteers.pages.helping import words_tasks as words
from services.volunteers.pages.helping.blueprint import TASKS, volunteer_pages
from services.volunteers.pages.helping.mine import my_task, task_url
from services.volunteers.pages.wording import worded
from services.volunteers.queries.teams import colleagues
from services.volunteers.schemas.turns import HandBackBody
from shared.web.auth import principal, signed_in
from shared.web.doors import acting_as, current_runtime, current_unit, reading
from shared.web.pages import Form, page_command, page_language, render, see_other

_SAY = {"reason": words.HAND_BACK["choose"]}


@volunteer_pages.get("/tasks/<uuid:request_id>/hand-back")
@signed_in
def why(request_id: UUID) -> Response:
    """Why somebody else is to go"""
    return _why(Form.blank(), request_id)


@volunteer_pages.post("/tasks/<uuid:request_id>/hand-back")
@page_command
@signed_in
def hand_back(request_id: UUID) -> Response:
    """Ask for somebody else to go"""
    acting_as("volunteer")
    form = Form.read(HandBackBody, request.form, say=_SAY)
    if not form.ok:
        return _why(form, request_id, 422)
    me, colleague = principal().person_id, form.values["colleague_id"]
    try:
        turns.hand_back(current_unit(), str(request_id), me, form.values["reason"], colleague)
    except ColleagueNotAsked as error:
        form.errors["colleague_id"] = [error.sentence(page_language())]
        return _why(form, request_id, 409)
    return see_other(f"{TASKS}?done={'swapped' if colleague else 'handed_back'}")


def _why(form: Form, request_id: UUID, status: int = 200) -> Response:
    mine, runtime = my_task(request_id), current_runtime()
    with reading() as connection:
        mates = colleagues(
            connection, mine.found["volunteer_id"], str(request_id), runtime.clock.now(), runtime.config.rules
        )
    said = worded(words.HAND_BACK, mine.ward)
    reasons = [{"value": each.value, "text": said[f"reason.{each}"]} for each in HandBackReason]
    named = [{"value": each["id"], "text": each["name"]} for each in mates]
    nobody = {"value": "", "text": said["colleague.none"].said(page_language())}
    return render(
        "volunteers/helping/hand_back.html",
        status,
        words=said,
        form=form,
        reasons=reasons,
        colleagues=[nobody, *named] if named else [],
        task_url=task_url(request_id),
        ward=mine.ward,
    )
