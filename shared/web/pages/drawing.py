"""What templates ask of Python: a form's values and errors, phones as people read them, bars in a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import phonenumbers
from markupsafe import Markup, escape

from shared.web.language import Sentence
from shared.web.pages.languages import page_language


def said_in(form: Any, field: str, otherwise: str = "") -> str:
    """What was typed into ``field``, to be shown again."""
    given = said_all(form, field)
    return given[-1] if given else otherwise


def said_all(form: Any, field: str) -> list[str]:
    """Everything that was chosen for ``field``."""
    value = form.said.get(field) if form is not None else None
    if value is None:
        return []
    return [str(each) for each in value] if isinstance(value, list | tuple | set | frozenset) else [str(value)]


def error_of(form: Any, field: str) -> str:
    """The sentences about ``field``, as one text; empty when there is nothing to say."""
    sentences = form.errors.get(field, ()) if form is not None else ()
    return _joined(sentences)


def error_list(form: Any) -> list[dict[str, str]]:
    """What the summary lists: a link to each field; ``$`` is about the form as a whole."""
    return [
        {"text": _joined(sentences), "href": "" if field == "$" else f"#{field}"}
        for field, sentences in form.errors.items()
    ]


def _joined(sentences: Iterable[str]) -> str:
    language = page_language()
    return " ".join(each.said(language) if isinstance(each, Sentence) else each for each in sentences)


def shown_phone(number: str) -> str:
    """A number as people in Vietnam write it: ``+842438253126`` is ``024 3825 3126``."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL)
    except phonenumbers.NumberParseException:
        return number


def phone_link(number: str) -> Markup:
    """A number that can be tapped."""
    return Markup('<a class="phone" href="tel:{}">{}</a>').format(number, shown_phone(number))


def with_phone(sentence: str, number: str) -> Markup:
    """``sentence`` with its ``{sdt}`` as a number that can be tapped."""
    return escape(sentence).replace("{sdt}", phone_link(number))


def hinted(options: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Options of radios, checkboxes or a select; a ``hint`` may be plain text."""
    return [_hinted(dict(option)) for option in options]


def _hinted(option: dict[str, Any]) -> dict[str, Any]:
    if isinstance(option.get("hint"), str):
        option["hint"] = {"text": option["hint"]}
    return option


def summary_rows(rows: Iterable[Mapping[str, Any]], change: str) -> list[dict[str, Any]]:
    """Rows ``{key, value, change?, what?}`` as the summary list takes them; ``change`` is the word of its links."""
    return [_summary_row(row, change) for row in rows]


def _summary_row(row: Mapping[str, Any], change: str) -> dict[str, Any]:
    made: dict[str, Any] = {"key": {"text": row["key"]}, "value": {"html": escape(row["value"])}}
    if row.get("change"):
        what = row.get("what") or str(row["key"]).lower()
        made["actions"] = {"items": [{"href": row["change"], "text": change, "visuallyHiddenText": what}]}
    return made


def cells(row: Iterable[Any]) -> list[dict[str, Any]]:
    """Cells of a table: text, ``Markup`` or what the table takes itself."""
    return [cell if isinstance(cell, dict) else {"html": escape(cell)} for cell in row]


def table_rows(rows: Iterable[Iterable[Any]]) -> list[list[dict[str, Any]]]:
    """All rows of a table."""
    return [cells(row) for row in rows]


def bars(rows: Iterable[Mapping[str, Any]], longest: float = 100.0) -> Sequence[dict[str, Any]]:
    """``rows`` (each with a ``value``) with ``length`` beside it: its share of the largest, 0 to ``longest``."""
    listed = [dict(row) for row in rows]
    top = max((float(row["value"]) for row in listed), default=0.0)
    return [{**row, "length": round(longest * float(row["value"]) / top, 1) if top > 0 else 0.0} for row in listed]


GLOBALS: Mapping[str, Any] = {
    "said_in": said_in,
    "said_all": said_all,
    "error_of": error_of,
    "error_list": error_list,
    "shown_phone": shown_phone,
    "phone_link": phone_link,
    "with_phone": with_phone,
    "hinted": hinted,
    "summary_rows": summary_rows,
    "cells": cells,
    "table_rows": table_rows,
    "bars": bars,
}
"""Under these names templates and components find them."""
