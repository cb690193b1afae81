"""When a visit would suit: buttons for the next days, any time, or another day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Response, request

from services.volunteers.domain.asking import Place
from services.volunteers.domain.local_rules import LocalRules
from services.volunteers.domain.suggesting import Suggesting
from services.volunteers.domain.ward import THE_CITYS
from services.volunteers.pages.resident import words_ask as words
from services.volunteers.pages.resident.answers import Answers
from services.volunteers.pages.resident.asking import go_on, next_of
from services.volunteers.pages.resident.blueprint import help_pages
from services.volunteers.pages.resident.showing import question
from services.volunteers.pages.resident.slots import ANY, option_of, slot_on, window_of, windows_of
from services.volunteers.pages.resident.steps import STEPS
from services.volunteers.queries import wards as ward_queries
from services.volunteers.queries.catalogue import catalogue
from shared.web.auth import anyone
from shared.web.doors import current_runtime, reading
from shared.web.pages import Form, page_command, page_language, see_other
from shared.web.pages.times import capital, day_of

WHEN = STEPS["when"]

USUAL_MINUTES = 60
"""How long a visit is taken to last while nobody has said what for."""


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
    form.refuse_field("when", words.TIMES_OVER)
    return _when(answers, form, 422, **ways)


def read_times(sent: Any, suggesting: Suggesting) -> Form:
    """What was chosen, as ``form.said["when"]``; with the errors of what cannot be."""
    form = Form.read(WHEN.body, sent, say={"other_part": words.CHOOSE_PART})
    if form.ok:
        _refuse(form, suggesting)
    if form.ok:
        form.said["when"] = _chosen(form)
    return form


def _chosen(form: Form) -> list[str]:
    day, part = form.values["other_day"], form.values["other_part"]
    chosen = list(dict.fromkeys(form.chosen("when")))
    return [slot for slot in (*chosen, slot_on(day, part) if day else "") if slot]


def _refuse(form: Form, suggesting: Suggesting) -> None:
    day, part = form.values["other_day"], form.values["other_part"]
    if (day is None) != (part is None):
        form.refuse_field("other_part" if day else "other_day", words.CHOOSE_PART)
        return
    chosen = _chosen(form)
    if not chosen:
        form.refuse_field("when", words.CHOOSE_TIMES)
    elif ANY in chosen:
        return
    elif len(chosen) > suggesting.rules.max_windows:
        form.refuse_field("when", words.TOO_MANY_TIMES.format(n=suggesting.rules.max_windows))
    elif len(windows_of(chosen, suggesting)) < len(chosen):
        form.refuse_field("when", words.TIMES_OVER)


def suggesting_for(answers: Answers) -> Suggesting:
    """What can be offered for what was answered so far."""
    minutes = {topic["id"]: topic["minutes"] for topic in _topics()}
    return suggesting_in(
        answers.one("ward"),
        answers.one("place"),
        minutes.get(answers.one("topics"), USUAL_MINUTES),
        answers.one("neighbourhood") or None,
    )


def suggesting_in(code: str, place: str, minutes: int, neighbourhood: str | None) -> Suggesting:
    """What can be offered in a ward; the city's numbers hold while nobody knows which."""
    runtime = current_runtime()
    rules = LocalRules.of(runtime.config.rules, THE_CITYS)
    if code:
        with reading() as connection:
            row = ward_queries.ward(connection, code)
            rules = ward_queries.local_rules(
                connection, row, runtime.config.rules, neighbourhood, by_phone=place == Place.PHONE
            )
    return Suggesting(runtime.clock.now(), place or Place.HOME, minutes, rules)


def choices_of(suggesting: Suggesting, chosen: Iterable[str]) -> dict[str, Any]:
    """What the template of the question needs: the next days, what was chosen besides, and the days of a month."""
    said, now = page_language(), suggesting.now
    offered = suggesting.soon()
    besides = {window for slot in chosen if (window := window_of(slot)) is not None and suggesting.can_be(window)}
    windows = sorted({*offered, *besides})
    days = [{"value": str(day), "text": capital(day_of(day, said))} for day in suggesting.days()]
    return {"slots": [option_of(window, now, said) for window in windows], "days": days}


def _when(answers: Answers, form: Form, status: int = 200, **ways: str) -> Response:
    chosen = choices_of(suggesting_for(answers), form.chosen("when"))
    return question(WHEN, answers, form, status, **chosen, **ways)


def _topics() -> list[dict[str, Any]]:
    with reading() as connection:
        return catalogue(connection)
