"""Entering a request that was phoned in, or brought to the counter: one page, the usual filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time

from flask import Response, request

from services.volunteers.commands import intake
from services.volunteers.domain.asking import Place
from services.volunteers.domain.suggesting import Suggesting
from services.volunteers.domain.windows import Window
from services.volunteers.doorway.intake import intake_of
from services.volunteers.pages.asking_times import USUAL_MINUTES, choices_of, suggesting_in
from services.volunteers.pages.desk import words_entering as words
from services.volunteers.pages.desk.blueprint import QUEUE, staff_pages
from services.volunteers.pages.desk.entry import entry_in, wards_here
from services.volunteers.pages.slots import slot_on, windows_of
from services.volunteers.pages.wording import said_of, worded
from services.volunteers.pages.words_common import PHONE_NUMBER
from services.volunteers.pages.words_consent import READ
from services.volunteers.schemas.requests import RequestBody
from shared.clock import HANOI
from shared.errors import Invalid, NotFound
from shared.web.auth import roles
from shared.web.doors import acting_as, current_runtime, current_unit
from shared.web.language import Sentence
from shared.web.pages import Form, page_command, page_language, render, see_other
from shared.web.pages.times import capital

NEW = f"{QUEUE}/new"
TODAY = "today"
"""Beside the usual times: from now until the end of the day, for what cannot wait."""

_END_OF_DAY = time(20)
_SAY = {
    "resident.name": words.NO_NAME,
    "resident.phone": PHONE_NUMBER,
    "topics": words.NO_TOPIC,
    "consent.purposes": words.NO_CONSENT,
}


@staff_pages.get("/queue/new")
@roles("counter")
def new() -> Response:
    """An empty slip, with what most people say filled in; who has several wards says first for which it is"""
    asked = request.args.get("ward")
    ward = _ward(asked)
    if ward is not None:
        return _page(Form.blank(), ward)
    return _choose(Form.blank()) if asked is None else _choose(_unnamed(), 422)


@staff_pages.post("/queue/new")
@page_command
@roles("counter")
def enter() -> Response:
    """Take it in, trusted: staff have spoken with the people"""
    ward = _ward(request.form.get("ward"))
    if ward is None:
        return _choose(_unnamed(), 422)
    form = Form.read(RequestBody, {**_sent(ward), **_given(ward)}, say=_SAY)
    if not form.ok:
        return _page(form, ward, 422)
    acting_as("staff")
    try:
        received = intake.receive_request(current_unit(), intake_of(form.values, current_unit()), trusted=True)
    except Invalid as error:
        form.refuse(error, _refusals(ward))
        return _page(form, ward, 422)
    return see_other(f"{QUEUE}/{received.request.request_id}?done=entered")


def _refusals(ward: str) -> Mapping[str, Sentence]:
    """What the domain refuses, in words of this page."""
    here = entry_in(ward).ward
    age = current_runtime().config.rules.learns_alone_from
    return {
        "neighbourhood": said_of(words.NO_NEIGHBOURHOOD, here),
        "address": words.NO_ADDRESS,
        "topics": words.NO_TOPIC,
        "wishes": said_of(words.NO_ADULT, here, n=str(age)),
    }


def _sent(ward: str) -> dict[str, list[str]]:
    sent = request.form.to_dict(flat=False)
    if not any(text.strip() for name in ("name", "phone") for text in sent.get(f"asked_by.{name}", [])):
        sent = {name: texts for name, texts in sent.items() if not name.startswith("asked_by.")}
    return {**sent, "ward": [ward]}


def _given(ward: str) -> dict[str, list[str]]:
    """What the form says in other words than the API: the times, and to which words the resident agreed."""
    said: dict[str, list[str]] = {"consent.version": [READ]}
    for number, window in enumerate(_windows(ward)):
        said[f"windows.{number}.start"] = [window.start.isoformat()]
        said[f"windows.{number}.end"] = [window.end.isoformat()]
    return said


def _windows(ward: str) -> list[Window]:
    chosen = [slot for slot in request.form.getlist("when") if slot]
    day, part = request.form.get("other_day", ""), request.form.get("other_part", "")
    slots = [*chosen, _slot_of(day, part)] if day and part else chosen
    found = windows_of([slot for slot in slots if slot != TODAY], _suggesting(ward, request.form.get("place", "")))
    return sorted({*found, *(_rest_of_today() if TODAY in chosen else ())})


def _slot_of(day: str, part: str) -> str:
    """The name of a morning or an afternoon that was chosen from the calendar."""
    try:
        return slot_on(datetime.fromisoformat(day).date(), part)
    except ValueError:
        return ""


def _rest_of_today() -> Iterable[Window]:
    now = current_runtime().clock.now().astimezone(HANOI)
    end = datetime.combine(now.date(), _END_OF_DAY, HANOI)
    return [Window(now.replace(second=0, microsecond=0), end)] if now < end else []


def _suggesting(ward: str, place: str) -> Suggesting:
    known = place if place in list(Place) else Place.HOME
    return suggesting_in(ward, known, USUAL_MINUTES, None)


def _ward(asked: str | None) -> str | None:
    """The ward it is for: the one that was named, or the only one; None where there are several and none is named.

    Raises :class:`NotFound` for a ward that is not one's own.
    """
    codes = [str(ward["code"]) for ward in wards_here()]
    if not codes or (asked and asked not in codes):
        raise NotFound
    return asked or (codes[0] if len(codes) == 1 else None)


def _choose(form: Form, status: int = 200) -> Response:
    """For which ward? What is read out to people, and whom they can call, is another in each."""
    wards = [{"value": ward["code"], "text": ward["name"]} for ward in wards_here()]
    return render("volunteers/queue/new_where.html", status, words=words.ENTER, form=form, wards=wards)


def _unnamed() -> Form:
    form = Form.blank()
    form.refuse_field("ward", words.NO_WARD)
    return form


def _page(form: Form, ward: str, status: int = 200) -> Response:
    entry, language = entry_in(ward), page_language()
    form.errors = _at_fields(form.errors)
    return render(
        "volunteers/queue/new.html",
        status,
        words=worded(words.ENTER, entry.ward, xh=_called(form), Xh=_called(form, at_the_start=True), sdt=entry.phone),
        form=form,
        entry=entry,
        options=entry.options(language),
        times=choices_of(_suggesting(ward, form.value("place")), form.chosen("when")),
    )


def _called(form: Form, *, at_the_start: bool = False) -> Sentence:
    """How to address whom staff read to: as they said already, else "bác"."""
    said = form.value("resident.address_form") or "bác"
    return Sentence(capital(said) if at_the_start else said, "you")


def _at_fields(errors: dict[str, list[str]]) -> dict[str, list[str]]:
    """Of single times only the whole field is on the page."""
    found: dict[str, list[str]] = {}
    for name, sentences in errors.items():
        kept = found.setdefault("when" if name.startswith("windows") else name, [])
        kept += [sentence for sentence in sentences if sentence not in kept]
    return found
