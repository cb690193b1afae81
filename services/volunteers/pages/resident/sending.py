"""The last page of asking: look it over and send it."""

from __future__ import annotations

from datetime import timedelta

from flask import Response

from services.volunteers.commands import intake
from services.volunteers.doorway.intake import intake_of
from services.volunteers.doorway.strangers import stranger
from services.volunteers.pages.resident import words_ask
from services.volunteers.pages.resident import words_send as words
from services.volunteers.pages.resident.addressing import who_answers
from services.volunteers.pages.resident.answers import Answers, forget
from services.volunteers.pages.resident.blueprint import HELP, help_pages
from services.volunteers.pages.resident.placing import neighbourhood_again
from services.volunteers.pages.resident.proving import code_page, keep_code
from services.volunteers.pages.resident.reviewing import Review, rows_of
from services.volunteers.pages.resident.showing import question, topic_names, words_for
from services.volunteers.pages.resident.slip import as_sent
from services.volunteers.pages.resident.steps import CHECK, asked, missing, step_of
from services.volunteers.pages.resident.timing import suggesting_for, times_over
from services.volunteers.pages.wording import said_of, ward_called, worded
from services.volunteers.queries import residents as queries
from services.volunteers.schemas.requests import RequestBody
from shared.errors import Invalid, TooMany
from shared.web.auth import anyone, principal
from shared.web.cookies import hold_code
from shared.web.doors import acting_as, current_runtime, current_unit, reading
from shared.web.language import Sentence
from shared.web.pages import Form, page_command, page_language, render, see_other, to_wait

SECOND_TAP = timedelta(minutes=10)
"""On a slow line somebody waits so long, and presses once more."""


@help_pages.get("/help/check")
@anyone
def check() -> Response:
    """Everything at a glance, each with its "Sửa"."""
    answers = Answers.kept()
    left = missing(answers)
    if not answers.done:
        return see_other(HELP)
    return _check(answers, Form.blank()) if left is None else see_other(f"{left.path}?from=check")


@help_pages.post("/help/check")
@page_command
@anyone
def send() -> Response:
    """Send the request, by the same command as the API; its code goes to the phone that asks."""
    answers = Answers.kept()
    left = missing(answers)
    if left is not None:
        return see_other(f"{left.path}?from=check" if answers.done else _just_sent() or HELP)
    rules, say = current_runtime().config.rules, _say(answers)
    sent = as_sent(answers, asked(answers), suggesting_for(answers), rules, page_language())
    form = Form.read(RequestBody, sent, say=say)
    if not form.ok:
        return _look_again(answers, form)
    acting_as("asked_by" if answers.for_another else "resident")
    try:
        unit = current_unit()
        received = intake.receive_request(unit, intake_of(form.values, unit), trusted=False, caller=stranger())
    except Invalid as error:
        form.refuse(error, say)
        return _look_again(answers, form)
    except TooMany as error:
        return _too_many(answers, form, error)
    return _received(received)


def _just_sent() -> str | None:
    """Where a second tap leads, when what was typed is gone because the first has been answered meanwhile."""
    held = principal().tracking_hashes
    if not held:
        return None
    with reading() as connection:
        row = queries.newest_of(connection, held[0], current_runtime().clock.now() - SECOND_TAP)
    return None if row is None else code_page(row.reference)


def _check(answers: Answers, form: Form, status: int = 200) -> Response:
    ward = ward_called(answers.one("ward"))
    now, language = current_runtime().clock.now(), page_language()
    named = who_answers(answers, now)
    said = worded(words.CHECK, ward, **named)
    review = Review(answers, words_for(answers, ward), said, topic_names(language), ward, now, language)
    return render(
        "volunteers/resident/check.html",
        status,
        words=said,
        form=form,
        ward=ward,
        xh=named["xh"],
        rows=rows_of(review),
        back=asked(answers)[-1].path,
    )


def _look_again(answers: Answers, form: Form) -> Response:
    """The question whose answer keeps it from being sent, with what is wrong."""
    step = next((found for name in form.errors if (found := step_of(name))), None)
    if step is None:
        return _check(answers, form, 422)
    errors = {_own_name(name): sentences for name, sentences in form.errors.items() if step_of(name) is step}
    ways = {"back": CHECK, "action": f"{step.path}?from=check"}
    if step.name == "when":
        return times_over(answers, **ways)
    wrong = Form(errors=errors, said=dict(answers.said))
    if step.name == "neighbourhood":
        return neighbourhood_again(answers, wrong, **ways)
    return question(step, answers, wrong, 422, **ways)


def _say(answers: Answers) -> dict[str, Sentence]:
    """What the pages say of a field where the API speaks to programs."""
    ward, age = ward_called(answers.one("ward")), current_runtime().config.rules.learns_alone_from
    own = {field: sentence for step in asked(answers) for field, sentence in step.say.items()}
    return {
        **own,
        "ward": words_ask.WARD_UNKNOWN,
        "neighbourhood": said_of(words_ask.NEIGHBOURHOOD_UNKNOWN, ward),
        "address": words_ask.ADDRESS,
        "wishes": words_ask.ADULT.format(age=age),
    }


def _own_name(name: str) -> str:
    """``topics.0`` of the request is ``topics`` of the page, and a ward is written by its name."""
    own = name.split(".")[0] if name.split(".")[-1].isdigit() else name
    return "ward_name" if own == "ward" else own


def _too_many(answers: Answers, form: Form, error: TooMany) -> Response:
    form.errors["$"] = [error.sentence(page_language())]
    return to_wait(_check(answers, form, 429), error)


def _received(received: intake.Received) -> Response:
    """On to the code; from now on this browser holds the request's tracking code."""
    forget()
    reference = received.request.reference
    answer = see_other(code_page(reference))
    if received.code is not None:
        keep_code(answer, reference, received.code)
    hold_code(answer, received.request.tracking_code)
    return answer
