"""Times to choose from, wherever somebody is asked when it suits: what is offered, and what was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.volunteers.domain.asking import Place
from services.volunteers.domain.local_rules import LocalRules
from services.volunteers.domain.suggesting import Suggesting
from services.volunteers.domain.ward import THE_CITYS
from services.volunteers.pages import words_times as words
from services.volunteers.pages.slots import ANY, option_of, slot_on, window_of, windows_of
from services.volunteers.queries import wards as queries
from services.volunteers.schemas.requests import MOST_WINDOWS
from shared.web.doors import current_runtime, reading
from shared.web.fields import Body, Choice, Items, LocalDate, Text
from shared.web.pages import Form, page_language
from shared.web.pages.times import capital, day_of

USUAL_MINUTES = 60
"""How long a visit is taken to last while nobody has said what for."""


class WhenPage(Body):
    """The times that were ticked, and one of another day."""

    when = Items(Text(30), most=MOST_WINDOWS, load_default=list)
    other_day = LocalDate(load_default=None, allow_none=True)
    other_part = Choice(("morning", "afternoon"), load_default=None, allow_none=True)


def suggesting_in(code: str, place: str, minutes: int, neighbourhood: str | None) -> Suggesting:
    """What can be offered in a ward; the city's numbers hold while nobody knows which."""
    runtime = current_runtime()
    rules = LocalRules.of(runtime.config.rules, THE_CITYS)
    if code:
        with reading() as connection:
            row = queries.ward(connection, code)
            rules = queries.local_rules(
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


def read_times(sent: Any, suggesting: Suggesting) -> Form:
    """What was chosen, as ``form.said["when"]``; with the errors of what cannot be."""
    form = Form.read(WhenPage, sent, say={"other_part": words.CHOOSE_PART})
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
