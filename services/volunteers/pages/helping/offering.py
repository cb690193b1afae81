"""The part of a form about what a volunteer offers: topics, a week, a limit. Two pages have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.volunteers.domain.volunteer import Condition
from services.volunteers.domain.windows import Weekly
from services.volunteers.doorway.parsing import offering_of
from services.volunteers.pages.helping.week import DAYS, PARTS, cells_of, spans_of
from services.volunteers.pages.helping.words_offering import OFFERING
from services.volunteers.queries.catalogue import catalogue
from services.volunteers.schemas.people import MOST_TASKS
from shared.errors import Invalid
from shared.web.doors import reading
from shared.web.pages import Form, page_language

FREE = "free"
"""The checkboxes of the week: ``0.morning`` is Monday morning."""

_SPARE_ROWS, _MOST_ROWS = 3, 50


def week_sent(form: Form) -> None:
    """Put the week together, of the cells that are ticked and the times that are written out, and look it over."""
    written = [dict(span) for span in form.values.get("weekly") or ()]
    try:
        offering_of({"weekly": written})
    except Invalid as error:
        _refuse_rows(form, error)
    ticked = [vars(span) for span in spans_of(form.chosen(FREE))]
    form.values["weekly"] = [*written, *ticked]


def offering_shown(form: Form, weekly: Sequence[Weekly]) -> dict[str, Any]:
    """What the template needs beside the form; ``weekly`` is what holds while nobody has typed anything."""
    cells, others = cells_of(weekly)
    typed = bool(form.said)
    rows = _rows_typed(form) if typed else [_row(span) for span in others]
    language = page_language()
    with reading() as connection:
        topics = [{"value": each["id"], "text": each[f"name_{language}"]} for each in catalogue(connection)]
    return {
        "topics": topics,
        "days": list(DAYS),
        "parts": list(PARTS),
        "ticked": set(form.chosen(FREE)) if typed else set(cells),
        "rows": rows + [{"weekday": "", "start": "", "end": ""}] * _SPARE_ROWS,
        "rows_open": bool(rows),
        "limits": [{"value": str(n), "text": str(n)} for n in range(1, MOST_TASKS + 1)],
        "conditions": [
            {"value": each.value, "text": OFFERING[f"condition.{each}"].said(language)} for each in Condition
        ],
    }


def _refuse_rows(form: Form, error: Invalid) -> None:
    """A span is refused by its place among those that are written; its row may be farther down."""
    numbers = [number for number in range(_MOST_ROWS) if any(_typed(form, number).values())]
    for name, sentences in error.errors(page_language()).items():
        _, index, field = name.split(".")
        form.errors[f"weekly.{numbers[int(index)]}.{field}"] = sentences


def _rows_typed(form: Form) -> list[dict[str, str]]:
    typed = [_typed(form, number) for number in range(_MOST_ROWS)]
    last = max((index for index, row in enumerate(typed) if any(row.values())), default=-1)
    return typed[: last + 1]


def _typed(form: Form, number: int) -> dict[str, str]:
    return {name: form.value(f"weekly.{number}.{name}").strip() for name in ("weekday", "start", "end")}


def _row(span: Weekly) -> Mapping[str, str]:
    return {"weekday": str(span.weekday), "start": f"{span.start:%H:%M}", "end": f"{span.end:%H:%M}"}
