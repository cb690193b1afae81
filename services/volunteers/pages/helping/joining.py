"""Offering to help: one form, and what happens next."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from services.volunteers.commands import helping
from services.volunteers.domain.asking import ConsentHow, ConsentPurpose
from services.volunteers.domain.errors import AlreadyApplied
from services.volunteers.domain.volunteer import Gender
from services.volunteers.doorway.parsing import application_of
from services.volunteers.doorway.strangers import stranger
from services.volunteers.pages.helping.blueprint import JOIN, volunteer_pages
from services.volunteers.pages.helping.joining_ward import Here, here
from services.volunteers.pages.helping.offering import offering_shown, week_sent
from services.volunteers.pages.helping.words_offering import JOINED, JOINING
from services.volunteers.pages.words_common import PHONE_NUMBER
from services.volunteers.pages.words_consent import WEB_VOLUNTEERS
from services.volunteers.queries.wards import ward_names
from services.volunteers.schemas.people import SPOKEN, USUAL_TASKS, MeBody, VolunteerBody
from shared.errors import Invalid, TooMany
from shared.web.auth import anyone
from shared.web.doors import current_unit, reading
from shared.web.pages import Form, page_command, page_language, render, see_other, to_wait
from shared.web.pages.words import KIT

KINDS = ("community_team", "youth_union", "college", "womens_union", "veterans", "other")

_APPLICATION = VolunteerBody(exclude=("weekly", "consent", "language"))
_WEEK = MeBody(only=("weekly",))
_SAY = {
    "name": JOINING["name_missing"],
    "phone": PHONE_NUMBER,
    "topics": JOINING["topics_missing"],
    "birth_year": JOINING["birth_year_wrong"],
}


@volunteer_pages.get("/join")
@anyone
def join() -> Response:
    """I want to help: first in which ward, for each has teams of its own"""
    chosen = here(request.args.get("ward", ""))
    return _which_ward() if chosen is None else _form(Form.blank(), chosen)


@volunteer_pages.post("/join")
@page_command
@anyone
def apply() -> Response:
    """Offer to help; the ward looks at it before anybody is asked anything"""
    chosen = here(request.form.get("wards.0", ""))
    form = _read(chosen)
    if not form.ok:
        return _form(form, chosen, 422)
    try:
        unit = current_unit()
        helping.apply(unit, application_of(form.values, unit.now), stranger())
    except Invalid as error:
        form.refuse(error)
        return _form(form, chosen, 422)
    except TooMany as error:
        form.errors["$"] = [error.sentence(page_language())]
        return to_wait(_form(form, chosen, 429), error)
    except AlreadyApplied:
        pass  # whether a name and a number are known here is told to nobody who does not hold that phone
    return see_other(f"{JOIN}/sent")


@volunteer_pages.get("/join/sent")
@anyone
def joined() -> Response:
    """What happens next"""
    return render("volunteers/helping/joined.html", words=JOINED)


def _read(chosen: Here | None) -> Form:
    form = Form.read(_APPLICATION, _with_kind(chosen), say=_SAY)
    _place_errors_of_wards(form)
    week = Form.read(_WEEK, request.form)
    week_sent(week)
    form.errors.update(week.errors)
    if week.ok and not week.values["weekly"]:
        form.refuse_field("free", JOINING["times_missing"])
    if form.value("agreed") != "true":
        form.refuse_field("agreed", JOINING["agree_first"])
    purposes = (ConsentPurpose.VISIT, ConsentPurpose.REMINDERS)
    consent = {"version": WEB_VOLUNTEERS, "how": ConsentHow.WEB, "purposes": purposes}
    # Who reads the page in a language reads messages in it.
    form.values |= {"weekly": week.values["weekly"], "consent": consent, "language": page_language()}
    form.values["location"] = form.values.get("location") or (chosen and chosen.middle_of(form.value("home")))
    return form


def _with_kind(chosen: Here | None) -> Any:
    """What was sent; whoever named their team has said of which kind it is."""
    sent = request.form.copy()
    kind = chosen.kind_of(sent.get("affiliations.0.team_id", "")) if chosen else None
    if kind is not None:
        sent["affiliations.0.kind"] = kind
    return sent


def _place_errors_of_wards(form: Form) -> None:
    """What is wrong with the list as a whole is told beside one of its two fields."""
    sentences = form.errors.pop("wards", None)
    if sentences and (form.value("wards.0") or form.value("wards.1")):
        form.errors["wards.1"] = sentences
    elif sentences:
        form.refuse_field("wards.0", JOINING["ward_missing"])


def _which_ward() -> Response:
    return render("volunteers/helping/join_ward.html", words=JOINING, wards=_wards())


def _form(form: Form, chosen: Here | None, status: int = 200) -> Response:
    of_ward = chosen.shown if chosen else {"ward": None, "teams": [], "homes": []}
    return render(
        "volunteers/helping/join.html",
        status,
        words=JOINING,
        form=form,
        wards=_wards(),
        kinds=_options("kind", ("none", *KINDS)),
        genders=_options("gender", [each.value for each in Gender]),
        languages=_options("language", SPOKEN),
        usual=str(USUAL_TASKS),
        **of_ward,
        **offering_shown(form, ()),
    )


def _wards() -> list[dict[str, str]]:
    with reading() as connection:
        wards = [{"value": each["code"], "text": _named(each)} for each in ward_names(connection)]
    return [{"value": "", "text": JOINING["choose"].said(page_language())}, *wards]


def _named(ward: dict[str, Any]) -> str:
    """The name first: it is what somebody looks for in the list, and types."""
    return f"{ward['name']} ({KIT['unit.' + ward['kind']].said(page_language())})"


def _options(of: str, values: Any) -> list[dict[str, str]]:
    said = page_language()
    return [{"value": "" if each == "none" else each, "text": JOINING[f"{of}.{each}"].said(said)} for each in values]
