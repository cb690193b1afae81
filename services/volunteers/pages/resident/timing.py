"""When a visit would suit: buttons for the next days, any time, or another day."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from services.volunteers.domain.suggesting import Suggesting
from services.volunteers.pages.asking_times import USUAL_MINUTES, choices_of, read_times, suggesting_in
from services.volunteers.pages.resident.answers import Answers
from services.volunteers.pages.resident.asking import go_on, next_of
from services.volunteers.pages.resident.blueprint import help_pages
from services.volunteers.pages.resident.showing import question
from services.volunteers.pages.resident.steps import STEPS
from services.volunteers.pages.words_times import TIMES_OVER
from services.volunteers.queries.catalogue import catalogue
from shared.web.auth import anyone
from shared.web.doors import reading
from shared.web.pages import Form, page_command, see_other

WHEN = STEPS["when"]


@help_pages.get("/help/when")
@anyone
def show_when() -> Response:
    """When does it suit?"""
    answers = Answers.kept()
    if not WHEN.asked(answers):
        return see_other(next_of(answers))
    return _when(answers, Form.filled(answers.said))


@help_pages.post("/help/when")
@page_command
@anyone
def save_when() -> Response:
    """Keep the times that were chosen, with one that was chosen from the calendar."""
    answers = Answers.kept()
    form = read_times(request.form, suggesting_for(answers))
    if not form.ok:
        return _when(answers, form, 422)
    return go_on(WHEN, answers.with_step("when", WHEN.keys, form.said))


def times_over(answers: Answers, **ways: str) -> Response:
    """What was chosen cannot be any more, now that it is to be sent; ``ways`` are those back and on."""
    form = Form.filled(answers.said)
    form.refuse_field("when", TIMES_OVER)
    return _when(answers, form, 422, **ways)


def suggesting_for(answers: Answers) -> Suggesting:
    """What can be offered for what was answered so far."""
    minutes = {topic["id"]: topic["minutes"] for topic in _topics()}
    return suggesting_in(
        answers.one("ward"),
        answers.one("place"),
        minutes.get(answers.one("topics"), USUAL_MINUTES),
        answers.one("neighbourhood") or None,
    )


def _when(answers: Answers, form: Form, status: int = 200, **ways: str) -> Response:
    chosen = choices_of(suggesting_for(answers), form.chosen("when"))
    return question(WHEN, answers, form, status, **chosen, **ways)


def _topics() -> list[dict[str, Any]]:
    with reading() as connection:
        return catalogue(connection)
