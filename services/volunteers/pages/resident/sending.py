"""The last pages of asking: look it over, send it, confirm it by its code, and read what happens next."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from sqlalchemy import Row

from services.volunteers.commands import codes, intake
from services.volunteers.domain.asking import Place
from services.volunteers.domain.errors import NoCodeAwaited, WrongRequestCode
from services.volunteers.domain.request import Request
from services.volunteers.domain.slip import RequestStatus
from services.volunteers.doorway.intake import intake_of
from services.volunteers.doorway.strangers import stranger
from services.volunteers.pages.drafts import draft, keep_draft
from services.volunteers.pages.resident import words_ask
from services.volunteers.pages.resident import words_send as words
from services.volunteers.pages.resident.addressing import who_answers
from services.volunteers.pages.resident.answers import Answers, forget
from services.volunteers.pages.resident.blueprint import HELP, help_pages
from services.volunteers.pages.resident.following import address
from services.volunteers.pages.resident.placing import neighbourhood_again
from services.volunteers.pages.resident.reviewing import review
from services.volunteers.pages.resident.showing import question, words_for
from services.volunteers.pages.resident.slip import as_sent
from services.volunteers.pages.resident.steps import CHECK, asked, missing, step_of
from services.volunteers.pages.resident.timing import suggesting_for, times_over
from services.volunteers.pages.wording import said_of, ward_called, worded
from services.volunteers.queries import residents as queries
from services.volunteers.schemas.requests import RequestBody, VerifyBody
from shared.errors import Invalid, Refused, TooMany
from shared.messaging.outbox import is_late
from shared.web.auth import anyone, principal
from shared.web.cookies import hold_code
from shared.web.doors import acting_as, current_runtime, current_unit, reading
from shared.web.language import Sentence
from shared.web.pages import Form, keeping, page_command, page_language, render, see_other, to_wait
from shared.web.pages.drawing import shown_phone
from shared.web.pages.times import before

SENT = "sent"
"""The draft that remembers, in the demo, which code was sent."""

CODE_PAGE, DONE_PAGE = f"{HELP}/code", f"{HELP}/done"


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
        return see_other(f"{left.path}?from=check" if answers.done else HELP)
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


@help_pages.get("/help/code")
@anyone
def show_code() -> Response:
    """Which code came?"""
    row = _mine()
    if row is None:
        return see_other(HELP)
    return _code(Form.blank(), row) if _waits_for_code(row) else see_other(DONE_PAGE)


@help_pages.post("/help/code")
@page_command
@anyone
def confirm() -> Response:
    """Prove the phone; five wrong tries kill the code."""
    row = _mine()
    if row is None:
        return see_other(HELP)
    typed = {"code": "".join(request.form.get("code", "").split())}
    form = Form.read(VerifyBody(only=("code",)), typed, say={"code": words.SIX_DIGITS})
    if not typed["code"]:
        form.refuse_field("code", words.SIX_DIGITS)
    if not form.ok:
        return _code(form, row, 422)
    acting_as("asked_by" if row.asked_by_id else "resident")
    try:
        codes.verify(current_unit(), _locked(row), form.values["code"])
    except WrongRequestCode as error:
        form.refuse(error)
        return keeping(_code(form, row, 422))
    return see_other(DONE_PAGE)


@help_pages.post("/help/again/code")
@page_command
@anyone
def send_again() -> Response:
    """Another code to the same phone; the earlier one counts no more."""
    row = _mine()
    if row is None:
        return see_other(HELP)
    try:
        code = codes.send_again(current_unit(), _locked(row), stranger())
    except NoCodeAwaited:
        return see_other(DONE_PAGE)
    except (TooMany, Refused) as error:
        form = Form.blank()
        form.errors["code"] = [error.sentence(page_language())]
        return to_wait(_code(form, row, 429), error) if isinstance(error, TooMany) else _code(form, row, 409)
    return _keep_code(see_other(CODE_PAGE), code)


@help_pages.get("/help/done")
@anyone
def done() -> Response:
    """The number of the request, large, and what happens next."""
    row = _mine()
    if row is None:
        return see_other(HELP)
    if row.status == RequestStatus.SCHEDULED:
        return see_other(f"{HELP}/{row.reference}")
    ward = ward_called(row.ward)
    due = before(row.due_at, current_runtime().clock.now(), page_language()) if row.due_at else ""
    return render(
        "volunteers/resident/done.html",
        words=worded(words.DONE, ward, ngay=due, **address(row)),
        ward=ward,
        reference=row.reference,
        for_another=row.asked_by_id is not None,
        told_by=bool(due),
        in_class=row.asking.place == Place.CLASS,
        at_home=row.asking.place == Place.HOME,
        with_picture=row.asking.picture is not None,
        unconfirmed=row.status == RequestStatus.UNCONFIRMED,
        phone_proven=row.phone_proven,
        follow=f"{HELP}/{row.reference}",
    )


def _check(answers: Answers, form: Form, status: int = 200) -> Response:
    ward = ward_called(answers.one("ward"))
    now = current_runtime().clock.now()
    said = worded(words.CHECK, ward, **who_answers(answers, now))
    return render(
        "volunteers/resident/check.html",
        status,
        words=said,
        form=form,
        ward=ward,
        rows=review(answers, words_for(answers, ward), said, now, page_language()),
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
    answer = see_other(CODE_PAGE)
    if received.code is not None:
        _keep_code(answer, received.code)
    hold_code(answer, received.request.tracking_code)
    return answer


def _keep_code(answer: Response, code: str) -> Response:
    return keep_draft(answer, SENT, {"demo_code": code}) if current_runtime().config.demo else answer


def _mine() -> Row[Any] | None:
    """The newest request of the tracking code that was sent, or opened, last in this browser."""
    held = principal().tracking_hashes
    if not held:
        return None
    with reading() as connection:
        return queries.newest_of(connection, held[0])


def _locked(row: Row[Any]) -> Request:
    found = current_unit().get(Request, row.request_id)
    if found is None:
        raise LookupError(f"request {row.request_id} is gone")
    return found


def _waits_for_code(row: Row[Any]) -> bool:
    return bool(row.status == RequestStatus.UNCONFIRMED and not row.phone_proven)


def _code(form: Form, row: Row[Any], status: int = 200) -> Response:
    runtime, ward = current_runtime(), ward_called(row.ward)
    with reading() as connection:
        late = is_late(connection, runtime.parts.kit.outbox, runtime.clock.now())
        phone = queries.phone_of(connection, row.asked_by_id or row.resident_id)
    minutes = str(int(runtime.config.rules.code_lives.total_seconds() // 60))
    return render(
        "volunteers/resident/code.html",
        status,
        words=worded(words.CODE, ward, phone=_ending(phone), minutes=minutes),
        form=form,
        ward=ward,
        late=late,
        demo_code=(draft(SENT) or {}).get("demo_code"),
    )


def _ending(phone: str | None) -> str:
    """Enough of a number to know it by: whoever holds the link may not be who typed it."""
    return f"••• {shown_phone(phone)[-3:]}" if phone else "•••"
