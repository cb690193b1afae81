"""In which ward the house is, by its present or a former name, and in which neighbourhood."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from services.volunteers.domain.names import fold
from services.volunteers.domain.unit_names import short
from services.volunteers.pages.resident import words_ask as words
from services.volunteers.pages.resident.answers import Answers
from services.volunteers.pages.resident.asking import go_on, next_of
from services.volunteers.pages.resident.blueprint import HELP, help_pages
from services.volunteers.pages.resident.bodies import WhichPage
from services.volunteers.pages.resident.showing import question, to_check
from services.volunteers.pages.resident.steps import STEPS
from services.volunteers.pages.wording import said_of, ward_called
from services.volunteers.queries import wards as queries
from shared.web.auth import anyone
from shared.web.doors import reading
from shared.web.pages import Form, page_command, page_language, see_other

WARD, NEIGHBOURHOOD = STEPS["ward"], STEPS["neighbourhood"]
WHICH = f"{HELP}/ward/which"
MOST_SHOWN = 30
MANY = 12
"""From so many on, neighbourhoods are chosen from a list that opens."""


@help_pages.get("/help/ward")
@anyone
def show_ward() -> Response:
    """In which ward?"""
    answers = Answers.kept()
    return question(WARD, answers, Form.filled(answers.said))


@help_pages.post("/help/ward")
@page_command
@anyone
def save_ward() -> Response:
    """Find it by what was written; where several go by that name, ask which."""
    answers = Answers.kept()
    form = Form.read(WARD.body, request.form, say=WARD.say)
    found = _wards(form.values["ward_name"], answers) if form.ok else []
    if not found:
        form.errors.setdefault("ward_name", [words.WARD_UNKNOWN.said(page_language())])
        return question(WARD, answers, form, 422)
    if len(found) == 1:
        return _take(answers, form.values["ward_name"], found[0]["code"])
    # The name is kept, the ward is not chosen yet.
    answers = answers.with_step("ward", WARD.keys, form.said).without_step("ward")
    return answers.keep(see_other(f"{WHICH}?from=check" if to_check() else WHICH))


@help_pages.get("/help/ward/which")
@anyone
def show_which() -> Response:
    """Which of those that go, or went, by that name?"""
    answers = Answers.kept()
    if not answers.one("ward_name"):
        return see_other(WARD.path)
    return _which(answers, Form.filled(answers.said))


@help_pages.post("/help/ward/which")
@page_command
@anyone
def save_which() -> Response:
    """This one."""
    answers = Answers.kept()
    form = Form.read(WhichPage, request.form, say={"ward": words.CHOOSE_ONE})
    if not form.ok:
        return _which(answers, form, 422)
    return _take(answers, answers.one("ward_name"), form.values["ward"])


@help_pages.get("/help/neighbourhood")
@anyone
def show_neighbourhood() -> Response:
    """In which neighbourhood of the ward?"""
    answers = Answers.kept()
    if not NEIGHBOURHOOD.asked(answers):
        return see_other(next_of(answers))
    return _neighbourhood(answers, Form.filled(answers.said))


@help_pages.post("/help/neighbourhood")
@page_command
@anyone
def save_neighbourhood() -> Response:
    """Keep it, or that nobody knows."""
    answers = Answers.kept()
    form = Form.read(NEIGHBOURHOOD.body, request.form)
    if not form.ok:
        return _neighbourhood(answers, form, 422)
    return go_on(NEIGHBOURHOOD, answers.with_step("neighbourhood", NEIGHBOURHOOD.keys, form.said))


def _wards(name: str, answers: Answers) -> list[dict[str, Any]]:
    """The wards meant by ``name``: what was found before, or is filled in by a poster, is not asked anew."""
    known = ward_called(answers.one("ward"))
    if known and fold(short(name)) in (fold(short(known["name"])), fold(short(answers.one("ward_name")))):
        return [dict(known)]
    return _called(name)


def _called(name: str) -> list[dict[str, Any]]:
    """Every ward that goes, or went, by it; the one that bears it today first."""
    if not fold(short(name)):
        return []
    with reading() as connection:
        found = queries.list_wards(connection, {"q": name, "limit": MOST_SHOWN, "cursor": None}).items
    return sorted(found, key=lambda ward: fold(short(ward["name"])) != fold(short(name)))


def _take(answers: Answers, name: str, code: str) -> Response:
    """The house is there. A neighbourhood of another ward is not one of this."""
    if code != answers.one("ward"):
        answers = answers.with_step("neighbourhood", NEIGHBOURHOOD.keys, {}).without_step("neighbourhood")
    return go_on(WARD, answers.with_step("ward", WARD.keys, {"ward": code, "ward_name": name}))


def _which(answers: Answers, form: Form, status: int = 200) -> Response:
    name = answers.one("ward_name")
    chosen = [{"value": ward["code"], "text": ward["name"], **_formerly(ward, name)} for ward in _called(name)]
    action = f"{WHICH}?from=check" if to_check() else WHICH
    back = f"{WARD.path}?from=check" if to_check() else WARD.path
    values = {"options": chosen, "name": name, "action": action, "back": back, "again": back}
    return question(WARD, answers, form, status, which=True, **values)


def _formerly(ward: dict[str, Any], name: str) -> dict[str, str]:
    """What of it went by that name, to tell it from the others."""
    meant = [each for each in ward["formerly"] if fold(short(name)) in fold(each)]
    if not meant:
        return {}
    said = said_of(words.ASK["which.formerly"], None, names=", ".join(meant))
    return {"hint": said.said(page_language())}


def neighbourhood_again(answers: Answers, form: Form, **ways: str) -> Response:
    """What was chosen the ward does not know; ``ways`` are those back and on."""
    return _neighbourhood(answers, form, 422, **ways)


def _neighbourhood(answers: Answers, form: Form, status: int = 200, **ways: str) -> Response:
    """By radios where there are few, by a list where there are many, by its name where the ward keeps none."""
    code = answers.one("ward")
    if ward_called(code) is None:
        return see_other(WARD.path)
    with reading() as connection:
        listed = [each.name for each in queries.ward(connection, code).neighbourhoods]
    return question(
        NEIGHBOURHOOD,
        answers,
        form,
        status,
        listed=[{"value": name, "text": name} for name in listed],
        many=len(listed) > MANY,
        **ways,
    )
