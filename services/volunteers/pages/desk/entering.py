"""Entering a request that was phoned in, or brought to the counter: one page, the usual filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from flask import Response, request

from services.volunteers.api.requests.asking import intake_of
from services.volunteers.commands import intake
from services.volunteers.domain.asking import ConsentHow, ConsentPurpose, Device, Need, Place, Relation, Urgency, Wish
from services.volunteers.domain.person import AddressForm, PhoneOwner
from services.volunteers.domain.windows import Window
from services.volunteers.pages.asking_times import USUAL_MINUTES, choices_of, suggesting_in
from services.volunteers.pages.desk import words_entering as words
from services.volunteers.pages.desk.blueprint import QUEUE, staff_pages
from services.volunteers.pages.resident.slip import CONSENT
from services.volunteers.pages.slots import slot_on, windows_of
from services.volunteers.queries.catalogue import catalogue
from services.volunteers.queries.wards import neighbourhood_names, ward_names
from services.volunteers.schemas.requests import RequestBody
from shared.clock import HANOI
from shared.errors import Invalid
from shared.web.auth import principal, roles
from shared.web.doors import acting_as, current_runtime, current_unit, reading
from shared.web.pages import Form, page_command, page_language, render, see_other
from shared.web.pages.times import capital

NEW = f"{QUEUE}/new"
TODAY = "today"
"""Beside the usual times: from now until the end of the day, for what cannot wait."""

_END_OF_DAY = time(20)
_SAY = {
    "resident.name": words.NO_NAME,
    "resident.phone": words.NO_PHONE,
    "topics": words.NO_TOPIC,
    "consent.purposes": words.NO_CONSENT,
}


@staff_pages.get("/queue/new")
@roles("counter")
def new() -> Response:
    """An empty slip, with what most people say filled in"""
    return _page(Form.blank(), _ward(request.args.get("ward")))


@staff_pages.post("/queue/new")
@page_command
@roles("counter")
def enter() -> Response:
    """Take it in, trusted: staff have spoken with the people"""
    ward = _ward(request.form.get("ward"))
    form = Form.read(RequestBody, {**_sent(ward), **_given(ward)}, say=_SAY)
    if not form.ok:
        return _page(form, ward, 422)
    acting_as("staff")
    try:
        received = intake.receive_request(current_unit(), intake_of(form.values, current_unit()), trusted=True)
    except Invalid as error:
        form.refuse(error)
        return _page(form, ward, 422)
    return see_other(f"{QUEUE}/{received.request.request_id}?done=entered")


def _sent(ward: str) -> dict[str, list[str]]:
    sent = request.form.to_dict(flat=False)
    if not any(text.strip() for name in ("name", "phone") for text in sent.get(f"asked_by.{name}", [])):
        sent = {name: texts for name, texts in sent.items() if not name.startswith("asked_by.")}
    return {**sent, "ward": [ward]}


def _given(ward: str) -> dict[str, list[str]]:
    """What the form says in other words than the API: the times, and to which words the resident agreed."""
    said: dict[str, list[str]] = {"consent.version": [CONSENT]}
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


def _suggesting(ward: str, place: str) -> Any:
    known = place if place in list(Place) else Place.HOME
    return suggesting_in(ward, known, USUAL_MINUTES, None)


def _ward(asked: str | None) -> str:
    """The ward it is for: the one that was named, else one's own."""
    codes = [str(ward["code"]) for ward in _wards()]
    return asked if asked in codes else codes[0]


def _wards() -> list[dict[str, Any]]:
    mine = principal().wards_of("counter")
    with reading() as connection:
        return [ward for ward in ward_names(connection) if ward["code"] in mine]


def _page(form: Form, ward: str, status: int = 200) -> Response:
    language, mine = page_language(), _wards()
    with reading() as connection:
        topics = [{"value": each["id"], "text": each[f"name_{language}"]} for each in catalogue(connection)]
        # Without script the list cannot follow the ward that is chosen: where there are several, it is written.
        neighbourhoods = neighbourhood_names(connection, ward) if len(mine) == 1 else []
    form.errors = _at_fields(form.errors)
    blank = {"value": "", "text": words.ENTER["not_said"].said(language)}
    return render(
        "volunteers/queue/new.html",
        status,
        words=words.ENTER,
        form=form,
        ward_code=ward,
        wards=mine,
        topics=topics,
        neighbourhoods=[blank, *({"value": name, "text": name} for name in neighbourhoods)],
        where=_options("place", Place, language),
        owners=_options("owner", PhoneOwner, language),
        forms=[blank, *({"value": each.value, "text": capital(each)} for each in AddressForm)],
        devices=[blank, *_options("device", Device, language)],
        needs=_options("need", Need, language),
        wishes=_options("wish", Wish, language),
        relations=_options("relation", Relation, language),
        urgencies=_options("urgency", Urgency, language),
        purposes=_options("purpose", ConsentPurpose, language),
        hows=_options("how", [ConsentHow.PHONE, ConsentHow.COUNTER, ConsentHow.IN_PERSON, ConsentHow.PAPER], language),
        times=choices_of(_suggesting(ward, form.value("place")), form.chosen("when")),
    )


def _at_fields(errors: dict[str, list[str]]) -> dict[str, list[str]]:
    """Of single times only the whole field is on the page."""
    found: dict[str, list[str]] = {}
    for name, sentences in errors.items():
        kept = found.setdefault("when" if name.startswith("windows") else name, [])
        kept += [sentence for sentence in sentences if sentence not in kept]
    return found


def _options(kind: str, values: Iterable[str], language: str) -> list[dict[str, str]]:
    return [{"value": str(each), "text": capital(words.ENTER[f"{kind}.{each}"].said(language))} for each in values]
