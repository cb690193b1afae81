"""The first page: have a number called, or begin a request; also from the QR code of a ward."""

from __future__ import annotations

from flask import Response, request

from services.volunteers.commands.calls import want_call
from services.volunteers.doorway.strangers import stranger
from services.volunteers.pages.drafts import begun, take_up
from services.volunteers.pages.leaving import leave_machine
from services.volunteers.pages.resident import words_ask as words
from services.volunteers.pages.resident.answers import KIND, Answers, forget
from services.volunteers.pages.resident.asking import go_on, next_of
from services.volunteers.pages.resident.blueprint import HELP, help_pages
from services.volunteers.pages.resident.showing import options, question
from services.volunteers.pages.resident.steps import STEPS
from services.volunteers.pages.wording import Ward, ward_called, worded
from services.volunteers.pages.words_common import PHONE_NUMBER
from services.volunteers.schemas.wards import CallBackBody
from shared.errors import TooMany
from shared.web.auth import anyone
from shared.web.doors import current_unit
from shared.web.pages import Form, page_command, page_language, render, see_other, to_wait
from shared.web.pages.times import moment_of

WHO = STEPS["who"]

_OF_SOMEBODY = (
    ("agreed", "name", "phone", "relation", "asker", "consent"),
    ("agreed", "resident.name", "resident.address_form", "resident.birth_year", "resident.phone", "asked_by.relation"),
)
"""Questions and answers that are about one person, and are asked anew when it is another who is to be helped."""


@help_pages.get("/help")
@anyone
def begin() -> Response:
    """Call me back, or the first question; ``?ward=`` is filled in by a ward's poster."""
    return _begin(Form.blank(), ward_called(request.args.get("ward")))


@help_pages.post("/help/who")
@page_command
@anyone
def save_who() -> Response:
    """For whom? From a poster the ward comes along, and beside a slip that somebody has begun another is begun."""
    afresh = "afresh" in request.values
    answers = Answers() if afresh else Answers.kept()
    form = Form.read(WHO.body, request.form, say=WHO.say)
    if not form.ok:
        return question(WHO, answers, form, 422, **({"action": f"{WHO.path}?afresh=yes"} if afresh else {}))
    ward = ward_called(form.values["ward"])
    if answers.one("who") not in ("", form.values["who"]):
        answers = answers.without(*_OF_SOMEBODY)
    known = {**answers.said, "ward": ward["code"], "ward_name": ward["name"]} if ward else answers.said
    return go_on(WHO, Answers(known, answers.done).with_step("who", WHO.keys, form.said))


@help_pages.post("/help/resume")
@page_command
@anyone
def resume() -> Response:
    """Go on where somebody stopped; whoever saw the key of this browser before reads nothing of what comes now."""
    return take_up(see_other(next_of(Answers.kept())), KIND)


@help_pages.post("/help/forget")
@page_command
@anyone
def start_again() -> Response:
    """Nothing of what was typed is kept."""
    forget()
    return see_other(HELP)


@help_pages.post("/help/leave")
@page_command
@anyone
def leave() -> Response:
    """Whoever comes to this machine next finds nothing: what was typed, what was followed, nor who was signed in."""
    return leave_machine()


@help_pages.post("/help/call-back")
@page_command
@anyone
def call_back() -> Response:
    """Have the number called by a person of the ward."""
    form = Form.read(CallBackBody, request.form, say={"phone": PHONE_NUMBER})
    ward = ward_called(form.values.get("ward"))
    if not form.ok:
        return _begin(form, ward_called(request.form.get("ward")), 422)
    try:
        want_call(current_unit(), form.values["phone"], form.values["ward"], stranger())
    except TooMany as error:
        form.errors["phone"] = [error.sentence(page_language())]
        return to_wait(_begin(form, ward, 429), error)
    return see_other(f"{HELP}/called?ward={ward['code']}" if ward else f"{HELP}/called")


@help_pages.get("/help/called")
@anyone
def called() -> Response:
    """What happens next with a number that was left."""
    ward = ward_called(request.args.get("ward"))
    return render("volunteers/resident/called.html", words=worded(words.CALLED, ward), ward=ward)


def _begin(form: Form, ward: Ward | None, status: int = 200) -> Response:
    since = begun(KIND)
    at = "" if since is None else moment_of(since, page_language())
    said = worded({**words.START, **words.ASK}, ward, luc=at)
    return render(
        "volunteers/resident/start.html",
        status,
        words=said,
        form=form,
        ward=ward,
        options=options(said, "who", ("me", "family", "other")),
        kept=since is not None,
    )
