"""The question pages: each shows one question, keeps its answer, and leads to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Response, request

from services.volunteers.pages.resident import words_ask as words
from services.volunteers.pages.resident.answers import Answers
from services.volunteers.pages.resident.blueprint import HELP, help_pages
from services.volunteers.pages.resident.bodies import NO
from services.volunteers.pages.resident.showing import question, to_check
from services.volunteers.pages.resident.steps import ORDER, STEPS, Step, after, missing
from services.volunteers.pages.wording import said_of, ward_called
from shared.web.auth import anyone
from shared.web.doors import current_runtime
from shared.web.pages import Form, page_command, see_other
from shared.web.pages.times import today

OWN_VIEWS = ("ward", "neighbourhood", "when")
"""Questions that need more than a form and its schema: see :mod:`~.placing` and :mod:`~.timing`; the answer to
"who" is taken by :mod:`~.start`, which may know the ward."""


@anyone
def show(step: str) -> Response:
    """One question, with what was answered before."""
    asked, answers = STEPS[step], Answers.kept()
    if not asked.asked(answers):
        return see_other(next_of(answers))
    return question(asked, answers, Form.filled(answers.said))


@page_command
@anyone
def save(step: str) -> Response:
    """Keep the answer and go on; what is wrong with it is said beside the field."""
    asked, answers = STEPS[step], Answers.kept()
    form = Form.read(asked.body, request.form, say=asked.say)
    if form.ok and step in _REFUSES:
        _REFUSES[step](form, answers)
    if not form.ok:
        return question(asked, answers, form, 422)
    return go_on(asked, answers.with_step(step, asked.keys, _said(form)))


def go_on(step: Step, answers: Answers) -> Response:
    """Keep what was answered; the next question follows."""
    answer = see_other(after(step, answers, to_check=to_check()))
    return answers.keep(answer, anew=step is ORDER[0])


def next_of(answers: Answers) -> str:
    """Where somebody takes up again what they have begun."""
    left = missing(answers)
    return f"{HELP}/check" if left is None else left.path


def _said(form: Form) -> Mapping[str, str | list[str]]:
    """What was typed, names and numbers as they were understood."""
    tidied = {"resident.name": ("resident", "name"), "asked_by.name": ("asked_by", "name")}
    read = {name: form.values[at][key] for name, (at, key) in tidied.items() if key in form.values.get(at, {})}
    picture = {"picture": form.values["picture"] or ""} if "picture" in form.values else {}
    return {**form.said, **read, **picture}


def _refuse_unasked(form: Form, answers: Answers) -> None:
    if form.values["agreed"] == NO:
        form.refuse_field("agreed", said_of(words.AGREE_FIRST, ward_called(answers.one("ward"))))


def _refuse_no(form: Form, answers: Answers) -> None:
    if form.values["visit"] == NO:
        form.refuse_field("visit", said_of(words.NEEDS_YES, ward_called(answers.one("ward"))))


def _refuse_nowhere(form: Form, _answers: Answers) -> None:
    if not (form.values["address"] or form.values["landmark"]):
        form.refuse_field("address", words.ADDRESS)


def _refuse_unborn(form: Form, _answers: Answers) -> None:
    if (form.values["resident"]["birth_year"] or 0) > today(current_runtime().clock.now()).year:
        form.refuse_field("resident.birth_year", words.YEAR_TO_COME)


_REFUSES: Mapping[str, Callable[[Form, Answers], None]] = {
    "agreed": _refuse_unasked,
    "address": _refuse_nowhere,
    "consent": _refuse_no,
    "name": _refuse_unborn,
}

for _step in ORDER:
    _rule = f"/help/{_step.name}"
    if _step.name not in OWN_VIEWS:
        help_pages.add_url_rule(_rule, "show", show, defaults={"step": _step.name}, methods=["GET"])
    if _step.name not in (*OWN_VIEWS, "who"):
        help_pages.add_url_rule(_rule, "save", save, defaults={"step": _step.name}, methods=["POST"])
